// The entrance: what comes over the network, to the actors. Addresses, hellos and replies are those of any server.
import { parseJson } from "../protocol/codec.js";
import type { WireError } from "../protocol/errors.js";
import type { Hello } from "../protocol/frames.js";
import { refusalCode } from "../server/dispatch.js";
import type { AuthorizeRequest, Gatekeeper } from "../server/authorize.js";
import { Refusal, wireError } from "../server/failures.js";
import { readHello } from "../server/hello.js";
import type { Caller, CallReply } from "../server/host.js";
import { errorJson, errorText, statusOf } from "../server/replies.js";
import { readRoute, type ActorRef } from "../server/route.js";
import type { ClientLine, Reachable } from "./network.js";
import type { Process, World } from "./process.js";
import type { MemorySocket } from "./socket.js";

/** Of one harness. `process` gives the one that runs. */
export class Entrance implements Reachable {
  readonly #world: World;
  readonly #gatekeeper: Gatekeeper;
  readonly #process: () => Process;

  constructor(world: World, gatekeeper: Gatekeeper, process: () => Process) {
    this.#world = world;
    this.#gatekeeper = gatekeeper;
    this.#process = process;
  }

  async accept(socket: MemorySocket, line: ClientLine, url: URL, text: string): Promise<void> {
    const process = this.#process();
    try {
      const route = actorAt(url);
      const hello = readHello(text, this.#world.limits.helloBytes, route.id === undefined ? "getOrCreate" : "id");
      const caller = await this.#caller(process, line, route, hello, url, "websocket");
      const core = process.core(route, hello.mode);
      const admission = await core.admit(caller, hello);
      // What a crash cut off goes on nowhere.
      if (process.crashed) return;
      if (!admission.admitted) return refuse(socket, admission.error);
      socket.attachment = admission.attachment;
      socket.permit = caller.permit;
      socket.core = core;
      core.open(socket);
    } catch (error) {
      if (!process.crashed) refuse(socket, this.#told(error));
    }
  }

  async answer(line: ClientLine, request: Request): Promise<Response> {
    const process = this.#process();
    const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
    let reply: CallReply & { readonly actorId?: string };
    try {
      const url = new URL(request.url);
      const route = actorAt(url);
      if (request.method !== "POST") throw new Refusal("method_not_allowed");
      headers.set("actorgen-contract", process.implementation(route.actor).descriptor.hash);
      reply = await this.#request(process, line, request, url, route);
    } catch (error) {
      reply = { error: this.#told(error) };
    }
    // Who asked a process that is no more was cut off with it.
    if (process.crashed) return new Promise(() => {});
    if (reply.error)
      return new Response(errorJson({ error: reply.error }), { status: statusOf(reply.error.code), headers });
    const { value, actorId } = reply;
    if (actorId !== undefined) return new Response(JSON.stringify({ actorId }), { headers });
    return new Response(value === undefined ? "{}" : `{"value":${value}}`, { headers });
  }

  async #request(
    process: Process,
    line: ClientLine,
    request: Request,
    url: URL,
    route: ActorRef,
  ): Promise<CallReply & { readonly actorId?: string }> {
    const { helloBytes, messageBytes } = this.#world.limits;
    const text = request.headers.get("actorgen-hello") ?? undefined;
    const hello = readHello(text, helloBytes, route.id === undefined ? "getOrCreate" : "id");
    const caller = await this.#caller(process, line, route, hello, url, "http");
    const body = await request.text();
    if (new TextEncoder().encode(body).length > messageBytes) throw new Refusal("too_large");
    const core = process.core(route, hello.mode);
    if (route.action === undefined) {
      const resolved = await core.resolve(caller, hello);
      return "error" in resolved ? resolved : { actorId: resolved.id };
    }
    const args = body === "" ? [] : parseJson(body);
    if (!Array.isArray(args)) throw new Refusal("bad_frame", "The body is the array of the arguments.");
    const hash = request.headers.get("actorgen-hash");
    const { action } = route;
    const { signal } = request;
    return core.request({ caller, hello, action, args, signal, ...(hash !== null && { hash }) });
  }

  #caller(
    process: Process,
    { auth, headers }: ClientLine,
    route: ActorRef,
    { params }: Hello,
    { pathname, search }: URL,
    transport: AuthorizeRequest["transport"],
  ): Promise<Caller> {
    const { actor, action } = route;
    const target = { actor, key: process.keyOf(route), params, ...(action !== undefined && { action }) };
    const request = { headers: new Headers(headers), url: pathname + search, address: "127.0.0.1", transport };
    // A client that says who it is, is not asked.
    return auth === undefined ? this.#gatekeeper.caller(() => request, target) : Promise.resolve({ auth, chain: [] });
  }

  #told(error: unknown): WireError {
    const wire = wireError(error);
    if (wire.code !== "internal_error" || wire.ref) return wire;
    const ref = this.#world.chance.id();
    this.#world.log.logger({ ref }).error({ err: error }, "a request failed");
    return { ...wire, ref };
  }
}

function refuse(socket: MemorySocket, error: WireError): void {
  socket.send({ text: errorText(error) });
  socket.close(refusalCode(error.code), error.code);
}

// `/actors/<actor>/<key>` or `/actors/<actor>/~id~<id>`, and perhaps an action. See docs/protocol.md.
function actorAt({ pathname }: URL): ActorRef {
  const route = readRoute(pathname);
  if (route.to === "actor") return route.ref;
  throw new Refusal("not_found");
}
