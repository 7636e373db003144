// Access: asks `authorize` who a client is, as a host does before any actor exists.
import { ActorError, type WireError } from "../protocol/errors.js";
import { Refusal, toWireError } from "../server/failures.js";
import type { Access, Caller } from "../server/host.js";
import type { Chance } from "./chance.js";
import type { TestLog } from "./log.js";
import type { Rest } from "./rest.js";
import type { AuthorizeRequest, AuthorizeTarget, TestServerOptions } from "./types.js";

/** Who asks: a client says so itself, or `authorize` does. */
export interface Asking {
  readonly auth: unknown;
  readonly request: AuthorizeRequest;
}

/** Asks for one server. */
export class Gatekeeper {
  readonly #authorize: TestServerOptions["authorize"];
  readonly #log: TestLog;
  readonly #chance: Chance;
  readonly #rest: Rest;

  constructor(authorize: TestServerOptions["authorize"], log: TestLog, chance: Chance, rest: Rest) {
    this.#authorize = authorize;
    this.#log = log;
    this.#chance = chance;
    this.#rest = rest;
  }

  /**
   * Who is calling.
   * @throws ActorError what the caller is told
   */
  async caller({ auth, request }: Asking, target: AuthorizeTarget): Promise<Caller> {
    if (auth !== undefined || !this.#authorize) return { auth, chain: [] };
    const answer = await this.#ask(request, target);
    if (answer.error) throw new ActorError(answer.error);
    const known = new Map<string, Promise<WireError | undefined>>();
    const permit = (access: Access): Promise<WireError | undefined> => {
      const name = JSON.stringify(access);
      const verdict = known.get(name) ?? this.#ask(request, { ...target, ...access }).then(({ error }) => error);
      known.set(name, verdict);
      return verdict;
    };
    return { auth: answer.identity, chain: [], permit };
  }

  async #ask(
    request: AuthorizeRequest,
    target: AuthorizeTarget,
  ): Promise<{ readonly identity?: unknown; readonly error?: WireError }> {
    try {
      const identity = await this.#rest.run(this, "authorize", () => this.#authorize?.(request, target));
      if (identity === false) throw new Refusal("unauthorized");
      return { identity };
    } catch (cause) {
      const { actor, action, event } = target;
      const fields = { hook: "authorize", actor, action, event };
      return { error: toWireError(cause, this.#log.logger({}), () => this.#chance.id(), fields) };
    }
  }
}
