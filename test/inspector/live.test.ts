// What the inspector tells: state, connections, calls, events and refusals as they happen, bounded, and without what is secret.
import { afterEach, expect, test } from "vitest";
import type { RunningServer } from "actorgen/node";
import { Recorder } from "../../src/hosts/node/inspector/recorder.js";
import { bothObserving } from "../../src/hosts/node/inspector/observe.js";
import type { Observer } from "../../src/server/host.js";
import { call, Client, post } from "../hosts/raw-client.js";
import { ask, enter, LiveStream, start } from "./session.js";

let server: RunningServer;
let stream: LiveStream | undefined;
afterEach(async () => {
  stream?.close();
  stream = undefined;
  await server?.close();
});

async function watched(): Promise<{ stream: LiveStream; session: Record<string, string> }> {
  server = await start();
  const session = await enter(server);
  stream = new LiveStream(server, session);
  await stream.find("page");
  return { stream, session };
}

const holds = (text: string) => (data: unknown) => JSON.stringify(data).includes(text);

test("the forms are made of the contract", async () => {
  const { stream } = await watched();
  expect(await stream.find("page")).toMatchObject({
    forms: {
      actors: [
        { name: "vault", key: null, auth: false, actions: [{ name: "put", description: "Keep a thing." }, {}, {}, {}] },
      ],
      types: { Thing: { type: "object" } },
    },
  });
});

test("calls, events, refusals and hooks of all actors are told with their values, and no secret is in any of it", async () => {
  const { stream, session } = await watched();
  const params = { name: "ana", password: "param-s3cret" };
  const client = await new Client(`${server.url}/actors/vault/main`, {
    mode: "getOrCreate",
    params,
    events: ["kept"],
  }).welcomed();
  client.send(call(1, "put", "door", "arg-s3cret"));
  await client.next(1);
  await post(`${server.url}/actors/vault/main/put`, '["","x"]');
  await post(`${server.url}/actors/vault/main/deny`, "[]");
  client.send(call(2, "nothing"));
  await post(`${server.url}/actors/nobody/main/put`, "[]");
  await stream.find("entries", holds("nobody"));
  await stream.find("entries", holds("unknown_action"));
  const put = stream.entries.find(({ kind, name }) => kind === "call" && name === "put");
  expect(put).toMatchObject({
    actor: "vault",
    key: ["main"],
    transport: "connection",
    args: ["door", "•••", 1],
    value: { name: "door", pin: "•••" },
    ms: expect.any(Number),
  });
  expect(stream.entries.find(({ kind }) => kind === "event")).toMatchObject({
    name: "kept",
    seq: 1,
    receivers: 1,
    value: { name: "door", pin: "•••" },
  });
  const refusals = stream.entries.filter(({ kind }) => kind === "refusal");
  expect(refusals.map(({ name, error }) => [name, Reflect.get(Object(error), "code")])).toEqual(
    expect.arrayContaining([
      ["put", "invalid_argument"],
      ["nothing", "unknown_action"],
      ["put", "unknown_actor"],
    ]),
  );
  expect(stream.entries.find(({ name }) => name === "deny")).toMatchObject({
    kind: "call",
    transport: "request",
    error: { code: "denied", data: { why: "no", code: "•••" } },
  });
  expect(stream.entries.filter(({ kind }) => kind === "hook").map(({ name }) => name)).toEqual([
    "createState",
    "createConnState",
  ]);

  const [live] = (await server.inspect()).actors;
  const { id } = Object(await stream.find("page"));
  await ask(`${server.url}/inspector/watch`, session, "POST", { page: id, actorId: live?.actorId });
  expect(await stream.find("actor")).toMatchObject({
    state: { owner: "owner", things: [{ name: "door", pin: "•••" }] },
    connectionList: [
      { online: true, subscriptions: ["kept"], params: { name: "ana", password: "•••" }, state: { token: "•••" } },
    ],
  });
  await post(`${server.url}/actors/vault/main/put`, '["window","more-s3cret"]');
  await stream.find("actor", holds("window"));
  const answer = await ask(`${server.url}/inspector/call`, session, "POST", {
    actor: "vault",
    key: ["main"],
    action: "put",
    args: ["x", "page-s3cret"],
  });
  expect(JSON.parse(answer.text)).toEqual({ value: { name: "x", pin: "•••" } });
  await stream.find("entries", holds('"args":["x","•••",1]'));
  expect(stream.text).not.toContain("s3cret");
});

test("actors come and go in the list", async () => {
  const { stream } = await watched();
  await post(`${server.url}/actors/vault/one/put`, '["a","1234"]');
  const told = await stream.find("actors", holds("one"));
  expect(told).toMatchObject({ rows: [{ actor: "vault", key: ["one"], connections: 0, online: 0 }] });
});

test("nobody observes while no page is open", async () => {
  const recorder = new Recorder(new Map());
  const address = { actor: "vault", key: [], id: "1" };
  expect([recorder.observer(address), recorder.witness(address)]).toEqual([undefined, undefined]);
  expect(bothObserving(undefined, undefined)).toBeUndefined();
  const leave = recorder.watch();
  expect(recorder.observer(address)).toBeTypeOf("function");
  expect(recorder.witness(address)).toBeTypeOf("object");
  leave();
  recorder.clear();
  expect([recorder.observer(address), recorder.witness(address)]).toEqual([undefined, undefined]);
});

test("telemetry and the inspector see the same turns, one inside the other", () => {
  const seen: string[] = [];
  const observer =
    (name: string): Observer =>
    () => ({
      run: (body) => {
        seen.push(name);
        return body();
      },
      end: (_error, result) => void seen.push(`${name} ${result}`),
    });
  const observation = bothObserving(observer("a"), observer("b"))?.({ kind: "action", name: "x" });
  expect(observation?.run(() => 7)).toBe(7);
  observation?.end(undefined, "1");
  expect(seen).toEqual(["a", "b", "a 1", "b 1"]);
});

test("a thousand entries are kept, whole values are not", () => {
  const recorder = new Recorder(new Map());
  const leave = recorder.watch();
  const address = { actor: "vault", key: ["k"], id: "1" };
  const payload = JSON.stringify("x".repeat(10_000));
  for (let seq = 1; seq <= 1_200; seq++) {
    const text = `{"t":"event","event":"e","seq":${seq},"payload":${payload}}`;
    recorder.witness(address)?.sent({ event: "e", seq, text, to: undefined }, 1);
  }
  const all = recorder.since(0);
  expect(all.length).toBe(1_000);
  expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 201));
  expect(recorder.since(1_190).length).toBe(10);
  expect(recorder.since(0, 5).map(({ seq }) => seq)).toEqual([1_196, 1_197, 1_198, 1_199, 1_200]);
  expect(Math.max(...all.map((entry) => JSON.stringify(entry).length))).toBeLessThan(9_000);
  const long = `{"t":"event","event":"e","seq":1,"payload":${JSON.stringify("x".repeat(100_000))}}`;
  recorder.witness(address)?.sent({ event: "e", seq: 1, text: long, to: undefined }, 1);
  expect(recorder.since(1_200)).toMatchObject([{ value: "98 kB of JSON" }]);
  leave();
  recorder.clear();
});
