// The handler: HTTP requests and upgrades to actors, for any http server.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { parseJson } from "../../protocol/codec.js";
import { ActorError, type WireError } from "../../protocol/errors.js";
import type { Hello } from "../../protocol/frames.js";
import { defaultLimits, type Limits } from "../../protocol/limits.js";
import { Refusal, wireError } from "../../server/failures.js";
import { readHello } from "../../server/hello.js";
import type { CallReply, Logger } from "../../server/host.js";
import type { ActorImplementation } from "../../server/index.js";
import { openStore, type Store, type StoreStats } from "../../store/index.js";
import { AddressCounts, defaultAddressLimits } from "./address-limits.js";
import { pathBelow, readRoute, type ActorRef } from "../../server/route.js";
import { Gatekeeper } from "../../server/authorize.js";
import { ContractRoute } from "./contract-route.js";
import { Directory, randomId, type InspectedActor } from "./directory.js";
import { Entrance } from "./entrance.js";
import { readBody, sendError, sendJson } from "./http.js";
import { Inspector } from "./inspector/inspector.js";
import { bothObserving } from "./inspector/observe.js";
import { inspectorOptions } from "./inspector/options.js";
import { createLogger } from "./logger.js";
import type { HandlerOptions } from "./options.js";
import { Origins } from "./origins.js";
import { Outbox } from "./outbox.js";
import { Telemetry, type Gauges } from "./telemetry.js";
import type { Entered, NodeSocket, SocketShared } from "./socket.js";
import { Streams, wantsStream, withLastEventId } from "./sse.js";
import { offeredHello, Upgrades } from "./upgrades.js";

/** What goes on in a server. */
export interface ServerInspection {
  /** Open sockets and streams. */
  readonly connections: number;
  /** The actors in memory. */
  readonly actors: readonly InspectedActor[];
  /** What the store has done since it was opened; undefined for `store: "memory"`. */
  readonly store: StoreStats | undefined;
}

/** Serves actors on an http server of yours. */
export interface ActorHandler {
  /** Takes a request; false when its path is not below `basePath`, and nothing was done. */
  request(request: IncomingMessage, response: ServerResponse): boolean;
  /** Takes an upgrade; false as above. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Resolves when the store is open; rejects when it cannot be (`StoreError`). Requests wait for it by themselves. */
  readonly ready: Promise<void>;
  /** Path of the inspector's page with its token, such as `/inspector#token=...`; undefined where it is off. Keep it from the public. */
  readonly inspectorLink: string | undefined;
  /** What goes on now, for people and tools. No state, params, identities or secrets are in it. */
  inspect(): Promise<ServerInspection>;
  /** Lets running actions finish, refuses new ones, closes all sockets, then the store. */
  close(): Promise<void>;
}

/**
 * Serves actors on an existing http server.
 *
 * @example
 * const handler = createHandler([chatRoom], { basePath: "/rooms" });
 * const server = http.createServer((req, res) => handler.request(req, res) || app(req, res));
 * server.on("upgrade", (req, socket, head) => handler.upgrade(req, socket, head) || socket.destroy());
 */
export function createHandler(actors: readonly ActorImplementation[], options: HandlerOptions = {}): ActorHandler {
  return new NodeHandler(actors, options);
}

class NodeHandler implements ActorHandler, Gauges {
  readonly #basePath: string;
  readonly #limits: Limits;
  readonly #log: Logger;
  readonly #origins: Origins;
  readonly #directory: Directory;
  readonly #telemetry: Telemetry | undefined;
  readonly #inspector: Inspector | undefined;
  readonly #entrance: Entrance;
  readonly #contract: ContractRoute;
  readonly #counts: AddressCounts;
  readonly #outbox = new Outbox();
  readonly #shared: SocketShared;
  readonly #sockets = new Set<NodeSocket>();
  readonly #streams: Streams;
  readonly #upgrades: Upgrades;
  readonly #sweep: NodeJS.Timeout;
  readonly ready: Promise<void>;
  #closing = false;

  constructor(actors: readonly ActorImplementation[], options: HandlerOptions) {
    this.#basePath = (options.basePath ?? "").replace(/\/+$/, "");
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#log = options.logger ?? createLogger();
    this.#origins = new Origins(options.origins ?? []);
    const store = storeOf(options, this.#log);
    const { telemetry } = options;
    this.#telemetry = telemetry && new Telemetry(telemetry, this);
    this.#directory = new Directory(actors, {
      limits: this.#limits,
      log: this.#log,
      sockets: this.#sockets,
      store,
      observer: (address) =>
        bothObserving(this.#telemetry?.observer(address), this.#inspector?.recorder.observer(address)),
      witness: (address) => this.#inspector?.recorder.witness(address),
    });
    const inspected = inspectorOptions(options.inspector, this.#log);
    this.#inspector = inspected && new Inspector(actors, inspected, this.#basePath, this.#directory);
    const gatekeeper = new Gatekeeper(options.authorize, this.#log, randomId);
    this.#counts = new AddressCounts({ ...defaultAddressLimits, ...options.addressLimits });
    this.#entrance = new Entrance(this.#directory, gatekeeper, this.#counts, options.trustProxy);
    this.#contract = new ContractRoute(actors, options.contract);
    this.ready = this.#directory.start();
    // Each request is told as well.
    this.ready.catch((error: unknown) => this.#log.error({ err: error }, "the store could not be opened"));
    this.#shared = { outbox: this.#outbox, limits: this.#limits, log: this.#log, open: this.#sockets };
    this.#streams = new Streams(this.#shared);
    this.#upgrades = new Upgrades(this.#shared);
    this.#sweep = setInterval(() => this.#dropSilent(), this.#limits.silence / 4).unref();
  }

  request(request: IncomingMessage, response: ServerResponse): boolean {
    const path = pathBelow(request.url ?? "", this.#basePath);
    if (path === undefined) return false;
    response.on("error", () => {});
    const inspector = this.#inspector?.owns(path) ? this.#inspector : undefined;
    const answered = inspector?.answer(path, request, response) ?? this.#answer(path, request, response);
    answered.catch((error: unknown) => {
      const told = this.#told(error);
      if (!inspector) this.#inspector?.refused(path, told);
      sendError(response, told);
    });
    return true;
  }

  async #answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#origins.allows(request)) throw new Refusal("forbidden_origin");
    this.#origins.setHeaders(request, response);
    const route = readRoute(path);
    if (route.to === "nothing") throw new Refusal("not_found");
    if (request.method === "OPTIONS") return this.#origins.preflight(response);
    if (route.to === "health") {
      requireMethod(request, response, "GET");
      const status = this.#closing ? "stopping" : "ok";
      return sendJson(response, this.#closing ? 503 : 200, JSON.stringify({ status }));
    }
    if (route.to === "contract") {
      requireMethod(request, response, "GET");
      return this.#contract.answer(request, response, () => this.#entrance.permitContract(request));
    }
    if (request.method === "GET" && route.ref.action === undefined) {
      if (wantsStream(request)) return this.#stream(path, route.ref, request, response);
      response.setHeader("upgrade", "websocket");
      throw new Refusal("unsupported_protocol", "A connection begins with a WebSocket upgrade.");
    }
    requireMethod(request, response, "POST");
    const stream = header(request, "actorgen-stream");
    if (stream !== undefined) return this.#streams.post(path, stream, request, response);
    response.setHeader("actorgen-contract", this.#directory.implementation(route.ref.actor).descriptor.hash);
    await this.#call(route.ref, request, response);
  }

  async #call(ref: ActorRef, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hello = readHello(header(request, "actorgen-hello"), this.#limits.helloBytes, modeOf(ref));
    // Read before anything is waited for, but not believed before the caller is known.
    const body = await readBody(request, this.#limits.messageBytes);
    const caller = await this.#entrance.caller(request, "http", ref, hello);
    const core = await this.#directory.core(ref, hello.mode);
    if (ref.action === undefined) {
      const resolved = await core.resolve(caller, hello);
      if ("error" in resolved) return sendError(response, resolved.error);
      return sendJson(response, 200, JSON.stringify({ actorId: resolved.id }));
    }
    const args = body === "" ? [] : parseJson(body);
    if (!Array.isArray(args)) throw new Refusal("bad_frame", "The body is the array of the arguments.");
    const hash = header(request, "actorgen-hash");
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const { action } = ref;
    const { signal } = gone;
    const call = { caller, hello, action, args, signal, ...(hash !== undefined && { hash }) };
    const run = (): Promise<CallReply> => core.request(call);
    const reply = await (this.#telemetry ? this.#telemetry.within(request, run) : run());
    if (reply.error) sendError(response, reply.error);
    else sendJson(response, 200, reply.value === undefined ? "{}" : `{"value":${reply.value}}`);
  }

  async #stream(path: string, ref: ActorRef, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hello = readHello(header(request, "actorgen-hello"), this.#limits.helloBytes, modeOf(ref));
    const resuming = withLastEventId(hello, request.headers["last-event-id"]);
    const entered = await this.#enter(request, response, "sse", ref, resuming);
    // The client may have left meanwhile.
    if (!response.destroyed) this.#streams.open(path, response, entered);
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean {
    const path = pathBelow(request.url ?? "", this.#basePath);
    if (path === undefined) return false;
    stream.on("error", ignore);
    const ready = (): void => void stream.off("error", ignore);
    this.#admit(path, request, stream)
      .then(
        (entered) => this.#upgrades.accept(request, stream, head, entered, ready),
        (error: unknown) => {
          const told = this.#told(error);
          this.#inspector?.refused(path, told);
          return this.#upgrades.refuse(request, stream, head, told, ready);
        },
      )
      .catch((error: unknown) => {
        this.#log.error({ err: error }, "an upgrade failed");
        stream.destroy();
      });
    return true;
  }

  async #admit(path: string, request: IncomingMessage, stream: Duplex): Promise<Entered> {
    if (!this.#origins.allows(request)) throw new Refusal("forbidden_origin");
    const text = offeredHello(request);
    const route = readRoute(path);
    if (route.to !== "actor" || route.ref.action !== undefined) throw new Refusal("not_found");
    const hello = readHello(text, this.#limits.helloBytes, modeOf(route.ref));
    return this.#enter(request, stream, "websocket", route.ref, hello);
  }

  async #enter(
    request: IncomingMessage,
    carrier: Duplex | ServerResponse,
    transport: "websocket" | "sse",
    ref: ActorRef,
    hello: Hello,
  ): Promise<Entered> {
    const caller = await this.#entrance.caller(request, transport, ref, hello);
    this.#entrance.connect(request, carrier);
    const core = await this.#directory.core(ref, hello.mode);
    const admission = await core.admit(caller, hello);
    if (!admission.admitted) throw new ActorError(admission.error);
    return { core, attachment: admission.attachment, permit: caller.permit };
  }

  get inspectorLink(): string | undefined {
    return this.#inspector?.link;
  }

  async inspect(): Promise<ServerInspection> {
    const store = await this.#directory.storeStats();
    return { connections: this.#sockets.size, actors: this.#directory.inspect(), store };
  }

  connections(): number {
    return this.#sockets.size;
  }

  actors(): number {
    return this.#directory.awake;
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#inspector?.close();
    await this.#directory.stop();
    this.#outbox.flush();
    clearInterval(this.#sweep);
    const deadline = Date.now() + closeGrace;
    while (this.#sockets.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const socket of this.#sockets) socket.terminate();
  }

  #dropSilent(): void {
    const now = Date.now();
    for (const socket of this.#sockets) socket.checkSilence(now);
    this.#counts.sweep(now);
  }

  #told(error: unknown): WireError {
    const wire = wireError(error);
    if (wire.code !== "internal_error" || wire.ref !== undefined) return wire;
    const ref = randomId();
    this.#log.error({ err: error, ref }, "a request failed");
    return { ...wire, ref };
  }
}

/** Milliseconds that peers get to answer the close of a stopping server. */
const closeGrace = 2_000;

function storeOf({ store }: HandlerOptions, log: Logger): Promise<Store | undefined> {
  return store === "memory"
    ? Promise.resolve(undefined)
    : openStore({ path: store?.path ?? ".actorgen/store.db", log });
}

function modeOf(ref: ActorRef): "id" | "getOrCreate" {
  return ref.id === undefined ? "getOrCreate" : "id";
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

function requireMethod(request: IncomingMessage, response: ServerResponse, method: string): void {
  if (request.method === method) return;
  response.setHeader("allow", method);
  throw new Refusal("method_not_allowed");
}

function ignore(): void {}
