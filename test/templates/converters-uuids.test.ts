// UUIDs: patterns are spelled out for speed, and take what Zod's own take; what is refused is told with Zod's own text.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { isUuid, spelledOut } from "../../src/protocol/validation/index.js";
import { emitted, outcome } from "./emitted.js";

const versions = ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8"] as const;
const kinds: Readonly<Record<string, z.ZodType>> = {
  uuid: z.uuid(),
  guid: z.guid(),
  ...Object.fromEntries(versions.map((version) => [version, z.uuid({ version })])),
};
const patternOf = (schema: z.ZodType): RegExp => (schema as z.ZodUUID)._zod.def.pattern ?? /never/;

// UUIDs, and what differs from one in a character or two.
const almost = fc
  .tuple(
    fc.oneof(
      fc.uuid(),
      fc.constantFrom("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ),
    fc.array(
      fc.tuple(
        fc.nat(36),
        fc.oneof(
          fc.constantFrom("", "\n", "-", "0", "f", "F", "g", "G", "@", "`", ":", "/"),
          fc.string({ maxLength: 2 }),
        ),
      ),
      { maxLength: 2 },
    ),
    fc.boolean(),
  )
  .map(([uuid, changes, upper]) => {
    const text = changes.reduce((old, [at, by]) => old.slice(0, at) + by + old.slice(at + 1), uuid);
    return upper ? text.toUpperCase() : text;
  });

test("spelled out, patterns take the same", () => {
  const seed = Date.now();
  console.info(`test/templates/converters-uuids.test.ts: fast-check seed ${seed}`);
  const pairs = Object.values(kinds).map((schema) => [patternOf(schema), spelledOut(patternOf(schema))] as const);
  for (const [, spelled] of pairs) expect(spelled.source).not.toContain("{");
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(fc.oneof(almost, fc.string()), (text) => {
      const differing = pairs.filter(([pattern, spelled]) => spelled.test(text) !== pattern.test(text));
      expect(differing).toEqual([]);
      const good = patternOf(z.uuid()).test(text);
      seen[`${good}`]++;
      expect(isUuid(text)).toBe(good);
    }),
    { seed, numRuns: 5_000 },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(200);
});

test.each(Object.entries(kinds))("%s as Zod takes and refuses it", async (_kind, schema) => {
  for (const wrapped of [schema, z.array(schema), z.union([z.number(), schema]), z.object({ id: schema.nullable() })]) {
    const { readOutput } = (await emitted(wrapped)).value;
    for (const text of [...fc.sample(almost, 50), "", 5, null]) {
      for (const value of [text, [text], { id: text }]) {
        const { data, error } = wrapped.safeParse(value);
        const expected = error === undefined ? { data } : { issues: error.issues };
        expect(JSON.parse(JSON.stringify(outcome(readOutput, value)))).toEqual(JSON.parse(JSON.stringify(expected)));
      }
    }
  }
});
