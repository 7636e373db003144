// The chat room over real sockets: the server in one process, the generated clients in this one.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  ActorError,
  createClient,
  isActorError,
  isChatRoomError,
  type ChatRoomConnection,
  type Client,
  type Message,
} from "../../generated/client.js";
import { frameTap } from "./frame-tap.js";
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

const key = (): [string] => [`room-${room}`];
const params = (userId: string) => ({ params: { userId } });

async function join(userId: string, from: Client = client): Promise<ChatRoomConnection> {
  const connection = from.chatRoom.getOrCreate(key(), params(userId)).connect();
  await connection.ready;
  return connection;
}

/** After this, every event that was sent to the connection before it has been heard. */
const settled = (connection: ChatRoomConnection): Promise<unknown> => connection.history(1);

describe("messages", () => {
  test("sendMessage stores, broadcasts to every connection and returns the message", async () => {
    const connections = await Promise.all(["ann", "ben", "user-123"].map((userId) => join(userId)));
    const heard = connections.map((connection) => {
      const messages: Message[] = [];
      connection.on("messageReceived", (message) => messages.push(message));
      return messages;
    });
    await Promise.all(connections.map(settled));
    const sender = connections[2];
    const message = await sender?.sendMessage("user-123", "Hello everyone!");
    await Promise.all(connections.map(settled));
    expect(message).toMatchObject({ userId: "user-123", text: "Hello everyone!" });
    expect(message?.sentAt).toBeInstanceOf(Date);
    expect(heard).toEqual([[message], [message], [message]]);
    expect(await sender?.history()).toEqual([message]);
  });

  test("typing reaches all but the sender", async () => {
    const [ann, ben] = [await join("ann"), await join("ben")];
    const heard: string[] = [];
    ann.on("typing", ({ userId }) => heard.push(`ann heard ${userId}`));
    ben.on("typing", ({ userId }) => heard.push(`ben heard ${userId}`));
    await Promise.all([settled(ann), settled(ben)]);
    await ben.typing();
    await Promise.all([settled(ann), settled(ben)]);
    expect(heard).toEqual(["ann heard ben"]);
  });

  test("an event without a payload", async () => {
    const ann = await join("ann");
    const heard: unknown[][] = [];
    ann.on("cleared", (...payload: unknown[]) => heard.push(payload));
    await ann.clear();
    expect(heard).toHaveLength(1);
    expect(heard[0]?.[0]).toBeUndefined();
  });

  test("a declared error arrives typed, with its data decoded", async () => {
    const ann = await join("ann");
    await ann.mute("ann", 60);
    const error: unknown = await ann.sendMessage("ann", "hello").catch((caught: unknown) => caught);
    expect(isChatRoomError("sendMessage", error)).toBe(true);
    if (isChatRoomError("sendMessage", error)) {
      expect(error.code).toBe("muted");
      expect(error.data.until.getTime()).toBeGreaterThan(Date.now());
    }
    const overHttp: unknown = await client.chatRoom
      .get(key(), params("ann"))
      .sendMessage("ann", "hello")
      .catch((caught: unknown) => caught);
    expect(isChatRoomError("sendMessage", overHttp)).toBe(true);
  });
});

describe("validation", () => {
  test("arguments are refused by the client, before anything is sent", async () => {
    const tap = await frameTap(server.url);
    const tapped = createClient(tap.url);
    const ann = await join("ann", tapped);
    const error: unknown = await ann.sendMessage("ann", "").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ActorError);
    expect(isActorError(error) && error.code).toBe("invalid_argument");
    expect(isActorError(error) && error.issues).toEqual([
      expect.objectContaining({ code: "too_small", path: ["text"] }),
    ]);
    expect(tap.fromClient.filter((frame) => frame["t"] === "call")).toEqual([]);
    await tapped.dispose();
    await tap.close();
  });

  test("params are refused with their issues; ready rejects and the connection is not tried again", async () => {
    const connection = client.chatRoom.getOrCreate(key(), params("")).connect();
    const error: unknown = await connection.ready.catch((caught: unknown) => caught);
    expect(isActorError(error) && error.code).toBe("invalid_params");
    expect(isActorError(error) && error.issues).toEqual([expect.objectContaining({ path: ["userId"] })]);
    expect(connection.connStatus).toBe("idle");
  });
});

describe("listeners", () => {
  test("before and after the connection opens", async () => {
    const connection = client.chatRoom.getOrCreate(key(), params("ann")).connect();
    const heard: string[] = [];
    connection.on("messageReceived", () => heard.push("before"));
    await connection.ready;
    connection.on("messageReceived", () => heard.push("after"));
    await connection.sendMessage("ann", "hello");
    expect(heard).toEqual(["before", "after"]);
  });

  test("once fires once and unsubscribes on the server", async () => {
    const tap = await frameTap(server.url);
    const tapped = createClient(tap.url);
    const ann = await join("ann", tapped);
    const heard: string[] = [];
    ann.once("messageReceived", ({ text }) => heard.push(text));
    await ann.sendMessage("ann", "one");
    await settled(ann);
    await ann.sendMessage("ann", "two");
    await settled(ann);
    expect(heard).toEqual(["one"]);
    expect(tap.fromClient.filter((frame) => frame["t"] === "unsubscribe")).toEqual([
      { t: "unsubscribe", event: "messageReceived" },
    ]);
    expect(tap.fromServer.filter((frame) => frame["t"] === "event")).toHaveLength(1);
    await tapped.dispose();
    await tap.close();
  });

  test("the unsubscribe function: the last listener's ends the subscription on the server", async () => {
    const tap = await frameTap(server.url);
    const tapped = createClient(tap.url);
    const ann = await join("ann", tapped);
    const heard: string[] = [];
    const first = ann.on("messageReceived", ({ text }) => heard.push(`first ${text}`));
    const second = ann.on("messageReceived", ({ text }) => heard.push(`second ${text}`));
    await ann.sendMessage("ann", "one");
    first();
    first();
    await ann.sendMessage("ann", "two");
    expect(tap.fromClient.some((frame) => frame["t"] === "unsubscribe")).toBe(false);
    second();
    await ann.sendMessage("ann", "three");
    expect(heard).toEqual(["first one", "second one", "second two"]);
    expect(tap.fromServer.filter((frame) => frame["t"] === "event")).toHaveLength(2);
    await tapped.dispose();
    await tap.close();
  });

  test("one that throws does not stop the next, and is reported to onError", async () => {
    const ann = await join("ann");
    const heard: string[] = [];
    const errors: unknown[] = [];
    ann.onError((error) => errors.push(error));
    ann.on("messageReceived", () => {
      throw new Error("my listener is broken");
    });
    ann.on("messageReceived", ({ text }) => heard.push(text));
    await ann.sendMessage("ann", "one");
    await ann.sendMessage("ann", "two");
    expect(heard).toEqual(["one", "two"]);
    expect(errors).toHaveLength(2);
  });
});

describe("handles", () => {
  test("get: a clear error when absent, over HTTP and when connecting", async () => {
    const absent = client.chatRoom.get(key(), params("ann"));
    await expect(absent.history()).rejects.toMatchObject({ code: "actor_not_found" });
    await expect(absent.resolve()).rejects.toMatchObject({ code: "actor_not_found" });
    await expect(absent.connect().ready).rejects.toMatchObject({ code: "actor_not_found" });
  });

  test("create: makes it now; a clear error when present", async () => {
    const made = await client.chatRoom.create(key(), params("ann"));
    expect(await made.history()).toEqual([]);
    await expect(client.chatRoom.create(key(), params("ann"))).rejects.toMatchObject({ code: "actor_exists" });
  });

  test("getOrCreate, resolve and getForId reach the same actor", async () => {
    const handle = client.chatRoom.getOrCreate(key(), params("ann"));
    await handle.sendMessage("ann", "hello");
    const id = await handle.resolve();
    expect(id).toMatch(/^\S{10,}$/);
    const byId = client.chatRoom.getForId(id, params("ben"));
    expect(await byId.history()).toHaveLength(1);
    const connection = byId.connect();
    await connection.ready;
    expect(await connection.history()).toHaveLength(1);
    await expect(client.chatRoom.getForId("nobody", params("ben")).history()).rejects.toMatchObject({
      code: "actor_not_found",
    });
  });

  test("keys with any characters are different actors", async () => {
    const keys = ["a", "A", "a/b", "a b", "..", "ü", "💬", "", "~", "a~~b"].map((name) => [`${key()[0]}-${name}`]);
    keys.push([...key(), "a", "b"], [...key(), "a~~b"]);
    for (const [index, each] of keys.entries())
      await client.chatRoom.getOrCreate(each, params("ann")).sendMessage("ann", String(index));
    const histories = await Promise.all(keys.map((each) => client.chatRoom.get(each, params("ann")).history()));
    expect(histories.map((messages) => messages.map(({ text }) => text))).toEqual(
      keys.map((_, index) => [String(index)]),
    );
  });
});

describe("the life of a connection", () => {
  test("status, callbacks and dispose", async () => {
    const connection = client.chatRoom.getOrCreate(key(), params("ann")).connect();
    const seen: string[] = [connection.connStatus];
    connection.onStatusChange((status) => seen.push(status));
    connection.onOpen(() => seen.push("open"));
    connection.onClose(() => seen.push("close"));
    await connection.ready;
    expect(connection.connStatus).toBe("connected");
    await connection.dispose();
    expect(connection.connStatus).not.toBe("connected");
    expect(seen.filter((word) => word === "open" || word === "close")).toEqual(["open", "close"]);
    expect(seen).toContain("connected");
    await expect(connection.history()).rejects.toMatchObject({ code: "disconnected" });
  });

  test("after a cut it connects again and hears its events", async () => {
    const tap = await frameTap(server.url);
    const tapped = createClient(tap.url);
    const ann = await join("ann", tapped);
    const heard: string[] = [];
    ann.on("messageReceived", ({ text }) => heard.push(text));
    await ann.sendMessage("ann", "one");
    const again = new Promise<void>((resolve) => ann.onOpen(() => resolve()));
    tap.cut();
    await again;
    await ann.sendMessage("ann", "two");
    expect(heard).toEqual(["one", "two"]);
    await tapped.dispose();
    await tap.close();
  });

  test("a server that restarts on its port is found again", async () => {
    const first = await startServer();
    const port = Number(new URL(first.url).port);
    const other = createClient(first.url);
    const connection = other.chatRoom.getOrCreate(key(), params("ann")).connect();
    await connection.ready;
    const again = new Promise<void>((resolve) => connection.onOpen(() => resolve()));
    first.child.kill("SIGKILL");
    const second = await startServer(port);
    await again;
    expect(await connection.sendMessage("ann", "still here")).toMatchObject({ text: "still here" });
    await other.dispose();
    expect(await second.stop()).toBe(0);
  }, 30_000);
});
