// Values: what comes in is read or refused; what the server's own code makes is checked, and its faults go to the log.
import type { CheckState } from "../protocol/descriptor.js";
import { ActorError, type ErrorCode } from "../protocol/errors.js";
import type { Convert, Issue } from "../protocol/issue.js";
import type { Changed } from "./draft.js";
import { Refusal, refusedValues, toWireError } from "./failures.js";
import type { Host } from "./host.js";
import type { ActionEntry } from "./implement.js";

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
 * The wire's arguments of an action as its handler takes them.
 * @throws ActorError `invalid_argument`, or `contract_mismatch` where the hashes differ
 */
export function readArgs(action: ActionEntry, args: readonly unknown[], hash: string | undefined): readonly unknown[] {
  const issues: Issue[] = [];
  const read = action.decodeArgs ? action.decodeArgs(args, issues) : args;
  if (!action.decodeArgs && args.length > 0) issues.push(noArguments);
  if (issues.length === 0 && Array.isArray(read)) return read;
  throw new ActorError(refusedValues("invalid_argument", issues, hash !== undefined && hash !== action.hash));
}

const noArguments: Issue = {
  code: "too_big",
  origin: "array",
  maximum: 0,
  inclusive: true,
  path: [],
  message: "Too big: expected array to have <=0 items",
};

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

/**
 * Checks a kept value where a turn changed it.
 * @throws Refusal `invalid_state`
 */
export function checkChanged(check: CheckState | undefined, { value, paths }: Changed, what: string): void {
  const issues: Issue[] = [];
  check?.(value, issues, paths);
  if (issues.length > 0) throw fault(issues, what);
}

function refuseFaults(host: Host, issues: readonly Issue[], what: string): void {
  if (issues.length === 0) return;
  throw new ActorError(toWireError(fault(issues, what), host.log, () => host.randomId(), {}));
}

function fault(issues: readonly Issue[], what: string): Refusal {
  const where = issues[0] && issues[0].path.length > 0 ? ` at ${issues[0].path.join(".")}` : "";
  return new Refusal("invalid_state", `${what}${where}: ${issues[0]?.message}`, issues);
}
