// Actors for tests of the harness: the example's, and a chat room whose handlers a test writes itself.
import { afterEach } from "vitest";
import { createTestServer, type TestServer, type TestServerOptions } from "actorgen/testing";
import { actors } from "../../examples/actors/index.js";
import { createClient, type ChatRoomConnection, type Client, type GameRoomConnection } from "../../generated/client.js";
import { implementChatRoom, type ChatRoomHandlers } from "../../generated/server.js";
import type { ActorImplementation } from "actorgen/server";

/** What a test writes of a chat room. */
type Own = Pick<ChatRoomHandlers, "onSleep" | "onWake" | "onConnect" | "onDisconnect"> & {
  readonly actions?: Partial<ChatRoomHandlers["actions"]>;
};

/** The chat room of the examples, with some actions and hooks of its own. */
export function chatRoomWith({ actions, ...hooks }: Own): ActorImplementation {
  return implementChatRoom({
    createState: () => ({ messages: [] }),
    createConnState: (_c, params) => ({ userId: params.userId }),
    ...hooks,
    actions: {
      sendMessage(c, userId, text) {
        const message = { id: crypto.randomUUID(), userId, text, sentAt: new Date() };
        c.state.messages.push(message);
        c.broadcast("messageReceived", message);
        return message;
      },
      history: (c, limit) => c.state.messages.slice(-limit),
      mute() {},
      typing() {},
      clear(c) {
        c.state.messages = [];
        c.broadcast("cleared");
      },
      ...actions,
    },
  });
}

const open = new Set<TestServer>();
afterEach(async () => {
  for (const server of open) await server.close();
  open.clear();
});

/** A server that is closed after the test; what it leaves fails the test. */
export function testServer(
  implementations: readonly ActorImplementation[] = actors,
  options: TestServerOptions = {},
): TestServer {
  const server = createTestServer(implementations, options);
  open.add(server);
  return server;
}

/** A connection to the chat room `general`, welcomed. */
export async function join(
  server: TestServer,
  userId: string,
  client: Client = server.client(createClient),
): Promise<ChatRoomConnection> {
  const room = client.chatRoom.getOrCreate("general", { params: { userId } }).connect();
  await room.ready;
  return room;
}

/** A player in the game room `arena`, welcomed. */
export async function play(server: TestServer, playerId: string): Promise<GameRoomConnection> {
  const room = server.client(createClient).gameRoom.getOrCreate("arena", { params: { playerId } }).connect();
  await room.ready;
  return room;
}

/** The texts of the messages that a connection hears from now on. */
export function listen(room: ChatRoomConnection): string[] {
  const heard: string[] = [];
  room.on("messageReceived", ({ text }) => heard.push(text));
  return heard;
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => Promise.reject(new Error("It did not reject.")),
    (error: unknown) => error,
  );
}
