// Recipes: random schemas as source text, each with how to make a value that fits.
import type { Chance } from "./chance.js";
import { anyDoc, anyName } from "./names.js";

/** A schema and values of it. */
export interface Recipe {
  /** An expression in TypeScript. */
  readonly code: string;
  /** A value that Zod gives back as it is. */
  value(): unknown;
  /** It may be left out of an object. */
  readonly optional?: boolean;
  /** Names of properties that it holds, at any depth. */
  readonly names: readonly string[];
}

/** A string as source text. */
export function text(value: string): string {
  return JSON.stringify(value);
}

/** A property of an object literal. `__proto__` would set the prototype. */
export function property(name: string, value: string): string {
  return `${name === "__proto__" ? `[${text(name)}]` : text(name)}: ${value}`;
}

/** Named schemas that a recipe may refer to. */
export type Known = ReadonlyMap<string, Recipe>;

/** A random schema. */
export function anyRecipe(chance: Chance, known: Known, depth = 0): Recipe {
  const recipe = depth < 2 && chance.happens(0.55) ? composite(chance, known, depth) : leaf(chance, known);
  // A named schema that is described is another one, without a name.
  return chance.happens(0.15) && !known.has(recipe.code) ? described(chance, recipe) : recipe;
}

function described(chance: Chance, { code, ...recipe }: Recipe): Recipe {
  const doc = text(anyDoc(chance));
  const meta = `.meta({ title: ${doc}, description: ${doc}, deprecated: ${chance.happens(0.3)} })`;
  return { ...recipe, code: `${code}${chance.happens(0.5) ? `.describe(${doc})` : meta}` };
}

function leaf(chance: Chance, known: Known): Recipe {
  const names: readonly string[] = [];
  if (known.size > 0 && chance.happens(0.3)) {
    const [name, recipe] = chance.pick([...known]);
    return { ...recipe, code: name };
  }
  const word = text(anyName(chance));
  return chance.pick<() => Recipe>([
    () => ({ code: "z.string()", value: () => anyName(chance), names }),
    () => ({ code: "z.number()", value: () => chance.integer(-9, 9) / 2, names }),
    () => ({ code: "z.boolean()", value: () => chance.happens(0.5), names }),
    () => ({ code: "z.date()", value: () => new Date(chance.integer(0, 2e12)), names }),
    () => ({ code: "z.bigint()", value: () => BigInt(chance.integer(-99, 99)), names }),
    () => ({ code: `z.literal(${word})`, value: () => JSON.parse(word), names }),
    () => {
      const options = chance.distinct(chance.integer(1, 4), () => anyName(chance));
      return { code: `z.enum([${options.map(text).join(", ")}])`, value: () => chance.pick(options), names };
    },
    () => {
      const [before, after] = [anyName(chance), anyName(chance)];
      const code = `z.templateLiteral([${text(before)}, z.int(), ${text(after)}])`;
      return { code, value: () => `${before}${chance.integer(0, 99)}${after}`, names };
    },
    () => ({ code: `z.string().startsWith(${word})`, value: () => `${JSON.parse(word)}!`, names }),
    () => {
      // Line ends and lone surrogates are another matter than names.
      const found = anyName(chance).replace(/[\n\r\u2028\u2029]|\p{Cs}/gu, "");
      const pattern = found.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      return { code: `z.string().regex(new RegExp(${text(pattern)}))`, value: () => found, names };
    },
    () => ({ code: `z.string().default(${word})`, value: () => anyName(chance), optional: true, names }),
    () => ({ code: `z.string().refine(() => true, ${word})`, value: () => anyName(chance), names }),
  ])();
}

function composite(chance: Chance, known: Known, depth: number): Recipe {
  const inner = (): Recipe => anyRecipe(chance, known, depth + 1);
  return chance.pick<() => Recipe>([
    () => object(chance, known, depth),
    () => object(chance, known, depth),
    () => {
      const item = inner();
      return {
        code: `z.array(${item.code})`,
        value: () => Array.from({ length: chance.integer(0, 2) }, item.value),
        names: item.names,
      };
    },
    () => {
      const item = inner();
      return {
        code: `z.record(z.string(), ${item.code})`,
        // A key that is a prototype's setter is dropped by Zod; others are kept.
        value: () =>
          Object.fromEntries(
            [anyName(chance)].filter((name) => name !== "__proto__").map((name) => [name, item.value()]),
          ),
        names: item.names,
      };
    },
    () => {
      const item = inner();
      return {
        code: `z.map(z.string(), ${item.code})`,
        value: () => new Map([[anyName(chance), item.value()]]),
        names: item.names,
      };
    },
    () => {
      const [one, other] = [inner(), inner()];
      return {
        code: `z.tuple([${one.code}, ${other.code}])`,
        value: () => [one.value(), other.value()],
        names: [...one.names, ...other.names],
      };
    },
    () => {
      const item = inner();
      return { ...item, code: `z.nullable(${item.code})`, value: () => (chance.happens(0.3) ? null : item.value()) };
    },
    () => {
      const tag = anyName(chance);
      const kinds = chance.distinct(chance.integer(1, 3), () => anyName(chance));
      const options = kinds.map((kind) => ({ kind, ...object(chance, known, depth + 1, [tag]) }));
      return {
        code: `z.discriminatedUnion(${text(tag)}, [${options
          .map(({ kind, code }) => code.replace("({", () => `({ ${property(tag, `z.literal(${text(kind)})`)},`))
          .join(", ")}])`,
        value: () => {
          const { kind, value } = chance.pick(options);
          return { ...Object(value()), [tag]: kind };
        },
        names: [tag, ...options.flatMap(({ names }) => names)],
      };
    },
  ])();
}

/** An object, perhaps strict or loose. */
export function object(chance: Chance, known: Known, depth: number, taken: readonly string[] = []): Recipe {
  const names = chance.distinct(chance.integer(1, 4), () => anyName(chance)).filter((name) => !taken.includes(name));
  const fields = names.map((name) => {
    const recipe = anyRecipe(chance, known, depth + 1);
    const optional = chance.happens(0.2) && recipe.optional !== true;
    return { name, recipe, optional, code: `${recipe.code}${optional ? ".optional()" : ""}` };
  });
  const kind = chance.pick(["z.object", "z.object", "z.strictObject", "z.looseObject"]);
  return {
    code: `${kind}({ ${fields.map(({ name, code }) => property(name, code)).join(", ")} })`,
    value: () =>
      Object.fromEntries(
        fields
          .filter(({ optional }) => !optional || chance.happens(0.5))
          .map(({ name, recipe }) => [name, recipe.value()]),
      ),
    names: [...names, ...fields.flatMap(({ recipe }) => recipe.names)],
  };
}
