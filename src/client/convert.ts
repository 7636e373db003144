// Values between program and wire: runs the descriptor's converters and words what they refuse.
import type { ClientAction } from "../protocol/descriptor.js";
import { ActorError, type ErrorCode, type WireError } from "../protocol/errors.js";
import type { Convert, Issue } from "../protocol/issue.js";
import { failure } from "./failure.js";

/**
 * The value's other form; undefined where there is no converter.
 * @throws ActorError `code` with the issues
 */
export function convert(converter: Convert | null | undefined, value: unknown, code: ErrorCode): unknown {
  const issues: Issue[] = [];
  const converted = converter?.(value, issues);
  const [first] = issues;
  if (first) {
    const path = first.path.join(".");
    throw failure(code, path ? `${path}: ${first.message}` : first.message, undefined, issues);
  }
  return converted;
}

/**
 * The arguments as JSON text. An action without arguments ignores any, so that it can be an event handler as it is.
 * @throws ActorError `invalid_argument`
 */
export function encodeArgs(action: ClientAction, args: readonly unknown[]): string {
  return JSON.stringify(convert(action.encodeArgs, args, "invalid_argument") ?? []);
}

/**
 * The error of a reply, with the data of a declared error decoded.
 * @throws ActorError `code` when the data does not fit its schema
 */
export function decodeError(action: ClientAction | undefined, error: WireError, code: ErrorCode): ActorError {
  const declared = action?.decodeErrors;
  return new ActorError(
    declared && Object.hasOwn(declared, error.code)
      ? { ...error, data: convert(declared[error.code], error.data, code) }
      : error,
  );
}
