// How long things live, from end to end: clients that come back late, with other params, or with calls from before.
import { describe, expect, test } from "vitest";
import type { AuthorizeTarget } from "actorgen/testing";
import { createClient } from "../../generated/client.js";
import { chatRoomWith, join, listen, rejection, testServer } from "./rooms.js";

const minute = 60_000;

describe("a resume", () => {
  test("has the new params checked and authorised, and keeps the state of the connection; hooks ran once", async () => {
    const [told, asked]: [string[], unknown[]] = [[], []];
    const rooms = chatRoomWith({
      onConnect: (_c, conn) => void told.push(`+${conn.state.userId}`),
      onDisconnect: (_c, conn) => void told.push(`-${conn.state.userId}`),
    });
    let allowed = true;
    const authorize = (_request: unknown, { params, event }: AuthorizeTarget): unknown => {
      if (event === undefined) asked.push(params);
      return allowed && {};
    };
    const server = testServer([rooms], { authorize });
    let userId = "ann";
    const client = server.client(createClient);
    const ann = client.chatRoom.getOrCreate("general", { getParams: () => ({ userId }) }).connect();
    await ann.ready;
    const errors: unknown[] = [];
    ann.onError((error) => errors.push(error));
    userId = "anna";
    server.network.cut(ann);
    await server.clock.advance(10_000);
    const { connections } = server.actor("chatRoom", "general");
    expect(connections).toMatchObject([{ online: true, params: { userId: "anna" }, state: { userId: "ann" } }]);

    allowed = false;
    server.network.cut(ann);
    await server.clock.advance(5 * minute);
    expect(asked).toEqual([{ userId: "ann" }, { userId: "anna" }, { userId: "anna" }]);
    expect([ann.connStatus, errors]).toMatchObject(["idle", [{ code: "unauthorized" }]]);
    expect(await rejection(ann.history())).toMatchObject({ code: "unauthorized" });
    expect(told).toEqual(["+ann", "-ann"]);
  });
});

describe("a call whose reply was lost", () => {
  const late = async (away: number): Promise<{ outcome: unknown; texts: string[] }> => {
    const server = testServer();
    const client = server.client(createClient);
    const ann = client.chatRoom.getOrCreate("general", { params: { userId: "ann" } }).connect();
    await ann.ready;
    server.network.loseReply(ann);
    const call = ann.withOptions({ timeout: 60 * minute }).sendMessage("ann", "once");
    const outcome = call.catch((error: unknown) => error);
    await server.settle();
    server.network.offline(client);
    await server.clock.advance(away);
    server.network.restore(client);
    await server.clock.advance(minute);
    const texts = (await ann.history()).map(({ text }) => text);
    return { outcome: await outcome, texts };
  };

  test("is answered from the record, also when the connection is over", async () => {
    expect(await late(5_000)).toMatchObject({ outcome: { text: "once" }, texts: ["once"] });
    expect(await late(5 * minute)).toMatchObject({ outcome: { text: "once" }, texts: ["once"] });
  });

  test("has an unknown outcome when the record is over, and did not run twice", async () => {
    expect(await late(12 * minute)).toMatchObject({ outcome: { code: "outcome_unknown" }, texts: ["once"] });
  });
});

describe("onGap", () => {
  test("is not told to an idle subscriber of something else, but to who missed an event", async () => {
    const server = testServer(undefined, { limits: { logEvents: 8 } });
    const ann = await join(server, "ann");
    const [ben, eve] = [await join(server, "ben"), await join(server, "eve")];
    const gaps: unknown[] = [];
    ben.on("cleared", () => {});
    ben.onGap((gap) => gaps.push(["ben", gap]));
    const heard = listen(eve);
    eve.onGap((gap) => gaps.push(["eve", gap]));
    await server.settle();
    for (let n = 0; n < 30; n++) await ann.sendMessage("ann", `${n}`);
    await server.clock.advance(minute);
    server.network.cut(ben);
    server.network.cut(eve);
    await server.clock.advance(10_000);
    expect([heard.length, gaps]).toEqual([30, []]);
    server.network.cut(eve);
    await server.settle();
    for (let n = 30; n < 60; n++) await ann.sendMessage("ann", `${n}`);
    await server.clock.advance(10_000);
    expect(gaps).toEqual([["eve", { from: 31, to: expect.any(Number) }]]);
    expect(heard.at(-1)).toBe("59");
  });
});

test("an event that the client finds unfit goes to onError, and does not come again", async () => {
  const rooms = chatRoomWith({});
  const message = rooms.events.get("messageReceived");
  const encode = (payload: unknown): unknown =>
    Reflect.get(Object(payload), "text") === "bad" ? { bad: true } : { ...Object(payload), sentAt: new Date(0) };
  const events = new Map([...rooms.events, ["messageReceived", { ...message!, encode }]] as const);
  const server = testServer([{ ...rooms, events }]);
  const ann = await join(server, "ann");
  const heard = listen(ann);
  const errors: unknown[] = [];
  ann.onError((error) => errors.push(error));
  await ann.sendMessage("ann", "good");
  await ann.sendMessage("ann", "bad");
  await server.settle();
  server.network.cut(ann);
  await server.clock.advance(10_000);
  await ann.sendMessage("ann", "better");
  await server.settle();
  expect(errors).toMatchObject([{ code: "invalid_event" }]);
  expect(heard).toEqual(["good", "better"]);
});
