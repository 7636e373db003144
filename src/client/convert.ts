// Values between program and wire: runs the descriptor's converters and words what they refuse.
import { ActorError, type WireError } from "../protocol/errors.js";
import type { Convert, Issue } from "../protocol/issue.js";
import type { ClientAction } from "../protocol/descriptor.js";

/**
 * The value's other form; undefined where there is no converter.
 * @throws ActorError `code` with the issues
 */
export function convert(converter: Convert | null | undefined, value: unknown, code: string): unknown {
  if (!converter) return undefined;
  const issues: Issue[] = [];
  const converted = converter(value, issues);
  const [first] = issues;
  if (first) {
    const path = first.path.join(".");
    throw new ActorError({ code, message: (path && `${path}: `) + first.message, issues });
  }
  return converted;
}

/**
 * The arguments as JSON text. An action without arguments ignores any, so that it can be an event handler as it is.
 * @throws ActorError `invalid_argument`, or `too_large` when they leave no room for a frame around them
 */
export function encodeArgs(action: ClientAction, args: readonly unknown[], messageBytes: number): string {
  const text = JSON.stringify(convert(action.encodeArgs, args, "invalid_argument") ?? []);
  const room = messageBytes - 512;
  if (text.length * 3 > room && new TextEncoder().encode(text).length > room) {
    throw new ActorError({ code: "too_large", message: `The arguments exceed ${room} bytes.` });
  }
  return text;
}

/**
 * The error of a reply, with the data of a declared error decoded.
 * @throws ActorError `code` when the data does not fit its schema
 */
export function decodeError(action: ClientAction | undefined, error: WireError, code: string): ActorError {
  const declared = action?.decodeErrors;
  if (!declared || !Object.hasOwn(declared, error.code)) return new ActorError(error);
  return new ActorError({ ...error, data: convert(declared[error.code], error.data, code) });
}
