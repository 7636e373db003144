// The entrance: whoever wants something of an actor is counted by address and asked about before the actor exists.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import proxyAddr from "proxy-addr";
import type { Hello } from "../../protocol/frames.js";
import { Refusal } from "../../server/failures.js";
import type { Caller } from "../../server/host.js";
import type { AddressCounts } from "./address-limits.js";
import type { ActorRef } from "../../server/route.js";
import type { AuthorizeRequest, Gatekeeper } from "../../server/authorize.js";
import type { Directory } from "./directory.js";

/** Whose word about a client's address is taken: a number of proxies, or their addresses and networks. */
export type TrustProxy = number | string | readonly string[];

/** One server's. */
export class Entrance {
  readonly #directory: Directory;
  readonly #gatekeeper: Gatekeeper;
  readonly #counts: AddressCounts;
  readonly #trust: (address: string, hop: number) => boolean;

  /** @throws TypeError when `trust` holds what is no address */
  constructor(directory: Directory, gatekeeper: Gatekeeper, counts: AddressCounts, trust: TrustProxy = 0) {
    this.#directory = directory;
    this.#gatekeeper = gatekeeper;
    this.#counts = counts;
    this.#trust =
      typeof trust === "number"
        ? (_address, hop) => hop < trust
        : proxyAddr.compile(typeof trust === "string" ? trust.split(/, */) : [...trust]);
  }

  /**
   * Who asks for `action` of an actor, or for the actor itself.
   * @throws Refusal `too_many_requests`, `unknown_actor`, `actor_not_found`, `aborted`; ActorError what `authorize` said
   */
  async caller(
    request: IncomingMessage,
    transport: AuthorizeRequest["transport"],
    ref: ActorRef,
    { mode, params }: Hello,
  ): Promise<Caller> {
    const address = this.#address(request);
    if (!this.#counts.request(address)) throw new Refusal("too_many_requests");
    const found = await this.#directory.locate(ref, mode);
    const { actor, action } = ref;
    const target = { actor, key: found.key, params, ...(action !== undefined && { action }) };
    const caller = await this.#gatekeeper.caller(() => asked(request, address, transport), target);
    const creates = mode === "create" || mode === "getOrCreate";
    if (creates && !found.exists && !this.#counts.actor(address)) throw new Refusal("too_many_requests");
    return caller;
  }

  /**
   * May this caller have the public contract?
   * @throws Refusal `too_many_requests`, `aborted`; ActorError what `authorize` said
   */
  async permitContract(request: IncomingMessage): Promise<void> {
    const address = this.#address(request);
    if (!this.#counts.request(address)) throw new Refusal("too_many_requests");
    const target = { actor: "", key: [], params: undefined, contract: true } as const;
    await this.#gatekeeper.caller(() => asked(request, address, "http"), target);
  }

  /**
   * One more connection of the client, for as long as what carries it is open.
   * @throws Refusal `too_many_requests`, `aborted`
   */
  connect(request: IncomingMessage, carrier: Duplex | ServerResponse): void {
    const release = this.#counts.connect(this.#address(request));
    if (!release) throw new Refusal("too_many_requests", "Too many connections from this address.");
    if (carrier.destroyed) release();
    else carrier.once("close", release);
  }

  // A socket that is closed has forgotten its peer: who left meanwhile gets no answer, and is asked nothing.
  #address(request: IncomingMessage): string {
    if (request.socket.remoteAddress === undefined) throw new Refusal("aborted");
    return proxyAddr(request, this.#trust);
  }
}

function asked(request: IncomingMessage, address: string, transport: AuthorizeRequest["transport"]): AuthorizeRequest {
  return { headers: headersOf(request), url: request.url ?? "", address, transport };
}

function headersOf({ headers }: IncomingMessage): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) all.append(name, one);
  }
  return all;
}
