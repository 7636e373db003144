// On random schemas, ajv on the emitted JSON Schema agrees with Zod wherever JSON Schema can say what Zod means.
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonSchema } from "../../src/schema/index.js";
import { kindsOf } from "../differential/coverage.js";
import { toWire } from "../differential/recipe.js";
import { recipes } from "../differential/recipes.js";
import { mutated } from "../differential/values.js";
import { readOne } from "./read-one.js";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

/** Keywords that say what JSON Schema cannot: with one of them ajv may take what Zod refuses. */
const beyond: Readonly<Record<string, string>> = {
  "x-actorgen-kind": "how a string or list is decoded: days of the calendar, bounds of dates and bigints, equal keys",
  "x-actorgen-checks": "checks in order, which the keywords beside them need not say in full",
  "x-actorgen-flags": "flags of a pattern",
  "x-actorgen-format": "a format that code decides",
  "x-actorgen-numeric-key": "what a key is as a number",
  "x-actorgen-catch": "what stands in for a refused value",
  "x-actorgen-undefined": "what may be absent",
  "x-actorgen-discriminator": "that the option is chosen by one field alone",
  "x-actorgen-record": "which keys are needed",
  "x-actorgen-loose": "which entries are checked",
  "x-actorgen-server-only": "user code",
  "x-actorgen-default": "what stands in for an absent item",
};

// Zod's own rules that no keyword of JSON Schema has: a multiple is judged with a tolerance, sides of an intersection strip and
// merge, a caught value is any value, flags are not in `pattern`, and an own `__proto__` is overlooked.
const unlike: readonly (keyof JsonSchema)[] = ["multipleOf", "allOf", "x-actorgen-catch", "x-actorgen-flags"];

// Where the document refuses more than Zod: a map or set with a limit counts equal entries once, and a tuple with a rest may
// lack items that take anything, because Zod counts the items of a tuple without a rest alone.
function refusesMore(text: string): boolean {
  const isLimited = /"x-actorgen-kind":"(?:map|set)"/.test(text) && /_size"|"(?:max|unique)Items"/.test(text);
  return isLimited || /"prefixItems":.*"items":\{.*"minItems"/.test(text);
}

function keywordsIn(node: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof node !== "object" || node === null) return found;
  for (const [key, part] of Object.entries(node)) {
    found.add(key);
    keywordsIn(part, found);
  }
  return found;
}

test(`200 random schemas x 40 values (seed ${seed})`, { timeout: 60_000 }, () => {
  const judged = { exactly: 0, atLeast: 0, accepted: 0, refused: 0 };
  for (const [index, recipe] of fc.sample(recipes(2), { numRuns: 200, seed }).entries()) {
    const { input, defs, findings } = readOne(recipe.source);
    if (findings.length > 0 || input === undefined) continue;
    const keywords = keywordsIn([input, defs]);
    if (refusesMore(JSON.stringify([input, defs]))) continue;
    if (unlike.some((keyword) => keywords.has(keyword)) || kindsOf(recipe.source).has("nonoptional")) continue;
    const accepts = new Ajv2020({
      strict: false,
      validateFormats: false,
      ownProperties: true,
      unicodeRegExp: false,
    }).compile({
      ...input,
      $defs: defs,
    });
    const isExact = !Object.keys(beyond).some((keyword) => keywords.has(keyword));
    // Of two options that are both taken too easily, `oneOf` takes none.
    if (!isExact && keywords.has("oneOf")) continue;
    // What is more than JSON Schema can say is still never less: ajv takes all that Zod takes.
    const wires = fc.sample(mutated(recipe.values.map(toWire)), { numRuns: 40, seed: seed + index });
    for (const wire of wires) {
      const text = JSON.stringify(wire) as string | undefined;
      if (text === undefined) continue;
      const zod = takes(recipe.wireInput, text);
      if (zod === undefined) continue;
      const ajv = accepts(JSON.parse(text));
      judged[zod ? "accepted" : "refused"]++;
      judged[isExact ? "exactly" : "atLeast"]++;
      if (isExact || zod) expect(ajv, `${JSON.stringify(input)} on ${text}`).toBe(zod);
    }
  }
  expect(judged.exactly).toBeGreaterThan(200);
  expect(judged.accepted).toBeGreaterThan(300);
  expect(judged.refused).toBeGreaterThan(300);
});

// Undefined where Zod itself throws: it compares what no number or text can be made of, such as `{ "toString": 1 }`.
function takes(
  schema: { safeParse(value: unknown): { readonly success: boolean } },
  text: string,
): boolean | undefined {
  try {
    return schema.safeParse(JSON.parse(text, ownFieldsOnly)).success;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

// On the wire only own fields count.
function ownFieldsOnly(_key: string, value: unknown): unknown {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? Object.assign(Object.create(null) as object, value) : value;
}
