// A reply or an event 10,000 levels deep reaches emitted converters, which refuse it or hand it on, and never overflow the stack.
import { expect, test } from "vitest";
import { ActorError, createClient, type ClientActor } from "actorgen/client";
import { z } from "zod";
import { emitted } from "../templates/emitted.js";
import { FakeClock, settled } from "./fake-clock.js";
import { FakeNetwork } from "./fake-transport.js";
import { rejection, type RoomClient } from "./room.js";

const levels = 10_000;
const tree = z.object({
  get more() {
    return z.array(tree);
  },
});
const link: z.ZodType = z.lazy(() => z.union([z.null(), z.record(z.string(), link)]));

const deepTree = `${'{"more":['.repeat(levels)}${"]}".repeat(levels)}`;
const deepRecord = `${'{"a":'.repeat(levels)}null${"}".repeat(levels)}`;
const deepList = `${"[".repeat(levels)}${"]".repeat(levels)}`;

test.each<[string, z.ZodType, string]>([
  ["recursive objects", tree, deepTree],
  ["recursive unions of records", link, deepRecord],
  ["z.json()", z.json(), deepList],
  ["a schema without recursion", z.array(z.string()), deepList],
])("%s: a result over a socket and over HTTP, and an event", async (_name, schema, text) => {
  const { readOutput: decode } = (await emitted(schema)).value;
  const actor: ClientActor = {
    name: "room",
    hash: "room-hash",
    actions: { say: { hash: "say-hash", encodeArgs: (args) => args, decodeResult: decode } },
    events: { said: { hash: "said-hash", delivery: "resume", decode } },
  };
  const network = new FakeNetwork();
  const client = createClient<RoomClient>("http://host:8080/", [actor], {
    transport: network.transport,
    clock: new FakeClock(),
    fetch: () =>
      Promise.resolve(new Response(`{"value":${text}}`, { headers: { "content-type": "application/json" } })),
  });
  const handle = client.room.getOrCreate("general");
  const connection = handle.connect();
  const errors: unknown[] = [];
  connection.onError((error) => errors.push(error));
  connection.on("said", () => errors.push("told"));
  await settled();
  await network.socket.welcome();

  const reply = rejection(connection.say("hello"));
  await settled();
  network.socket.text(`{"t":"result","id":1,"value":${text}}`);
  expect(await reply).toBeInstanceOf(ActorError);

  network.socket.text(`{"t":"event","event":"said","seq":8,"payload":${text}}`);
  await settled();
  expect(errors).toEqual([expect.any(ActorError)]);

  expect(await rejection(handle.say("hello"))).toBeInstanceOf(ActorError);
  client.dispose();
});
