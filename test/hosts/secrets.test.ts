// Secrets go through a server that stores, logs, traces and tells what goes on: nowhere are they found again.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import * as api from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, UserError, type Logger, type RunningServer } from "actorgen/node";
import { createLogger } from "../../src/hosts/node/logger.js";
import { secretActor, sentinel, told } from "../server/secret-actor.js";
import { call, Client, encode, post, running } from "./raw-client.js";

const spans = new InMemorySpanExporter();
const folder = mkdtempSync(join(tmpdir(), "actorgen-secrets-"));
const lines: string[] = [];
// As lines, and as a logger sees it that prints whatever hangs on an error.
const written = createLogger((line) => lines.push(line));
const all =
  (level: keyof Logger) =>
  (fields: object, message: string): void => {
    written[level](fields, message);
    lines.push(inspect(fields, { depth: Infinity, showHidden: true }));
  };
const logger: Logger = { debug: all("debug"), info: all("info"), warn: all("warn"), error: all("error") };

beforeAll(() => {
  api.trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
});
afterAll(() => {
  api.trace.disable();
  rmSync(folder, { recursive: true, force: true });
});

/** Does any file of the store have this text? */
const found = (text: string): boolean =>
  readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(text));

const params = { name: "visible-param", hidden: `${sentinel}-param` };

test("a secret in every place that may hold one", { timeout: 20_000 }, async () => {
  const server: RunningServer = await serve([await secretActor()], {
    port: 0,
    logger,
    store: { path: join(folder, "store.db") },
    telemetry: api,
    authorize(_request, { params: sent, action }) {
      if (action === "short")
        throw new UserError("No.", { code: "no", metadata: { hidden: `${sentinel}-metadata`, big: 1n } });
      if (action === "wrong" && sent === undefined) throw new Error("broken");
      return { name: "visible-auth", hidden: `${sentinel}-auth` };
    },
  });
  running.push(server);
  const room = `${server.url}/actors/subject/k`;
  const client = await new Client(room, { mode: "getOrCreate", params, events: ["whispered"] }).welcomed();
  const frames = async (count: number, ...calls: unknown[]): Promise<unknown[]> => client.send(...calls).next(count);

  expect(await frames(1, call(1, "tell", `${sentinel}-arg`))).toMatchObject([{ value: told }]);
  expect(await frames(2, call(2, "whisper"))).toMatchObject([{ payload: { hidden: `${sentinel}-event` } }, { id: 2 }]);
  expect(await frames(1, call(3, "deny"))).toMatchObject([{ code: "denied", data: { hidden: `${sentinel}-error` } }]);
  expect(await frames(1, call(4, "half"))).toMatchObject([{ code: "denied" }]);
  expect(await frames(1, call(5, "wrong"))).toMatchObject([{ code: "invalid_result" }]);
  expect(await frames(1, call(6, "short", `${sentinel}-too-long`))).toMatchObject([{ code: "internal_error" }]);
  expect(await frames(1, call(7, "planSecret"))).toMatchObject([{ code: "internal_error" }]);
  // What another actor's error carried.
  expect(await frames(1, call(9, "relay"))).toMatchObject([{ code: "internal_error" }]);
  expect(await frames(1, call(10, "plan"))).toMatchObject([{ id: 10 }]);
  const hello = { "actorgen-hello": encode({ mode: "get", params }) };
  expect(await post(`${room}/tell`, `["${sentinel}-arg"]`, hello)).toMatchObject({ body: { value: told } });
  // What is refused is told with the place and not with the value.
  const wrong = await post(`${room}/tell`, `[{"${sentinel}":1}]`, hello);
  expect(wrong.body).toMatchObject({ error: { code: "invalid_argument", issues: [{ path: ["hidden"] }] } });
  expect(JSON.stringify(wrong.body)).not.toContain(sentinel);
  const misfit = { "actorgen-hello": encode({ mode: "get", params: { name: 1, hidden: [sentinel] } }) };
  const refused = await post(`${room}/tell`, `["x"]`, misfit);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_params" } } });
  expect(JSON.stringify(refused.body)).not.toContain(sentinel);
  while (!lines.some((line) => line.includes("a scheduled action failed"))) {
    await new Promise((resolve) => setImmediate(resolve));
  }

  const inspection = JSON.stringify(await server.inspect());
  expect(inspection).toContain('"connections":1');
  expect(inspection).not.toContain(sentinel);
  expect(found("visible-param")).toBe(true);
  expect(found(sentinel)).toBe(false);
  await server.close();
  expect(found("visible-param")).toBe(true);
  expect(found(sentinel)).toBe(false);
  expect(lines.join()).toContain("invalid_result");
  expect(lines.join()).not.toContain(sentinel);
  const traced = inspect(spans.getFinishedSpans(), { depth: 6 });
  expect(traced).toContain("subject.tell");
  expect(traced).not.toContain(sentinel);
});
