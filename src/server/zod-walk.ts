// Zod 4 schemas as a tree: the parts of a kept value with their schemas, and the own checks of containers.
import type { Schema } from "../schema/define-actor.js";

/** What is read of Zod 4's `_zod`, which Zod documents for library authors. */
export interface Zod4Schema extends Schema {
  readonly _zod: { readonly def: ZodDef; parse: (payload: unknown) => unknown };
  clone(): Zod4Schema;
}

interface ZodDef {
  readonly type: string;
  readonly checks?: readonly unknown[];
  readonly shape?: Readonly<Record<string, Zod4Schema>>;
  readonly catchall?: Zod4Schema;
  readonly element?: Zod4Schema;
  readonly keyType?: Zod4Schema;
  readonly valueType?: Zod4Schema;
  readonly items?: readonly Zod4Schema[];
  readonly rest?: Zod4Schema | null;
  readonly innerType?: Zod4Schema;
  readonly getter?: () => Zod4Schema;
  readonly in?: Zod4Schema;
  readonly out?: Zod4Schema;
  readonly left?: Zod4Schema;
  readonly right?: Zod4Schema;
  readonly options?: readonly Zod4Schema[];
}

/** A value with the schema that it must fit, below a key (absent: at the same place). */
export interface Part {
  readonly schema: Zod4Schema;
  readonly value: unknown;
  readonly key?: string | number;
}

/** Is this a schema of Zod 4, full or mini? */
export function isZod4(schema: object): schema is Zod4Schema {
  return "_zod" in schema;
}

const wrappers: ReadonlySet<string> = new Set([
  "optional",
  "nullable",
  "default",
  "prefault",
  "nonoptional",
  "readonly",
  "catch",
  "lazy",
]);

/** The schema that a wrapper is around, when the value is there for it. */
export function unwrap(schema: Zod4Schema, value: unknown): Zod4Schema | undefined {
  const { type, innerType, getter } = schema._zod.def;
  if (!wrappers.has(type) || value === undefined || value === null) return undefined;
  return type === "lazy" ? getter?.() : innerType;
}

/**
 * One step down a path: the part at `key`; "none" where nothing is left to check there (a removed entry, an array's
 * length); "whole" where only the value as a whole can be checked.
 */
export function childAt(schema: Zod4Schema, value: unknown, key: string | number): Part | "none" | "whole" {
  const { def } = schema._zod;
  switch (def.type) {
    case "object": {
      const { shape } = def;
      if (typeof value !== "object" || value === null || !shape || !Object.hasOwn(shape, key)) return "whole";
      const child = shape[key];
      if (!child || !Object.hasOwn(value, key)) return "whole";
      return { schema: child, value: Reflect.get(value, key), key };
    }
    case "array": {
      const { element } = def;
      if (!Array.isArray(value) || !element) return "whole";
      if (typeof key !== "number" || key >= value.length) return "none";
      return { schema: element, value: value[key], key };
    }
    case "tuple": {
      const { items = [], rest } = def;
      const child = typeof key === "number" ? (items[key] ?? rest) : undefined;
      if (!Array.isArray(value) || !child || typeof key !== "number" || key >= value.length) return "whole";
      return { schema: child, value: value[key], key };
    }
    case "record": {
      const { keyType, valueType } = def;
      // Only keys of any string stand for themselves; an enum may demand or refuse some.
      const { type: keys, checks } = keyType?._zod.def ?? {};
      if (keys !== "string" || checks?.length || !valueType || typeof value !== "object" || value === null)
        return "whole";
      if (!Object.hasOwn(value, key)) return "none";
      return { schema: valueType, value: Reflect.get(value, key), key };
    }
    case "map": {
      const { keyType, valueType } = def;
      const { type: keys, checks } = keyType?._zod.def ?? {};
      if (keys !== "string" || checks?.length || !valueType || !(value instanceof Map)) return "whole";
      if (typeof key !== "string") return "whole";
      return value.has(key) ? { schema: valueType, value: value.get(key), key } : "none";
    }
    default:
      return "whole";
  }
}

/** Has a container checks beside those of its parts? */
export function hasOwnChecks({ _zod: { def } }: Zod4Schema): boolean {
  return def.checks !== undefined && def.checks.length > 0;
}

const ownChecks = new WeakMap<Zod4Schema, Zod4Schema>();

/** A container's own checks as a schema of their own, which takes the parts as they are. Zod runs and words them. */
export function ownChecksOf(schema: Zod4Schema): Zod4Schema {
  let own = ownChecks.get(schema);
  if (!own) {
    ownChecks.set(schema, (own = schema.clone()));
    own._zod.parse = (payload) => payload;
  }
  return own;
}

const oneWay = new WeakMap<Zod4Schema, boolean>();
const oneWayKinds: ReadonlySet<string> = new Set(["pipe", "transform", "catch"]);

/** Is anything in this schema changed on its way (pipes, transforms, `catch`), so that an output cannot be parsed again? */
export function isOneWay(schema: Zod4Schema): boolean {
  let found = oneWay.get(schema);
  if (found === undefined)
    oneWay.set(schema, (found = holdsAny(schema, ({ _zod: { def } }) => oneWayKinds.has(def.type))));
  return found;
}

/** Does the test hold for this schema, or for one that it is made of? What stands behind a pipe is not asked. */
export function holdsAny(
  schema: Zod4Schema,
  test: (schema: Zod4Schema) => boolean,
  seen: Set<Zod4Schema> = new Set(),
): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  return test(schema) || subschemas(schema).some((part) => holdsAny(part, test, seen));
}

function subschemas({ _zod: { def } }: Zod4Schema): Zod4Schema[] {
  const { shape = {}, items = [], options = [] } = def;
  const single = [def.catchall, def.element, def.keyType, def.valueType, def.rest, def.innerType, def.left, def.right];
  const inner = [
    ...Object.values(shape),
    ...items,
    ...options,
    ...single,
    def.type === "lazy" ? def.getter?.() : undefined,
  ];
  return inner.filter((schema) => schema !== undefined && schema !== null);
}

/** The parts of a value whose schema is one-way; "parse" where a plain parse is right after all, undefined where the type is wrong. */
export function partsOf(schema: Zod4Schema, value: unknown): Part[] | "parse" | undefined {
  const { def } = schema._zod;
  const at = (child: Zod4Schema | null | undefined, part: unknown, key?: string | number): Part[] =>
    child ? [{ schema: child, value: part, ...(key !== undefined && { key }) }] : [];
  switch (def.type) {
    case "transform":
      return [];
    case "pipe":
      return at(def.out, value);
    case "lazy":
      return at(def.getter?.(), value);
    case "intersection":
      return [...at(def.left, value), ...at(def.right, value)];
    case "object":
      if (typeof value !== "object" || value === null) return undefined;
      return Object.entries(def.shape ?? {}).flatMap(([key, child]) => at(child, Reflect.get(value, key), key));
    case "array":
      return Array.isArray(value) ? value.flatMap((item, index) => at(def.element, item, index)) : undefined;
    case "tuple":
      if (!Array.isArray(value)) return undefined;
      return value.flatMap((item, index) => at(def.items?.[index] ?? def.rest, item, index));
    case "record":
      if (typeof value !== "object" || value === null) return undefined;
      return Object.entries(value).flatMap(([key, item]) => at(def.valueType, item, key));
    case "map":
      if (!(value instanceof Map)) return undefined;
      return [...value].flatMap(([key, item]) => [...at(def.keyType, key), ...at(def.valueType, item, String(key))]);
    case "set":
      return value instanceof Set ? [...value].flatMap((item) => at(def.valueType, item)) : undefined;
    default:
      if (!wrappers.has(def.type)) return "parse";
      if (value === undefined && def.type === "optional") return [];
      if (value === null && def.type === "nullable") return [];
      return at(def.innerType, value);
  }
}
