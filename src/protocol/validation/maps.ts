// Maps and sets: arrays on the wire, a Map or Set in memory.
import { maxIssues, type Issue } from "../issue.js";
import { oversized } from "./arrays.js";
import { runChecks, type Check } from "./checks.js";
import { isArray } from "./guards.js";
import { endedChecks, keep, prefix, report, wrongType } from "./report.js";
import type { Option } from "./unions.js";

/** Checks of a size: all in order, and those that set a limit. */
export interface SizeChecks {
  readonly checks: readonly Check[];
  readonly most?: number;
  readonly caps?: readonly Check[];
}

/** The wire's pairs to a Map. */
export function readMap(
  value: unknown,
  issues: Issue[],
  key: Option,
  item: Option,
  depth = 0,
  sizes?: SizeChecks,
): unknown {
  if (!isArray(value) || !value.every(isPair)) return refuse(value, issues, "map", sizes);
  // Of two entries with one key the last counts, as in a Map; also where the key is one only once it is decoded.
  const whole = new Map(value);
  if (whole.size > (sizes?.most ?? Infinity)) return oversized(whole, issues, ...(sizes?.caps ?? []));
  const start = issues.length;
  const entries = new Map<unknown, { readonly item: unknown; readonly keyIssues: Issue[] }>();
  for (const [wireKey, wireItem] of whole) {
    const keyIssues: Issue[] = [];
    const name = key(wireKey, keyIssues, depth);
    entries.set(keyIssues.length > 0 ? (name ?? wireKey) : name, { item: wireItem, keyIssues });
  }
  const map = new Map<unknown, unknown>();
  for (const [name, entry] of entries) {
    if (issues.length >= maxIssues) break;
    const itemIssues: Issue[] = [];
    map.set(name, item(entry.item, itemIssues, depth));
    if (entry.keyIssues.length + itemIssues.length > 0) entryIssues(issues, name, entry.keyIssues, itemIssues);
  }
  return measured(map, issues, start, sizes) ? map : undefined;
}

/** A Map to the wire's pairs. */
export function writeMap(
  value: unknown,
  issues: Issue[],
  key: Option,
  item: Option,
  depth = 0,
  sizes?: SizeChecks,
): unknown {
  if (!(value instanceof Map)) return refuse(value, issues, "map", sizes);
  if (value.size > (sizes?.most ?? Infinity)) return oversized(value, issues, ...(sizes?.caps ?? []));
  const start = issues.length;
  const pairs: unknown[] = [];
  const entries: ReadonlyMap<unknown, unknown> = value;
  for (const [name, entry] of entries) {
    if (issues.length >= maxIssues) break;
    const keyIssues: Issue[] = [];
    const itemIssues: Issue[] = [];
    pairs.push([key(name, keyIssues, depth), item(entry, itemIssues, depth)]);
    if (keyIssues.length + itemIssues.length > 0) entryIssues(issues, name, keyIssues, itemIssues);
  }
  return measured(value, issues, start, sizes) ? pairs : undefined;
}

/** The wire's array to a Set. */
export function readSet(value: unknown, issues: Issue[], item: Option, depth = 0, sizes?: SizeChecks): unknown {
  if (!isArray(value)) return refuse(value, issues, "set", sizes);
  // A set has each value once, also where it is decoded to an object.
  const whole = new Set(value);
  if (whole.size > (sizes?.most ?? Infinity)) return oversized(whole, issues, ...(sizes?.caps ?? []));
  const start = issues.length;
  const set = new Set<unknown>();
  for (const entry of whole) {
    if (issues.length >= maxIssues) break;
    set.add(item(entry, issues, depth));
  }
  return measured(set, issues, start, sizes) ? set : undefined;
}

/** A Set to the wire's array. */
export function writeSet(value: unknown, issues: Issue[], item: Option, depth = 0, sizes?: SizeChecks): unknown {
  if (!(value instanceof Set)) return refuse(value, issues, "set", sizes);
  if (value.size > (sizes?.most ?? Infinity)) return oversized(value, issues, ...(sizes?.caps ?? []));
  const start = issues.length;
  const list: unknown[] = [];
  const entries: ReadonlySet<unknown> = value;
  for (const entry of entries) {
    if (issues.length >= maxIssues) break;
    list.push(item(entry, issues, depth));
  }
  return measured(value, issues, start, sizes) ? list : undefined;
}

function isPair(entry: unknown): entry is [unknown, unknown] {
  return isArray(entry) && entry.length === 2;
}

function refuse(value: unknown, issues: Issue[], expected: string, sizes: SizeChecks | undefined): undefined {
  wrongType(value, issues, expected);
  runChecks(value, issues, undefined, sizes?.checks ?? []);
}

function measured(value: unknown, issues: Issue[], start: number, sizes: SizeChecks | undefined): boolean {
  if (sizes !== undefined && !endedChecks(issues, start)) runChecks(value, issues, undefined, sizes.checks);
  return issues.length === start;
}

// Only a string or number can stand in a path.
function entryIssues(issues: Issue[], key: unknown, keyIssues: Issue[], itemIssues: Issue[]): void {
  if (typeof key === "string" || typeof key === "number") {
    const own = [...keyIssues, ...itemIssues];
    prefix(own, 0, key);
    keep(issues, own);
    return;
  }
  const origin = "map";
  if (keyIssues.length > 0)
    report(issues, undefined, "invalid_key", "Invalid key in map", { origin, issues: keyIssues });
  if (itemIssues.length > 0)
    report(issues, undefined, "invalid_element", "Invalid value in map", { origin, issues: itemIssues });
}
