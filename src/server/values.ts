// Values: what comes in is read or refused; what the server's own code makes is checked, and its faults go to the log.
import type { CheckState } from "../protocol/descriptor.js";
import { ActorError, type ErrorCode } from "../protocol/errors.js";
import type { Convert, Issue } from "../protocol/issue.js";
import { Refusal, refusedValues, toWireError } from "./failures.js";
import type { Host } from "./host.js";

/**
 * Reads a value from outside. Without a converter there is nothing to read, whatever was sent.
 * @throws ActorError with the issues: `code`, or `contract_mismatch` where the hashes differ
 */
export function readValue(convert: Convert | undefined, value: unknown, code: ErrorCode, mismatch: boolean): unknown {
  if (!convert) return undefined;
  const issues: Issue[] = [];
  const read = convert(value, issues);
  if (issues.length > 0) throw new ActorError(refusedValues(code, issues, mismatch));
  return read;
}

/**
 * Parses what a creating handler returned, or only checks it where nothing parses it.
 * @throws ActorError `invalid_state`; the issues are in the log
 */
export function parseValue(
  host: Host,
  parse: Convert | undefined,
  check: CheckState | undefined,
  value: unknown,
  what: string,
): unknown {
  if (!parse) {
    checkValue(host, check, value, what);
    return value;
  }
  const issues: Issue[] = [];
  const parsed = parse(value, issues);
  refuseFaults(host, issues, what);
  return parsed;
}

/**
 * Checks a kept value as a whole.
 * @throws ActorError `invalid_state`; the issues are in the log
 */
export function checkValue(host: Host, check: CheckState | undefined, value: unknown, what: string): void {
  const issues: Issue[] = [];
  check?.(value, issues);
  refuseFaults(host, issues, what);
}

function refuseFaults(host: Host, issues: readonly Issue[], what: string): void {
  if (issues.length === 0) return;
  const where = issues[0] && issues[0].path.length > 0 ? ` at ${issues[0].path.join(".")}` : "";
  const fault = new Refusal("invalid_state", `${what}${where}: ${issues[0]?.message}`, issues);
  throw new ActorError(toWireError(fault, host.log, () => host.randomId(), {}));
}
