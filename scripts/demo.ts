// The demo: serves the actors of schemas/ on loopback, lets several generated clients talk, and prints who got what.
import { styleText } from "node:util";
import { serve } from "actorgen/node";
import { actors } from "../examples/actors/index.js";
import { createClient, isActorError, isGameRoomError, type GameRoomConnection } from "../generated/client.js";

const colour = process.stdout.isTTY && !process.env["NO_COLOR"];
const paint = (style: "bold" | "green" | "dim" | "red", text: string): string =>
  colour ? styleText(style, text) : text;
const title = (text: string): void => console.log(`\n${paint("bold", text)}`);
const said = new Map<string, string[]>();

/** Notes and prints that `who` got `what`. */
function got(who: string, what: string): void {
  said.set(who, [...(said.get(who) ?? []), what]);
  console.log(`  ${paint("green", who.padEnd(6))} ${what}`);
}

/** Fails the demo when what it shows is not so. */
function expectCount(who: string, start: string, count: number): void {
  const found = (said.get(who) ?? []).filter((line) => line.startsWith(start)).length;
  if (found !== count) throw new Error(`${who} should have got "${start}" ${count} times and got it ${found} times`);
}

async function chat(url: string): Promise<void> {
  title("Chat room: a broadcast reaches everyone");
  const client = createClient(url);
  const join = (userId: string) => client.chatRoom.getOrCreate(["general"], { params: { userId } }).connect();
  const ann = join("ann");
  const ben = join("ben");
  const unsubscribe = ann.on("messageReceived", (message) =>
    got("ann", `message from ${message.userId}: ${message.text}`),
  );
  ben.on("messageReceived", (message) => got("ben", `message from ${message.userId}: ${message.text}`));
  ann.on("typing", ({ userId }) => got("ann", `typing: ${userId}`));
  ben.on("typing", ({ userId }) => got("ben", `typing: ${userId}`));
  await Promise.all([ann.ready, ben.ready]);
  await ann.sendMessage("user-123", "Hello everyone!");
  await ben.typing();
  await ann.history(1);

  title("Unsubscribe: ann stops listening, ben does not");
  unsubscribe();
  await ben.sendMessage("ben", "Is anybody there?");
  await ann.history(1);

  title("One request over HTTP, without a connection");
  const room = client.chatRoom.get(["general"], { params: { userId: "reader" } });
  for (const message of await room.history())
    got("reader", `history: ${message.userId}: ${message.text} (${message.sentAt.toISOString().slice(0, 10)})`);

  title("A value that does not fit never leaves the client");
  await ann.sendMessage("ann", "").catch((error: unknown) => {
    if (isActorError(error))
      got("ann", `refused: ${error.code} at ${error.issues?.[0]?.path.join(".")}: ${error.issues?.[0]?.message}`);
  });
  expectCount("ann", "message", 1);
  expectCount("ben", "message", 2);
  expectCount("ann", "typing", 1);
  expectCount("ben", "typing", 0);
  expectCount("reader", "history", 2);
  expectCount("ann", "refused", 1);
  await client.dispose();
}

async function game(url: string): Promise<void> {
  const client = createClient(url);
  const players = ["ada", "bob", "cleo"];
  const connections: GameRoomConnection[] = [];
  for (const playerId of players) {
    const connection = client.gameRoom.getOrCreate(["room-456"], { params: { playerId } }).connect();
    connection.on("playerMoved", (move) =>
      got(playerId, `saw ${move.playerId} move to ${move.position.x},${move.position.y}`),
    );
    connection.on("privateMessage", ({ from, text }) => got(playerId, `whisper from ${from}: ${text}`));
    connection.once("gameStarted", () => got(playerId, "game started (heard once)"));
    await connection.ready;
    connections.push(connection);
  }
  // After a call has returned, every event that was sent before it has been heard.
  const settled = () => Promise.all(connections.map((connection) => connection.players()));
  const [ada] = connections;
  if (ada === undefined) throw new Error("nobody plays");

  title("Game room: all but the sender see a move");
  await ada.move({ x: 3, y: 4 });
  await settled();
  title("A private message reaches one player");
  await ada.whisper("bob", "meet me at the well");
  await settled();
  title("An event that is listened to once");
  await ada.start();
  await settled();
  title("A typed error");
  await ada.whisper("zoe", "are you there?").catch((error: unknown) => {
    if (isGameRoomError("whisper", error)) got("ada", `error ${error.code}: ${error.data.playerId} is not connected`);
  });
  expectCount("ada", "saw", 0);
  expectCount("bob", "saw", 1);
  expectCount("cleo", "saw", 1);
  expectCount("bob", "whisper", 1);
  expectCount("cleo", "whisper", 0);
  for (const playerId of players) expectCount(playerId, "game started", 1);
  expectCount("ada", "error notConnected", 1);
  await client.dispose();
}

const keepServing = process.argv.includes("--serve");
const server = await serve(actors, { port: keepServing ? 8080 : 0, store: "memory" });
console.log(`Serving ${actors.length} actors on ${server.url}`);
await chat(server.url);
await game(server.url);
if (keepServing) {
  console.log(paint("dim", "\nStill serving; end it with Ctrl+C."));
  process.once("SIGINT", () => void server.close());
  process.once("SIGTERM", () => void server.close());
} else {
  await server.close();
  console.log(paint("dim", "\nEverything arrived where it should."));
}
