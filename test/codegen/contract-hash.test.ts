// Hashes count what crosses the wire, and nothing else.
import { expect, test } from "vitest";
import { z } from "zod";
import { ContractHasher } from "../../src/codegen/contract-hash.js";
import { defineActor, type ActionDefinition, type EventDefinition } from "../../src/schema/index.js";
import { readModules } from "./read-one.js";

function hashes(definition: { action?: ActionDefinition; event?: EventDefinition }, types = {}): readonly unknown[] {
  const room = defineActor({
    actions: definition.action ? { act: definition.action } : {},
    events: definition.event ? { happen: definition.event } : {},
  });
  const { contract } = readModules({ room, ...types });
  const actor = contract.actors["room"];
  return [contract.hash, actor?.hash, actor?.actions["act"]?.hash, actor?.events["happen"]?.hash];
}

test("docs, names of types and names of arguments do not count", () => {
  const plain = hashes({ action: { args: { text: z.string() } }, event: z.object({ at: z.date() }) });
  const documented = hashes({
    action: {
      args: {
        words: z
          .string()
          .describe("What to say.")
          .meta({ title: "Words", examples: ["hi"] }),
      },
    },
    event: z.object({ at: z.date().meta({ deprecated: true }) }).readonly(),
  });
  expect(documented).toEqual(plain);
  const Moment = z.object({ at: z.date() });
  const named = hashes({ event: Moment }, { Moment });
  expect(hashes({ event: Moment }, { Instant: Moment })).toEqual(named);
});

test("everything else does, and only where it is", () => {
  const before = hashes({ action: { args: { text: z.string() } }, event: z.object({ at: z.date() }) });
  const changedEvent = hashes({ action: { args: { text: z.string() } }, event: z.object({ at: z.bigint() }) });
  expect(changedEvent[2]).toBe(before[2]);
  expect(changedEvent.filter((hash, index) => hash === before[index])).toHaveLength(1);
  for (const action of [
    { args: { text: z.string().max(5) } },
    { args: { text: z.string().optional() } },
    { args: { text: z.string(), more: z.string() } },
    { args: { text: z.string() }, returns: z.string() },
    { args: { text: z.string() }, errors: { muted: z.void() } },
  ]) {
    expect(hashes({ action })[2]).not.toBe(before[2]);
  }
  expect(hashes({ event: { payload: z.object({ at: z.date() }), delivery: "latest" } })[3]).not.toBe(before[3]);
});

test("the order of properties does not count, the order of arguments does", () => {
  const one = hashes({ event: z.object({ a: z.string(), b: z.int() }) });
  expect(hashes({ event: z.object({ b: z.int(), a: z.string() }) })).toEqual(one);
  const action = hashes({ action: { args: { a: z.string(), b: z.int() } } });
  expect(hashes({ action: { args: { b: z.int(), a: z.string() } } })).not.toEqual(action);
});

test("recursive types hash by content, whatever they and their neighbours are called", () => {
  const nodeOf = (self: string, other: string, leaf: "string" | "number") => ({
    [self]: { properties: { next: { $ref: `#/$defs/${other}` }, leaf: { type: leaf } } },
    [other]: { properties: { back: { $ref: `#/$defs/${self}` } } },
  });
  const hash = (definitions: ConstructorParameters<typeof ContractHasher>[0], name: string): string =>
    new ContractHasher(definitions).text({ $ref: `#/$defs/${name}` });
  const first = hash(nodeOf("A", "B", "string"), "A");
  expect(hash(nodeOf("Y", "X", "string"), "Y")).toBe(first);
  expect(hash({ ...nodeOf("A", "B", "string"), C: { type: "null" } }, "A")).toBe(first);
  expect(hash(nodeOf("A", "B", "number"), "A")).not.toBe(first);
  expect(hash(nodeOf("A", "B", "string"), "B")).not.toBe(first);
});

test("a property that is called like a keyword counts like any other", () => {
  const withProperty = (description: z.ZodType): readonly unknown[] => hashes({ event: z.object({ description }) });
  expect(withProperty(z.string())).not.toEqual(withProperty(z.int()));
});
