// Plans and calls between generated actors on the node host, in memory and on a store file that outlives the server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { serve, type RunningServer, type ServeOptions } from "actorgen/node";
import { createClient, isChatRoomError, type Client } from "../../generated/client.js";
import { implementChatRoom, implementGameRoom, type GameRoomContext } from "../../generated/server.js";

const folder = mkdtempSync(join(tmpdir(), "actorgen-client-"));
const open: (RunningServer | Client)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await ("close" in one ? one.close() : one.dispose());
  rmSync(folder, { recursive: true, force: true });
});

const chatRoom = implementChatRoom({
  createState: () => ({ messages: [] }),
  createConnState: (_c, params) => ({ userId: params.userId }),
  actions: {
    sendMessage(c, userId, text) {
      const until = c.state.mutedUntil[userId];
      if (until) throw c.errors.muted({ until });
      const message = { id: crypto.randomUUID(), userId, text, sentAt: new Date() };
      c.state.messages.push(message);
      c.broadcast("messageReceived", message);
      return message;
    },
    history: (c, limit) => c.state.messages.slice(-limit),
    mute(c, userId, seconds) {
      c.state.mutedUntil[userId] = new Date(Date.UTC(2100, 0, 1, 0, 0, seconds));
    },
    typing() {},
    // Whoever clears a room asks its game to begin, some time later.
    async clear(c) {
      await c
        .client()
        .gameRoom.getOrCreate("game", { params: { playerId: c.key.join() } })
        .start();
    },
  },
});

const lobby = (c: GameRoomContext) => c.client().chatRoom.getOrCreate(["lobby"], { params: { userId: "game" } });
const seen: unknown[] = [];

const gameRoom = implementGameRoom({
  createState: (_c, input) => ({ map: input.map, started: false, players: {} }),
  createConnState: (_c, params) => ({ playerId: params.playerId, role: params.role ?? "player" }),
  actions: {
    players: (c) => c.state.players,
    // Parts of the state go to another actor and into a plan: they are copies there.
    async move(c, to) {
      c.state.players["ann"] = { id: "ann", role: "player", position: to };
      const { position } = c.state.players["ann"];
      c.schedule.after(to.x * 20, "moveByLoop", position);
      position.x = 99;
      const own = { x: 7, y: 7 };
      const there = c
        .client()
        .gameRoom.getOrCreate("copies", { params: { playerId: "ann" } })
        .moveByLoop(own);
      own.x = 8;
      seen.push((await there).position);
      const message = await lobby(c).sendMessage("ann", JSON.stringify(position));
      seen.push(message.sentAt instanceof Date, message.text);
      return c.state.players["ann"];
    },
    async moveByLoop(c, to) {
      c.state.players["ben"] = { id: "ben", role: "player", position: to };
      c.broadcast("playerJoined", c.state.players["ben"]);
      return c.state.players["ben"];
    },
    async whisper(c, to, text) {
      const room = lobby(c);
      const id = await room.resolve();
      await c
        .client()
        .chatRoom.getForId(id, { params: { userId: "game" } })
        .mute(to, 5);
      const caught: unknown = await room.sendMessage(to, text).catch((error: unknown) => error);
      if (isChatRoomError("sendMessage", caught)) seen.push(caught.code, caught.data.until.getUTCSeconds());
      const twice: unknown = await c
        .client()
        .chatRoom.create("lobby", { params: { userId: "game" } })
        .catch(String);
      const nobody: unknown = await c
        .client()
        .chatRoom.get("nobody", { params: { userId: "x" } })
        .history()
        .catch(String);
      seen.push(room.key, twice, nobody);
    },
    async start(c) {
      await lobby(c).clear();
      return true;
    },
  },
});

async function start(options: ServeOptions): Promise<{ server: RunningServer; client: Client }> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const server = await serve([chatRoom, gameRoom], { port: 0, logger: silent, ...options });
  const client = createClient(server.url);
  open.push(server, client);
  return { server, client };
}

const params = { playerId: "ann" };

describe.each(["memory", "durable"])("%s", (kind) => {
  const store = kind === "memory" ? "memory" : { path: join(folder, "one", "store.db") };

  test("a plan runs at its time, with the arguments as they were; a call reaches the other actor", async () => {
    seen.length = 0;
    const { client } = await start({ store });
    const connection = client.gameRoom.getOrCreate("game", { params }).connect();
    const joined = new Promise((resolve) => connection.on("playerJoined", resolve));
    expect((await connection.move({ x: 1, y: 2 })).position).toEqual({ x: 99, y: 2 });
    expect(seen).toEqual([{ x: 7, y: 7 }, true, '{"x":99,"y":2}']);
    expect(await joined).toMatchObject({ id: "ben", position: { x: 1, y: 2 } });
    expect(await client.chatRoom.get("lobby", { params: { userId: "eve" } }).history()).toHaveLength(1);
  });

  test("declared errors come decoded and are told by the generated guard; ids, `create` and `get` work", async () => {
    seen.length = 0;
    const { client } = await start({ store });
    await client.gameRoom.getOrCreate("game", { params }).whisper("ben", "hi");
    expect(seen).toEqual([
      "muted",
      5,
      ["lobby"],
      'ActorError: chatRoom ["lobby"] exists already.',
      'ActorError: There is no chatRoom ["nobody"].',
    ]);
  });

  test("a circle over two actors is refused and blocks nobody", async () => {
    const { client } = await start({ store });
    const game = client.gameRoom.getOrCreate("game", { params });
    await expect(game.start()).rejects.toMatchObject({ code: "internal_error" });
    expect(await game.players()).toEqual({});
  });

  test("an actor that sleeps wakes for its plan", async () => {
    const { client } = await start({ store, limits: { sleepAfter: 5 } });
    const game = client.gameRoom.getOrCreate("game", { params });
    await game.move({ x: 3, y: 4 });
    await expect.poll(() => game.players(), { interval: 30 }).toMatchObject({ ben: { position: { x: 3, y: 4 } } });
  });
});

test("what is planned runs on the next server that has the store", async () => {
  const store = { path: join(folder, "two", "store.db") };
  const first = await start({ store });
  await first.client.gameRoom.getOrCreate("game", { params }).move({ x: 15, y: 6 });
  await first.server.close();
  const { client } = await start({ store });
  const game = client.gameRoom.get("game", { params });
  await expect.poll(() => game.players()).toMatchObject({ ben: { position: { x: 15, y: 6 } } });
});
