// Client and server from different schemas: who is told, and what travels from then on.
import { expect, test } from "vitest";
import type { ContractChange } from "actorgen/client";
import { settled } from "./fake-clock.js";
import { lab, rejection, welcomed } from "./room.js";

const change = { actor: "room", clientHash: "room-hash", serverHash: "other" };

test("nothing is said while the hashes agree, and no hash travels", async () => {
  const changes: ContractChange[] = [];
  const { connection, socket } = await welcomed({ onContractChange: (found) => changes.push(found) });
  connection.on("said", () => {});
  void connection.say("a");
  await settled();
  expect(socket.hello.hash).toBe("room-hash");
  expect(socket.frames.some((frame) => "hash" in frame)).toBe(false);
  expect(changes).toEqual([]);
});

test("the client's and the connection's listeners are told at each welcome with another hash", async () => {
  const seen: unknown[] = [];
  const { client, network, clock } = lab({ onContractChange: (found) => seen.push(["client", found]) });
  const connection = client.room.get("general").connect();
  connection.onContractChange((found) => seen.push(["connection", found]));
  await settled();
  await network.socket.welcome({ hash: "other" });
  expect(seen).toEqual([
    ["client", change],
    ["connection", change],
  ]);
  await network.socket.close(1006);
  await clock.advance(100);
  await network.socket.welcome();
  expect(seen.length).toBe(2);
});

test("from then on each call and subscription carries the client's hash, also calls that waited", async () => {
  const { client, network, clock } = lab();
  const connection = client.room.get("general").connect();
  connection.say("waited").catch(() => {});
  await settled();
  await network.socket.welcome({ hash: "other" });
  connection.clear().catch(() => {});
  const off = connection.on("said", () => {});
  await settled();
  off();
  await settled();
  // @ts-expect-error: programs without types subscribe to names that do not exist
  connection.on("nothing", () => {})();
  await settled();
  expect(network.socket.frames).toEqual([
    { t: "call", id: 1, ack: 0, action: "say", args: ["waited"], hash: "say-hash" },
    { t: "call", id: 2, ack: 0, action: "clear", args: [], hash: "clear-hash" },
    { t: "subscribe", event: "said", hash: "said-hash" },
    { t: "unsubscribe", event: "said", hash: "said-hash" },
    { t: "subscribe", event: "nothing" },
    { t: "unsubscribe", event: "nothing" },
  ]);

  await network.socket.close(1006);
  await clock.advance(100);
  await network.socket.welcome();
  void connection.clear();
  await settled();
  expect(network.socket.frames).toEqual([{ t: "call", id: 3, ack: 2, action: "clear", args: [] }]);
});

test("results, errors and events that do not fit are contract_mismatch then", async () => {
  const { client, network } = lab();
  const connection = client.room.get("general").connect();
  const errors: string[] = [];
  connection.onError(({ code }) => errors.push(code));
  connection.on("said", () => {});
  await settled();
  await network.socket.welcome({ hash: "other" });
  const replies = [rejection(connection.say("a")), rejection(connection.say("b")), rejection(connection.say("c"))];
  await settled();
  network.socket.send(
    { t: "result", id: 1, value: 5 },
    { t: "error", id: 2, code: "muted", message: "muted", data: 5 },
    { t: "error", id: 3, code: "contract_mismatch", message: "regenerate", issues: [] },
    { t: "event", event: "said", payload: 5 },
  );
  for (const reply of replies) expect(await reply).toMatchObject({ code: "contract_mismatch" });
  expect(errors).toEqual(["contract_mismatch"]);
});
