// The errors of the wire: every code, what it means, and the classes that carry them.
import type { Issue } from "./issue.js";

/**
 * Every code that the runtime itself gives. A declared error or a `UserError` has a code of the user's.
 * docs/errors.md is checked against this table.
 */
export const errorCodes = {
  invalid_argument: { http: 400, retry: false, means: "An argument does not fit its schema; `issues` say where." },
  invalid_params: {
    http: 400,
    retry: false,
    means: "The connection params do not fit their schema; `issues` say where.",
  },
  invalid_input: { http: 400, retry: false, means: "The creation input does not fit its schema; `issues` say where." },
  invalid_key: { http: 400, retry: false, means: "The key does not fit its schema or cannot be decoded." },
  invalid_result: {
    http: 500,
    retry: false,
    means: "The server's handler returned a value that does not fit `returns`.",
  },
  invalid_event: { http: 500, retry: false, means: "An event's payload does not fit its schema." },
  invalid_state: {
    http: 500,
    retry: false,
    means: "The actor's state does not fit its schema after the action; nothing was changed.",
  },
  state_incompatible: {
    http: 500,
    retry: false,
    means: "The actor's stored state does not fit its schema of today; it was left as it is.",
  },
  contract_mismatch: {
    http: 409,
    retry: false,
    means: "A value was refused and client and server were generated from different schemas: regenerate.",
  },
  unknown_actor: { http: 404, retry: false, means: "The server has no actor of this name." },
  unknown_action: { http: 404, retry: false, means: "The actor has no action of this name." },
  unknown_event: { http: 404, retry: false, means: "The actor has no event of this name." },
  actor_not_found: { http: 404, retry: false, means: "`get` found no actor with this key or id." },
  actor_exists: { http: 409, retry: false, means: "`create` found an actor with this key." },
  actor_destroyed: { http: 410, retry: false, means: "The actor was destroyed while the call waited." },
  bad_frame: { http: 400, retry: false, means: "The message is not a frame of this protocol." },
  bad_json: { http: 400, retry: false, means: "The message is not JSON." },
  too_deep: { http: 400, retry: false, means: "The message nests deeper than the limit." },
  too_large: { http: 413, retry: false, means: "The message is larger than the limit." },
  duplicate_id: { http: 409, retry: false, means: "This connection has already used the call's id." },
  outcome_unknown: {
    http: 409,
    retry: false,
    means: "The call was sent before the connection was lost, and what came of it is no longer known.",
  },
  too_many_requests: { http: 429, retry: true, means: "The sender exceeded its rate." },
  too_many_streams: {
    http: 429,
    retry: false,
    means:
      "The page has as many event streams open to this origin as it may: dispose connections, or serve over HTTP/2 and raise `maxStreams`.",
  },
  unauthorized: { http: 401, retry: false, means: "`authorize` refused the caller." },
  forbidden_origin: { http: 403, retry: false, means: "The page's origin is not on the server's list." },
  timeout: { http: 504, retry: true, means: "The call took longer than its limit." },
  aborted: { http: 499, retry: false, means: "The caller gave the call up." },
  cycle: { http: 409, retry: false, means: "Actors called each other in a circle." },
  disconnected: { http: 503, retry: true, means: "The connection ended before the reply came." },
  slow_consumer: { http: 503, retry: true, means: "The client read too slowly and its socket was dropped." },
  shutting_down: { http: 503, retry: true, means: "The server is stopping." },
  internal_error: {
    http: 500,
    retry: false,
    means: "The handler failed. The server's log has the cause under the error's `ref`.",
  },
  callback_failed: {
    http: 500,
    retry: false,
    means: "A listener or `getParams` of the client's program threw; the error's `cause` is what it threw.",
  },
  method_not_allowed: { http: 405, retry: false, means: "The address exists but not for this HTTP method." },
  not_found: { http: 404, retry: false, means: "The server has nothing at this address." },
  unsupported_protocol: { http: 426, retry: false, means: "Client and server share no version of the protocol." },
} as const satisfies Record<string, { readonly http: number; readonly retry: boolean; readonly means: string }>;

/** A code that the runtime itself gives. */
export type ErrorCode = keyof typeof errorCodes;

/** An error as it stands in a frame or in an HTTP body. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly issues?: readonly Issue[];
  /** Data of a declared error, in wire form. */
  readonly data?: unknown;
  /** `metadata` of a `UserError`. */
  readonly metadata?: unknown;
  /** Names the entry in the server's log where the cause may not leave the server. */
  readonly ref?: string;
}

/**
 * What a caller catches: `code` tells which error, `data` is the decoded data of a declared error,
 * `issues` say what was wrong with a value.
 */
export class ActorError extends Error {
  override readonly name: string = "ActorError";
  declare readonly code: string;
  declare readonly issues: readonly Issue[] | undefined;
  declare readonly data: unknown;
  declare readonly metadata: unknown;
  declare readonly ref: string | undefined;

  constructor(error: WireError, options?: ErrorOptions) {
    super(error.message, options);
    this.code = error.code;
    this.issues = error.issues;
    this.data = error.data;
    this.metadata = error.metadata;
    this.ref = error.ref;
  }
}
