// Spans and metrics, seen through OpenTelemetry's own SDK.
import * as api from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type RunningServer } from "actorgen/node";
import { lab, params } from "../server/lab.js";
import { actions, call, Client, logger, post } from "./raw-client.js";

const spans = new InMemorySpanExporter();
const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 });
let server: RunningServer;

beforeAll(async () => {
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  api.propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  api.trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  api.metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  const own = {
    ...actions,
    nested: async () => {
      await Promise.resolve();
      api.trace.getTracer("user").startSpan("query").end();
    },
  };
  const hooks = { onConnect: () => {} };
  server = await serve([lab(own, hooks)], { port: 0, logger, store: "memory", telemetry: api });
});
afterAll(async () => {
  await server.close();
  await reader.shutdown();
  for (const part of [api.context, api.propagation, api.trace, api.metrics]) part.disable();
});

test("each turn is a span below the request's, with what its handler does below it, and nothing of the values", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const parent = "b7ad6b7169203331";
  await post(`${server.url}/actors/lab/secret-key/nested`, "[]", { traceparent: `00-${traceId}-${parent}-01` });
  await post(`${server.url}/actors/lab/secret-key/add`, '["x"]');
  await post(`${server.url}/actors/lab/secret-key/broken`, "[]");
  const client = await new Client(`${server.url}/actors/lab/secret-key`, { mode: "get", params }).welcomed();
  client.send(call(1, "add", 2));
  await client.next(1);

  const done = spans.getFinishedSpans();
  const of = (name: string): (typeof done)[number] | undefined => done.findLast((span) => span.name === name);
  expect(of("lab.nested")).toMatchObject({
    kind: api.SpanKind.SERVER,
    attributes: { "actorgen.actor": "lab", "actorgen.action": "nested", "actorgen.transport": "request" },
    parentSpanContext: { traceId, spanId: parent },
  });
  expect(of("query")?.parentSpanContext?.spanId).toBe(of("lab.nested")?.spanContext().spanId);
  expect(of("lab.broken")).toMatchObject({
    status: { code: api.SpanStatusCode.ERROR, message: "internal_error" },
    attributes: { "error.type": "internal_error" },
  });
  expect(of("lab.onConnect")).toMatchObject({ attributes: { "actorgen.hook": "onConnect" } });
  expect(of("lab.add")).toMatchObject({ attributes: { "actorgen.transport": "connection" } });
  const text = JSON.stringify(
    done.map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
  );
  expect(text).not.toMatch(/secret/);

  await reader.forceFlush();
  const all =
    metrics
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
  const points = (name: string): readonly { value: unknown; attributes: object }[] =>
    all.find((metric) => metric.descriptor.name === name)?.dataPoints ?? [];
  expect(points("actorgen.connections")).toMatchObject([{ value: 1 }]);
  expect(points("actorgen.actors")).toMatchObject([{ value: 1 }]);
  const durations = points("actorgen.turn.duration").map(({ attributes, value }) => ({
    ...attributes,
    ...Object(value),
  }));
  expect(durations).toContainEqual(expect.objectContaining({ "actorgen.action": "nested", count: 1 }));
  expect(durations).toContainEqual(expect.objectContaining({ "error.type": "internal_error", count: 1 }));
});

test("inspect tells what goes on, and nothing that is anybody's business", async () => {
  const client = await new Client(`${server.url}/actors/lab/inspected`, {
    mode: "getOrCreate",
    params: { name: "private" },
    events: ["changed"],
  }).welcomed();
  client.send(call(1, "tell", 1), call(2, "wait"));
  await client.next(2);
  const inspection = await server.inspect();
  const found = inspection.actors.find(({ key }) => key[0] === "inspected");
  expect(found).toMatchObject({
    actor: "lab",
    actorId: expect.any(String),
    connections: [{ online: true, subscriptions: ["changed"], calls: 1 }],
    running: 1,
    waiting: 0,
    seq: 1,
    keptEvents: 1,
    scheduled: 0,
  });
  expect(inspection).toMatchObject({ store: undefined });
  expect(JSON.stringify(inspection)).not.toContain("private");
  client.send({ t: "cancel", id: 2 });
});
