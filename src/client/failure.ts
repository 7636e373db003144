// Makes the errors that the client itself finds.
import { ActorError, type ErrorCode } from "../protocol/errors.js";
import type { Issue } from "../protocol/issue.js";

/** An error with one of the runtime's codes. */
export function failure(code: ErrorCode, message: string, cause?: unknown, issues?: readonly Issue[]): ActorError {
  return new ActorError({ code, message, ...(issues && { issues }) }, cause ? { cause } : undefined);
}

/** What a `catch` got where only errors of the runtime are thrown: hence the cast. */
export function asFailure(cause: unknown): ActorError {
  return cause as ActorError;
}

/** Throws where nobody catches: the platform reports it as an uncaught exception. */
export function rethrow(cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}
