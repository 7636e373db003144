// Actors in the harness do what they do on a host: the example actors, their clients, and the wire between them.
import { expect, test } from "vitest";
import { createClient as createAnyClient } from "actorgen/client";
import { chatRoom as descriptor, createClient, isChatRoomError, type Client } from "../../generated/client.js";
import { chatRoom } from "../../examples/actors/chat-room.js";
import { chatRoomWith, join, listen, play, rejection, testServer } from "./rooms.js";

test("everyone connected hears a message, and the caller gets it", async () => {
  const server = testServer();
  const rooms = [await join(server, "ann"), await join(server, "ben")] as const;
  const heard = rooms.map(listen);
  const message = await rooms[0].sendMessage("ann", "Hello everyone!");
  await server.settle();
  expect(heard).toEqual([["Hello everyone!"], ["Hello everyone!"]]);
  expect(message.sentAt).toEqual(new Date("2026-01-01T00:00:00Z"));
  expect(server.actor("chatRoom", "general")).toMatchObject({
    status: "awake",
    state: { messages: [message] },
    connections: [
      { online: true, params: { userId: "ann" }, state: { userId: "ann" }, events: ["messageReceived"] },
      { online: true, params: { userId: "ben" } },
    ],
  });
});

test("a private message reaches its recipient alone", async () => {
  const server = testServer();
  const [ann, ben, cid] = [await play(server, "ann"), await play(server, "ben"), await play(server, "cid")];
  const heard: string[] = [];
  for (const [name, room] of Object.entries({ ann, ben, cid })) {
    room.on("privateMessage", ({ from, text }) => heard.push(`${from} to ${name}: ${text}`));
  }
  await ann.whisper("ben", "psst");
  await server.settle();
  expect(heard).toEqual(["ann to ben: psst"]);
  expect(await rejection(ann.whisper("nobody", "psst"))).toMatchObject({ code: "notConnected" });
});

test("a handler that reads the time reads the harness's", async () => {
  const server = testServer();
  const room = await join(server, "ann");
  await room.mute("ann", 60);
  const error = await rejection(room.sendMessage("ann", "hm"));
  expect(isChatRoomError("sendMessage", error) && error.data.until).toEqual(new Date("2026-01-01T00:01:00Z"));
  await server.clock.advance(60_000);
  await room.sendMessage("ann", "Again!");
});

test("single actions travel as requests, and values are validated on both ends", async () => {
  const server = testServer();
  const client = server.client(createClient);
  const room = client.chatRoom.getOrCreate(["a/b", ""], { params: { userId: "ann" } });
  await room.sendMessage("ann", "by request");
  expect(await room.history()).toMatchObject([{ text: "by request" }]);
  expect(await client.chatRoom.getForId(await room.resolve(), { params: { userId: "ann" } }).history(1)).toHaveLength(
    1,
  );
  expect(await rejection(room.sendMessage("ann", ""))).toMatchObject({
    code: "invalid_argument",
    issues: [{ path: ["text"] }],
  });
  expect(await rejection(client.chatRoom.get("x", { params: { userId: "ann" } }).history())).toMatchObject({
    code: "actor_not_found",
  });
  expect(server.actor("chatRoom", "x").status).toBe("absent");
});

test("what a client does not check, the server refuses", async () => {
  const server = testServer();
  const careless = { ...descriptor, encodeParams: (value: unknown) => value };
  const client = server.client((endpoint, options) => createAnyClient<Client>(endpoint, [careless], options));
  const { ready } = client.chatRoom.getOrCreate("general", { params: { userId: "" } }).connect();
  expect(await rejection(ready)).toMatchObject({ code: "invalid_params", issues: [{ path: ["userId"] }] });
});

test("actors call each other", async () => {
  const relay = chatRoomWith({
    actions: {
      async mute(c, userId) {
        if (c.key[0] === "general")
          await c.client().chatRoom.getOrCreate("log", { params: { userId } }).sendMessage(userId, "muted");
      },
    },
  });
  const server = testServer([relay]);
  await (await join(server, "ann")).mute("ben", 1);
  expect(server.actor("chatRoom", "log").state).toMatchObject({ messages: [{ userId: "ben", text: "muted" }] });
});

test("authorize is asked with the client's headers, for connections, actions, events and requests", async () => {
  const asked: string[] = [];
  const who = { ...chatRoom, descriptor: { ...chatRoom.descriptor, parseAuth: (value: unknown) => value } };
  const server = testServer([who], {
    authorize({ headers, transport }, { action, event }) {
      asked.push(`${transport} ${action ?? event ?? "enter"}`);
      const user = headers.get("authorization");
      return user !== null && action !== "clear" ? { user } : false;
    },
  });
  const ann = server.client(createClient, { headers: { authorization: "ann" } });
  const room = await join(server, "ann", ann);
  room.on("messageReceived", () => {});
  expect(await rejection(room.clear())).toMatchObject({ code: "unauthorized" });
  await ann.chatRoom.get("general", { params: { userId: "ann" } }).history();
  expect(asked).toEqual(["websocket enter", "websocket messageReceived", "websocket clear", "http history"]);
  expect(server.actor("chatRoom", "general").connections).toMatchObject([{ auth: { user: "ann" } }]);
  expect(await rejection(join(server, "eve"))).toMatchObject({ code: "unauthorized" });
  await join(server, "root", server.client(createClient, { auth: { user: "root" } }));
  expect(server.actor("chatRoom", "general").connections).toMatchObject([{}, { auth: { user: "root" } }]);
});
