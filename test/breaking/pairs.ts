// Random pairs of schemas: one, and the same with a change somewhere in it.
import fc from "fast-check";
import { z, type ZodType } from "zod";
import { leaves } from "../differential/leaf-recipes.js";
import { build, decoded, type Form, type Recipe } from "../differential/recipe.js";
import { recipes } from "../differential/recipes.js";
import { nullable, wrapped } from "../differential/slot-recipes.js";

/** A schema before and after. */
export type Pair = readonly [old: Recipe, now: Recipe];

type Make = (part: ZodType, form: Form, shared: Recipe) => ZodType;

const absent = Symbol("absent");

interface Field {
  readonly name: string;
  readonly recipe: Recipe;
}

function objectOf(fields: readonly Field[], policy: "strip" | "strict" | "loose"): Recipe {
  const entries = fields.map(({ name, recipe }) => {
    const weight = recipe.optional === true ? 1 : 12;
    const value = fc.oneof(
      { arbitrary: recipe.values, weight: 12 },
      { arbitrary: fc.constant(absent), weight: 13 - weight },
    );
    return value.map((one) => [name, one] as const);
  });
  const extra = fc.option(fc.constant(["extra", 1] as const), { freq: 6 });
  const values = fc.tuple(fc.tuple(...entries), extra).map(([list, more]) => {
    return Object.fromEntries([...list, ...(more === null ? [] : [more])].filter(([, value]) => value !== absent));
  });
  return build((form) => {
    const shape = Object.fromEntries(fields.map(({ name, recipe }) => [name, recipe[form]]));
    return policy === "strict"
      ? z.strictObject(shape)
      : policy === "loose"
        ? z.object(shape).catchall(z.json())
        : z.object(shape);
  }, values);
}

/** What a change stands in; both sides alike. */
const contexts: readonly ((pair: Pair, shared: Recipe) => Pair)[] = [
  (pair) => pair,
  (pair, shared) =>
    both(pair, (recipe) =>
      objectOf(
        [
          { name: "a", recipe: shared },
          { name: "b", recipe },
        ],
        "strip",
      ),
    ),
  (pair, shared) =>
    both(pair, (recipe) =>
      objectOf(
        [
          { name: "a", recipe: shared },
          { name: "b", recipe },
        ],
        "strict",
      ),
    ),
  (pair) =>
    around(
      pair,
      (part) => z.array(part),
      (values) => fc.array(values, { maxLength: 3 }),
    ),
  (pair) =>
    around(
      pair,
      (part) => z.array(part).min(1).max(2),
      (values) => fc.array(values, { maxLength: 3 }),
    ),
  (pair) =>
    around(
      pair,
      (part) => z.record(z.string(), part),
      (values) => fc.dictionary(fc.constantFrom("x", "y", "zz"), values, { maxKeys: 2, noNullPrototype: true }),
    ),
  (pair, shared) =>
    around(
      pair,
      (part, form) => z.tuple([shared[form], part]),
      (values) => fc.tuple(shared.values, values),
    ),
  (pair) =>
    around(
      pair,
      (part, form) => (form.startsWith("wire") ? decoded(mapOf, z.map(z.string(), part)) : z.map(z.string(), part)),
      (values) =>
        fc.array(fc.tuple(fc.string({ maxLength: 3 }), values), { maxLength: 2 }).map((list) => new Map(list)),
    ),
  (pair, shared) =>
    around(
      pair,
      (part, form) => z.union([part, shared[form]]),
      (values) => fc.oneof(values, shared.values),
    ),
  (pair) => both(pair, nullable),
];

function mapOf(value: unknown): unknown {
  const isPairs = Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2);
  return isPairs ? new Map(value as [unknown, unknown][]) : value;
}

function both([old, now]: Pair, make: (recipe: Recipe) => Recipe): Pair {
  return [make(old), make(now)];
}

function around(
  pair: Pair,
  make: (part: ZodType, form: Form) => ZodType,
  values: (part: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>,
): Pair {
  return both(pair, (part) => build((form) => make(part[form], form), values(part.values)));
}

const sizes = fc.option(fc.nat({ max: 4 }), { nil: undefined });
const words = ["a", "b", "c", "d"] as const;

function text(least: number | undefined, most: number | undefined): Recipe {
  const make: Make = () => {
    const start = least === undefined ? z.string() : z.string().min(least);
    return most === undefined ? start : start.max(most);
  };
  return build((form) => make(z.any(), form, nothing), fc.string({ maxLength: 6 }));
}
const nothing = build(() => z.null(), fc.constant(null));

function listed(values: readonly string[]): Recipe {
  return build(() => z.enum(values as [string, ...string[]]), fc.constantFrom(...words));
}

/** The changes themselves. */
const changes: fc.Arbitrary<Pair> = fc.oneof(
  { arbitrary: fc.tuple(leaves, leaves), weight: 3 },
  { arbitrary: fc.tuple(recipes(1), recipes(1)), weight: 2 },
  { arbitrary: recipes(1).map((one): Pair => [one, one]), weight: 1 },
  { arbitrary: leaves.map((one): Pair => [one, nullable(one)]), weight: 1 },
  { arbitrary: leaves.map((one): Pair => [nullable(one), one]), weight: 1 },
  { arbitrary: fc.tuple(sizes, sizes, sizes, sizes).map(([a, b, c, d]): Pair => [text(a, b), text(c, d)]), weight: 3 },
  {
    arbitrary: fc
      .tuple(fc.subarray([...words], { minLength: 1 }), fc.subarray([...words], { minLength: 1 }))
      .map(([one, other]): Pair => [listed(one), listed(other)]),
    weight: 2,
  },
  { arbitrary: fields(), weight: 6 },
  {
    arbitrary: fc
      .tuple(fc.array(leaves, { minLength: 1, maxLength: 3 }), fc.nat({ max: 2 }), fc.boolean())
      .map(([parts, at, fewer]): Pair => {
        const union = (list: readonly Recipe[]): Recipe =>
          build((form) => z.union(list.map((part) => part[form])), fc.oneof(...list.map((part) => part.values)));
        const rest = parts.filter((_part, index) => index !== at % parts.length || parts.length === 1);
        return fewer ? [union(parts), union(rest)] : [union(rest), union(parts)];
      }),
    weight: 2,
  },
);

/** Objects in which fields come, go, become optional or change, or the rule for other keys does. */
function fields(): fc.Arbitrary<Pair> {
  const field = fc.tuple(
    fc.constantFrom("a", "b", "c", "d", "toString"),
    leaves,
    leaves.chain(wrapped),
    fc.constantFrom("same", "same", "old", "new", "optional", "required", "changed"),
  );
  const policy = fc.constantFrom("strip", "strip", "strip", "strict", "loose");
  const list = fc.uniqueArray(field, { minLength: 1, maxLength: 4, selector: ([name]) => name });
  return fc.tuple(list, policy, policy).map(([all, before, after]): Pair => {
    const [old, now]: [Field[], Field[]] = [[], []];
    for (const [name, leaf, slot, way] of all) {
      const option: Recipe = build((form) => z.optional(leaf[form]), leaf.values, { optional: true });
      if (way !== "new") old.push({ name, recipe: way === "required" ? option : leaf });
      if (way !== "old")
        now.push({ name, recipe: way === "optional" ? option : way === "changed" || way === "new" ? slot : leaf });
    }
    return [objectOf(old, before), objectOf(now, after)];
  });
}

/** Pairs of every kind, in every context. */
export const pairs: fc.Arbitrary<Pair> = fc
  .tuple(changes, leaves, fc.array(fc.constantFrom(...contexts), { maxLength: 2 }))
  .map(([pair, shared, wraps]) => wraps.reduce((inner, wrap) => wrap(inner, shared), pair));
