// Values between program and wire: runs the descriptor's converters and words what they refuse.
import type { ClientAction } from "../protocol/descriptor.js";
import { ActorError, type ErrorCode, type WireError } from "../protocol/errors.js";
import type { Convert, Issue } from "../protocol/issue.js";
import { failure } from "./failure.js";

/**
 * The value's other form; undefined where there is no converter.
 * @throws ActorError `code` with the issues, or `contract_mismatch` where `contract` says that the contracts differ
 */
export function convert(
  converter: Convert | null | undefined,
  value: unknown,
  code: ErrorCode,
  contract?: unknown,
): unknown {
  const issues: Issue[] = [];
  const converted = converter?.(value, issues);
  const [first] = issues;
  if (first) {
    const path = first.path.join(".");
    throw failure(contract ? "contract_mismatch" : code, path ? `${path}: ${first.message}` : first.message, {
      issues,
    });
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
 * The value of a reply.
 * @throws ActorError the reply's error, or `invalid_result` when a value does not fit; `contract_mismatch` where the
 * contracts differ
 */
export function decodeReply(
  action: ClientAction | undefined,
  value: unknown,
  error: WireError | undefined,
  contract?: unknown,
): unknown {
  if (!error) return convert(action?.decodeResult, value, "invalid_result", contract);
  throw new ActorError({
    ...error,
    data: convert(action?.decodeErrors?.[error.code], error.data, "invalid_result", contract),
  });
}
