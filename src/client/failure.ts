// Makes the errors that the client itself finds.
import { ActorError, type ErrorCode } from "../protocol/errors.js";
import type { Issue } from "../protocol/issue.js";

/** What else an error of the client holds. */
export interface FailureDetails {
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
}

/** An error with one of the runtime's codes. */
export function failure(code: ErrorCode, message: string, details?: FailureDetails): ActorError {
  return new ActorError({ code, message, ...details }, details);
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
