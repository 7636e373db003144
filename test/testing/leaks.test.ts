// What a test leaves behind fails it: errors of the server that nobody looked at, timers, handlers.
import { expect, test, vi } from "vitest";
import { createTestServer } from "actorgen/testing";
import { createClient } from "../../generated/client.js";
import { chatRoomWith, join, rejection, testServer } from "./rooms.js";

const cause = new Error("the database is down");
const broken = chatRoomWith({
  actions: {
    clear() {
      throw cause;
    },
  },
});

test("close rejects with an error of the server that nobody looked at", async () => {
  const server = createTestServer([broken]);
  const room = await join(server, "ann");
  expect(await rejection(room.clear())).toMatchObject({ code: "internal_error" });
  const error = await rejection(server.close());
  expect(error).toMatchObject({
    message: expect.stringContaining('a handler failed (chatRoom ["general"] clear): the database is down'),
    errors: [{ cause }],
  });
});

test("an error that was looked at, or is allowed, is none", async () => {
  const server = testServer([broken]);
  const room = await join(server, "ann");
  const error = await rejection(room.clear());
  expect(server.errors).toMatchObject([{ cause, ref: Reflect.get(Object(error), "ref"), fields: { action: "clear" } }]);
  expect(server.log).toMatchObject([{ level: "error", message: "a handler failed" }]);
  await server.close();
  const other = createTestServer([broken]);
  await rejection((await join(other, "ann")).clear());
  await other.close({ allowErrors: true });
});

test("close rejects with a timer that still waits", async () => {
  const server = createTestServer([]);
  server.clock.timer(500, () => {});
  await expect(server.close()).rejects.toThrow("a timer of the test's own, due in 500 ms");
});

test("nothing is left of connections, requests, sleepers and plans", async () => {
  const planner = chatRoomWith({ actions: { mute: (c) => void c.schedule.after(60_000, "clear") } });
  const server = testServer([planner]);
  const client = server.client(createClient);
  const [ann, ben] = [await join(server, "ann", client), await join(server, "ben")];
  await ann.mute("ben", 1);
  server.network.stall(ann);
  server.network.cut(ben);
  server.network.offline(client);
  await server.close();
  await server.close();
  expect([ann.connStatus, ben.connStatus]).toEqual(["idle", "idle"]);
});

test("a test that hangs is told why", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const server = testServer();
  const room = await join(server, "ann");
  server.network.cut(room);
  const waiting = room.clear();
  await vi.waitFor(() => expect(warn).toHaveBeenCalled(), 6_000);
  expect(warn.mock.calls.flat().join()).toContain("A client waits for a reply, or to connect again.");
  expect(warn.mock.calls.flat().join()).toContain("server.clock.advance(ms)");
  warn.mockRestore();
  await server.clock.advance(1_000);
  await waiting;
}, 10_000);
