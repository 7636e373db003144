// Telemetry: spans and metrics of turns through OpenTelemetry's API, which the program hands in.
import type { IncomingMessage } from "node:http";
import type * as OpenTelemetry from "@opentelemetry/api";
import type { ActorAddress, Observation, Observer, TurnInfo } from "../../server/host.js";

/** The module `@opentelemetry/api`. Without a registered SDK it does nothing. */
export type OpenTelemetryApi = Pick<
  typeof OpenTelemetry,
  "trace" | "metrics" | "context" | "propagation" | "SpanKind" | "SpanStatusCode"
>;

/** What is counted at the moment it is asked for. */
export interface Gauges {
  connections(): number;
  actors(): number;
}

/**
 * One span per turn, named `chatRoom.sendMessage`, from the call to its reply; what the handler does runs inside of it.
 * Attributes: `actorgen.actor`, `actorgen.actor_id`, `actorgen.action` or `actorgen.hook`, `actorgen.transport`, and
 * `error.type` with the error's code. Neither keys, arguments, results nor identities are recorded.
 * Metrics: `actorgen.turn.duration` (seconds, histogram, with the same attributes but the id), `actorgen.connections`
 * and `actorgen.actors` (what is open, and what is in memory).
 */
export class Telemetry {
  readonly #api: OpenTelemetryApi;
  readonly #tracer: OpenTelemetry.Tracer;
  readonly #duration: OpenTelemetry.Histogram;

  constructor(api: OpenTelemetryApi, gauges: Gauges) {
    this.#api = api;
    this.#tracer = api.trace.getTracer("actorgen");
    const meter = api.metrics.getMeter("actorgen");
    this.#duration = meter.createHistogram("actorgen.turn.duration", {
      unit: "s",
      description: "From a call to its reply, waiting included.",
    });
    const connections = meter.createObservableUpDownCounter("actorgen.connections", {
      description: "Open connections.",
    });
    connections.addCallback((result) => result.observe(gauges.connections()));
    const actors = meter.createObservableUpDownCounter("actorgen.actors", { description: "Actors in memory." });
    actors.addCallback((result) => result.observe(gauges.actors()));
  }

  /** Runs what a request causes below the span that its headers name. */
  within<Result>({ headers }: IncomingMessage, run: () => Result): Result {
    const { context, propagation } = this.#api;
    return context.with(propagation.extract(context.active(), headers), run);
  }

  /** What one actor's core tells of its turns. */
  observer({ actor, id }: ActorAddress): Observer {
    return (turn) => this.#begin(actor, id, turn);
  }

  #begin(actor: string, id: string, { kind, name, transport }: TurnInfo): Observation {
    const { trace, context, SpanKind, SpanStatusCode } = this.#api;
    const attributes = {
      "actorgen.actor": actor,
      [`actorgen.${kind}`]: name,
      ...(transport && { "actorgen.transport": transport }),
    };
    const parent = context.active();
    const span = this.#tracer.startSpan(
      `${actor}.${name}`,
      {
        kind: kind === "action" ? SpanKind.SERVER : SpanKind.INTERNAL,
        attributes: { ...attributes, "actorgen.actor_id": id },
      },
      parent,
    );
    const inside = trace.setSpan(parent, span);
    const start = performance.now();
    return {
      run: (body) => context.with(inside, body),
      end: (error) => {
        const failed = error && { "error.type": error.code };
        if (failed) {
          span.setAttributes(failed);
          span.setStatus({ code: SpanStatusCode.ERROR, message: error.code });
        }
        span.end();
        this.#duration.record((performance.now() - start) / 1_000, { ...attributes, ...failed });
      },
    };
  }
}
