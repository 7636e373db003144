// UserError: an error that reaches the caller whole.

/** What a `UserError` carries beside its message. */
export interface UserErrorOptions {
  /** What the caller can tell it by. Default `user_error`. */
  readonly code?: string;
  /** JSON data for the caller; not validated. */
  readonly metadata?: unknown;
  /** For the log alone. */
  readonly cause?: unknown;
}

/**
 * Thrown by a handler, it reaches the caller with message, code and metadata. Any other error reaches the caller as
 * `internal_error`, without its text. Prefer declared errors, which are typed on both sides.
 *
 * @example throw new UserError("The room is full.", { code: "room_full", metadata: { limit: 10 } })
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  readonly code: string;
  readonly metadata: unknown;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code ?? "user_error";
    this.metadata = options.metadata;
  }
}
