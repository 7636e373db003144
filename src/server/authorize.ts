// Authorize: asks the server's owner who is calling and what the caller may do, before any actor exists.
import { ActorError, type WireError } from "../protocol/errors.js";
import { Refusal, toWireError } from "./failures.js";
import type { Access, Caller, Logger } from "./host.js";

/** A request as `authorize` sees it, whatever carries it. */
export interface AuthorizeRequest {
  /** Of the request or upgrade: cookies, `authorization`, `origin`. */
  readonly headers: Headers;
  /** Path and query, as they came. */
  readonly url: string;
  /** The client's address; behind a proxy, as `trustProxy` lets it be told. */
  readonly address: string;
  readonly transport: "websocket" | "sse" | "http";
}

/** What is asked for. */
export interface AuthorizeTarget {
  readonly actor: string;
  /** The key, also where the client has only the actor's id. */
  readonly key: readonly string[];
  /** The connection params as they were sent, not yet checked. */
  readonly params: unknown;
  /** One action: of a request, or the first time a connection calls it. */
  readonly action?: string;
  /** One event that a connection wants to subscribe to. */
  readonly event?: string;
  /** The public contract of all actors (`GET /contract.json`): then `actor` and `key` are empty. */
  readonly contract?: true;
}

/**
 * Says who is calling, or refuses. Asked for each request (with its `action`), for each connection (with neither action
 * nor event; its answer is `c.auth`), once per connection for each action that it calls and each event that it
 * subscribes to, and for the contract (then only whether it refuses counts). `false` refuses with `unauthorized`; a `UserError` that it throws
 * refuses with its own code; anything else that it throws is logged, and the caller gets `internal_error`.
 *
 * @example
 * const authorize: Authorize = async ({ headers }, { key }) => {
 *   const user = await sessions.find(headers.get("cookie"));
 *   return user && user.rooms.includes(key[0]) ? { userId: user.id } : false;
 * };
 */
export type Authorize = (request: AuthorizeRequest, target: AuthorizeTarget) => unknown;

/** Asks `authorize` for one server. */
export class Gatekeeper {
  readonly #authorize: Authorize | undefined;
  readonly #log: Logger;
  readonly #newRef: () => string;

  constructor(authorize: Authorize | undefined, log: Logger, newRef: () => string) {
    this.#authorize = authorize;
    this.#log = log;
    this.#newRef = newRef;
  }

  /**
   * Who is calling.
   * @throws ActorError what the caller is told
   */
  async caller(request: () => AuthorizeRequest, target: AuthorizeTarget): Promise<Caller> {
    const authorize = this.#authorize;
    if (!authorize) return anyone;
    const asked = request();
    const answer = await this.#ask(authorize, asked, target);
    if ("error" in answer) throw new ActorError(answer.error);
    const known = new Map<string, WireError | undefined>();
    const permit = (access: Access): WireError | undefined | Promise<WireError | undefined> => {
      const name = JSON.stringify(access);
      if (known.has(name)) return known.get(name);
      return this.#ask(authorize, asked, { ...target, ...access }).then((verdict) => {
        const error = "error" in verdict ? verdict.error : undefined;
        known.set(name, error);
        return error;
      });
    };
    return { auth: answer.identity, chain: [], permit };
  }

  async #ask(
    authorize: Authorize,
    request: AuthorizeRequest,
    target: AuthorizeTarget,
  ): Promise<{ readonly identity: unknown } | { readonly error: WireError }> {
    try {
      const identity = await authorize(request, target);
      if (identity === false) throw new Refusal("unauthorized");
      return { identity };
    } catch (cause) {
      const { actor, action, event } = target;
      return { error: toWireError(cause, this.#log, this.#newRef, { hook: "authorize", actor, action, event }) };
    }
  }
}

/** Where nothing is asked, anyone may do anything. */
const anyone: Caller = { auth: undefined, chain: [] };
