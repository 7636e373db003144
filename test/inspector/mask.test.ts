// Masks: what is secret never comes out, wherever it stands; what comes out is bounded JSON.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { jsonSecrecy, mask, open, zodSecrecy } from "../../src/server/mask.js";

const secret = z.string().meta({ secret: true });

test("by a Zod schema, in every container and through every wrapper", () => {
  interface Node {
    pin: string;
    next?: Node | undefined;
  }
  const node: z.ZodType<Node> = z.lazy(() => z.object({ pin: secret, next: node.optional() }));
  const schema = z.object({
    plain: z.string(),
    optional: secret.optional(),
    nullable: z.nullable(secret).default(null),
    list: z.array(z.object({ a: secret })),
    tuple: z.tuple([z.string(), secret]).rest(secret),
    record: z.record(z.string(), secret),
    keys: z.record(secret, z.number()),
    map: z.map(z.string(), secret),
    mapKeys: z.map(secret, z.string()),
    set: z.set(secret),
    union: z.union([z.number(), z.object({ a: secret })]),
    both: z.intersection(z.object({ a: z.string() }), z.object({ b: secret })),
    piped: z
      .string()
      .transform((text) => text.length)
      .pipe(z.number().meta({ secret: true })),
    checked: z.string().meta({ secret: true }).min(1),
    whole: z.object({ deep: z.string() }).meta({ secret: true }),
    rest: z.object({}).catchall(secret),
    node,
    mini: mini.string().register(z.globalRegistry, { secret: true }),
  });
  const value = {
    plain: "seen",
    optional: "x",
    nullable: "x",
    list: [{ a: "x" }],
    tuple: ["seen", "x", "x"],
    record: { a: "x" },
    keys: { x: 1 },
    map: new Map([["seen", "x"]]),
    mapKeys: new Map([["x", "seen"]]),
    set: new Set(["x"]),
    union: { a: "x" },
    both: { a: "seen", b: "x" },
    piped: 7_777,
    checked: "x",
    whole: { deep: "x" },
    rest: { a: "x" },
    node: { pin: "x", next: { pin: "x" } },
    mini: "x",
  };
  expect(mask(zodSecrecy(schema), value)).toEqual({
    plain: "seen",
    optional: "•••",
    nullable: "•••",
    list: [{ a: "•••" }],
    tuple: ["seen", "•••", "•••"],
    record: { a: "•••" },
    keys: { "••• 1": 1 },
    map: [["seen", "•••"]],
    mapKeys: [["•••", "seen"]],
    set: ["•••"],
    union: { a: "•••" },
    both: { a: "seen", b: "•••" },
    piped: "•••",
    checked: "•••",
    whole: "•••",
    rest: { a: "•••" },
    node: { pin: "•••", next: { pin: "•••" } },
    mini: "•••",
  });
});

test("by the contract, in wire form and in memory alike", () => {
  const marked: JsonSchema = { type: "string", "x-actorgen-secret": true };
  const Thing: JsonSchema = { type: "object", properties: { pin: marked, next: { $ref: "#/$defs/Thing" } } };
  const pair: JsonSchema = { type: "array", prefixItems: [{ type: "string" }, marked] };
  const schema: JsonSchema = {
    type: "object",
    properties: {
      thing: { $ref: "#/$defs/Thing" },
      map: { type: "array", items: pair, "x-actorgen-kind": "map" },
      either: { anyOf: [{ type: "null" }, { type: "object", properties: { a: marked } }] },
      both: {
        allOf: [
          { type: "object", properties: { a: { type: "string" } } },
          { type: "object", properties: { b: marked } },
        ],
      },
      record: { type: "object", propertyNames: marked, additionalProperties: marked },
    },
  };
  const shown = {
    thing: { pin: "•••", next: { pin: "•••" } },
    map: [["seen", "•••"]],
    either: { a: "•••" },
    both: { a: "seen", b: "•••" },
    record: { "••• 1": "•••" },
  };
  const wire = {
    thing: { pin: "x", next: { pin: "x" } },
    map: [["seen", "x"]],
    either: { a: "x" },
    both: { a: "seen", b: "x" },
    record: { x: "x" },
  };
  const secrecy = jsonSecrecy(schema, { Thing });
  expect(mask(secrecy, wire)).toEqual(shown);
  expect(mask(secrecy, { ...wire, map: new Map([["seen", "x"]]) })).toEqual(shown);
});

test("what is over the bounds is told as such, and a circle ends", () => {
  const circle: Record<string, unknown> = { a: 1 };
  circle["self"] = circle;
  expect(mask(open, circle)).toEqual({ a: 1, self: "…" });
  expect(mask(open, "x".repeat(100), { parts: 10, characters: 20 })).toBe(`${"x".repeat(20)}… 80 more`);
  expect(mask(open, [1, 2, 3, 4, 5], { parts: 4, characters: 20 })).toEqual([1, 2, 3, "… 2 more"]);
  expect(mask(open, { a: 1n, b: new Date(0), c: new Uint8Array(3), d: Number.NaN })).toEqual({
    a: "1",
    b: "1970-01-01T00:00:00.000Z",
    c: "3 bytes",
    d: "NaN",
  });
  expect(Object.keys(Object(mask(open, JSON.parse('{"__proto__":{"polluted":true}}'))))).toEqual(["__proto__"]);
});

test("any value becomes JSON of bounded size", () => {
  const bounds = { parts: 50, characters: 300 };
  fc.assert(
    fc.property(
      fc.anything({
        withMap: true,
        withSet: true,
        withDate: true,
        withBigInt: true,
        withTypedArray: true,
        maxDepth: 6,
      }),
      (value) => {
        const text = JSON.stringify(mask(open, value, bounds)) ?? "";
        // Each text over the bounds still has 16 characters, and a note of how many are left out.
        expect(text.length).toBeLessThan(6_000);
      },
    ),
    { numRuns: 300 },
  );
});
