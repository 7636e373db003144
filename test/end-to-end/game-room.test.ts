// The game room over real sockets: private messages, all but the sender, roles.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createClient,
  isActorError,
  isGameRoomError,
  type Client,
  type GameRoomConnection,
  type GameRoomParams,
} from "../../generated/client.js";
import { startServer, type ServerProcess } from "./server.js";

let server: ServerProcess;
let client: Client;
let room = 0;

beforeAll(async () => {
  server = await startServer();
}, 30_000);
afterAll(async () => {
  expect(server.log()).not.toContain("UNCAUGHT");
  expect(await server.stop()).toBe(0);
});
beforeEach(() => {
  client = createClient(server.url);
  room++;
});
afterEach(() => client.dispose());

async function join(params: GameRoomParams, heard: string[] = []): Promise<GameRoomConnection> {
  const connection = client.gameRoom.getOrCreate(`room-${room}`, { params }).connect();
  connection.on("privateMessage", ({ from, text }) => heard.push(`${params.playerId}: ${from} whispers ${text}`));
  connection.on("playerMoved", ({ playerId, position }) =>
    heard.push(`${params.playerId}: ${playerId} at ${position.x},${position.y}`),
  );
  await connection.ready;
  return connection;
}

const settled = (connections: readonly GameRoomConnection[]): Promise<unknown> =>
  Promise.all(connections.map((connection) => connection.players()));

test("a private message reaches exactly the connection whose state names the player", async () => {
  const heard: string[] = [];
  const connections = [
    await join({ playerId: "ann" }, heard),
    await join({ playerId: "ben" }, heard),
    await join({ playerId: "cleo" }, heard),
  ];
  await connections[0]?.whisper("ben", "psst");
  await settled(connections);
  expect(heard).toEqual(["ben: ann whispers psst"]);
});

test("a player who is not connected is a typed error", async () => {
  const ann = await join({ playerId: "ann" });
  const error: unknown = await ann.whisper("zoe", "hello?").catch((caught: unknown) => caught);
  expect(isGameRoomError("whisper", error) && error.code === "notConnected" && error.data).toEqual({ playerId: "zoe" });
});

test.each(["move", "moveByLoop"] as const)("%s: playerMoved reaches all but the sender", async (action) => {
  const heard: string[] = [];
  const connections = [
    await join({ playerId: "ann" }, heard),
    await join({ playerId: "ben" }, heard),
    await join({ playerId: "cleo" }, heard),
  ];
  await connections[0]?.[action]({ x: 3, y: 4 });
  await settled(connections);
  expect(heard.toSorted()).toEqual(["ben: ann at 3,4", "cleo: ann at 3,4"]);
});

test("the role of createConnState defaults to player; a spectator may not move", async () => {
  const ann = await join({ playerId: "ann" });
  const sam = await join({ playerId: "sam", role: "spectator" });
  expect(await ann.players()).toMatchObject({ ann: { role: "player" }, sam: { role: "spectator" } });
  const error: unknown = await sam.move({ x: 1, y: 1 }).catch((caught: unknown) => caught);
  expect(isGameRoomError("move", error) && error.code).toBe("spectating");
  expect((await ann.players())["sam"]?.position).toEqual({ x: 0, y: 0 });
});

test("params of a wrong kind are refused with their issues by a server that meets another client", async () => {
  const connection = client.gameRoom
    .getOrCreate(`room-${room}`, { getParams: () => JSON.parse('{"playerId":"ann","role":"owner"}') })
    .connect();
  const error: unknown = await connection.ready.catch((caught: unknown) => caught);
  expect(isActorError(error) && error.code).toBe("invalid_params");
  expect(isActorError(error) && error.issues?.[0]?.path).toEqual(["role"]);
});

test("once: the start is heard one time by each", async () => {
  let starts = 0;
  const ann = await join({ playerId: "ann" });
  ann.once("gameStarted", ({ at }) => (starts += at instanceof Date ? 1 : 100));
  expect(await ann.start()).toBe(true);
  expect(await ann.start()).toBe(false);
  await settled([ann]);
  expect(starts).toBe(1);
});

test("the creator's input, with its default, reaches createState", async () => {
  const handle = await client.gameRoom.create(`room-${room}`, {
    params: { playerId: "ann" },
    input: { map: "desert" },
  });
  expect(await handle.players()).toEqual({});
  await expect(
    client.gameRoom.create(`other-${room}`, { params: { playerId: "ann" }, input: JSON.parse('{"map":7}') }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});
