// Masks: a value as people may see it, as plain JSON of bounded size, without what its schema marks as secret.
import type { Schema } from "../schema/define-actor.js";
import type { JsonSchema } from "../schema/json-schema.js";
import { holdsAny, isZod4, type Zod4Schema } from "./zod-walk.js";

/** What stands in for a secret. */
export const masked = "•••";

/** What a schema says of secrets: all that a mask asks of it. Made by `jsonSecrecy` and `zodSecrecy`. */
export interface Secrecy {
  /** The value here is secret as a whole. */
  readonly secret: boolean;
  /** Are the names of its members secret? Of records alone. */
  readonly secretKeys: boolean;
  /** The member at a name or an index. Maps are arrays of pairs, as on the wire. */
  at(key: string | number): Secrecy;
}

/** How much of a value is shown: parts, and characters of all its texts together. */
export interface MaskBounds {
  readonly parts: number;
  readonly characters: number;
}

/** Enough for a line of a log. */
export const defaultMaskBounds: MaskBounds = { parts: 200, characters: 8_000 };

/**
 * A copy of a value, in memory or in wire form, with `•••` where its schema says `.meta({ secret: true })`. It is plain
 * JSON: dates are ISO text, bigints decimal text, Maps and Sets arrays, bytes a note of their length. What is over the bounds, or is a circle, is
 * told as `… 12 more`.
 *
 * @example mask(jsonSecrecy(action.args[0].schema, contract.$defs), args[0])
 */
export function mask(secrecy: Secrecy, value: unknown, bounds: MaskBounds = defaultMaskBounds): unknown {
  return new Mask(bounds).copy(secrecy, value, []);
}

class Mask {
  #parts: number;
  #characters: number;

  constructor({ parts, characters }: MaskBounds) {
    this.#parts = parts;
    this.#characters = characters;
  }

  copy(secrecy: Secrecy, value: unknown, above: readonly object[]): unknown {
    this.#parts--;
    if (value === undefined || value === null) return value;
    if (secrecy.secret) return masked;
    switch (typeof value) {
      case "string":
        return this.#text(value);
      case "number":
        return Number.isFinite(value) ? value : String(value);
      case "boolean":
        return value;
      case "object":
        return above.includes(value) || above.length > deepest ? "…" : this.#object(secrecy, value, [...above, value]);
      default:
        return this.#text(String(value));
    }
  }

  #object(secrecy: Secrecy, value: object, above: readonly object[]): unknown {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
    if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
    if (value instanceof Map || value instanceof Set) return this.#array(secrecy, [...value], above);
    if (Array.isArray(value)) return this.#array(secrecy, value, above);
    const entries = Object.entries(value);
    const shown: [string, unknown][] = [];
    for (const [key, part] of entries) {
      if (this.#spent) break;
      const name = secrecy.secretKeys ? `${masked} ${shown.length + 1}` : this.#text(key);
      shown.push([name, this.copy(secrecy.at(key), part, above)]);
    }
    if (shown.length < entries.length) shown.push(["…", `${entries.length - shown.length} more`]);
    // Also `__proto__` is a name like any other here.
    return Object.fromEntries(shown);
  }

  #array(secrecy: Secrecy, values: readonly unknown[], above: readonly object[]): unknown[] {
    const shown: unknown[] = [];
    for (const [index, part] of values.entries()) {
      if (this.#spent) break;
      shown.push(this.copy(secrecy.at(index), part, above));
    }
    if (shown.length < values.length) shown.push(`… ${values.length - shown.length} more`);
    return shown;
  }

  get #spent(): boolean {
    return this.#parts <= 0 || this.#characters <= 0;
  }

  #text(text: string): string {
    const room = Math.max(this.#characters, 16);
    this.#characters -= text.length;
    return text.length > room ? `${text.slice(0, room)}… ${text.length - room} more` : text;
  }
}

const deepest = 64;

/** Nothing is known of the value, and nothing secret. */
export const open: Secrecy = { secret: false, secretKeys: false, at: () => open };

/** By the contract: `x-actorgen-secret`. Where several schemas stand for one place, it is secret if one says so. */
export function jsonSecrecy(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): Secrecy {
  return new JsonSecrecy([schema], definitions);
}

class JsonSecrecy implements Secrecy {
  readonly #nodes: ReadonlySet<JsonSchema>;
  readonly #definitions: Readonly<Record<string, JsonSchema>>;

  constructor(schemas: readonly JsonSchema[], definitions: Readonly<Record<string, JsonSchema>>) {
    this.#definitions = definitions;
    this.#nodes = closure(schemas, ({ $ref, anyOf = [], oneOf = [], allOf = [], ...node }) => {
      const name = $ref === undefined ? undefined : definitionOf($ref);
      const target = name !== undefined && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
      const loose = node["x-actorgen-loose"];
      return [...anyOf, ...oneOf, ...allOf, ...(target ? [target] : []), ...(loose ? [loose] : [])];
    });
  }

  get secret(): boolean {
    return [...this.#nodes].some(
      (node) =>
        node["x-actorgen-secret"] === true ||
        // What a transform makes of a secret has another shape.
        (node["x-actorgen-opaque"] === true && holdsSecret(node, this.#definitions)),
    );
  }

  get secretKeys(): boolean {
    return [...this.#nodes].some(
      ({ propertyNames }) => propertyNames && new JsonSecrecy([propertyNames], this.#definitions).secret,
    );
  }

  at(key: string | number): Secrecy {
    const found = [...this.#nodes].flatMap(({ properties = {}, additionalProperties, prefixItems = [], items }) => {
      const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
      const part = typeof key === "number" ? (prefixItems[key] ?? items) : (own ?? additionalProperties);
      return typeof part === "object" ? [part] : [];
    });
    return found.length === 0 ? open : new JsonSecrecy(found, this.#definitions);
  }
}

/** Is a part of the values of this schema marked as secret? */
export function holdsSecret(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): boolean {
  const seen = new Set<unknown>();
  const marked = (node: unknown): boolean => {
    if (typeof node !== "object" || node === null || seen.has(node)) return false;
    seen.add(node);
    if (Reflect.get(node, "x-actorgen-secret") === true) return true;
    const ref: unknown = Reflect.get(node, "$ref");
    if (typeof ref === "string" && marked(definitions[definitionOf(ref)])) return true;
    return Object.values(node).some(marked);
  };
  return marked(schema);
}

function definitionOf(ref: string): string {
  return ref
    .slice(ref.lastIndexOf("/") + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
}

/** By the Zod 4 schema itself, which for what an actor keeps is at hand. Zod 3 has no such marks. */
export function zodSecrecy(schema: Schema): Secrecy {
  return isZod4(schema) ? new ZodSecrecy([schema]) : open;
}

class ZodSecrecy implements Secrecy {
  readonly #schemas: ReadonlySet<Zod4Schema>;

  constructor(schemas: readonly Zod4Schema[]) {
    this.#schemas = closure(schemas, ({ _zod: { def } }) => {
      const { innerType, getter, in: from, out, left, right, options = [] } = def;
      const lazy = def.type === "lazy" ? getter?.() : undefined;
      return [innerType, lazy, from, out, left, right, ...options].filter((one) => one !== undefined);
    });
  }

  get secret(): boolean {
    return [...this.#schemas].some((schema) => isMarked(schema) || transformsSecret(schema));
  }

  get secretKeys(): boolean {
    return [...this.#schemas].some(
      ({ _zod: { def } }) => def.type === "record" && def.keyType && isMarked(def.keyType),
    );
  }

  at(key: string | number): Secrecy {
    const found: Zod4Schema[] = [];
    for (const {
      _zod: { def },
    } of this.#schemas) {
      if (def.type === "map") return new PairSecrecy(def.keyType, def.valueType);
      const { shape = {}, items = [] } = def;
      const own = Object.hasOwn(shape, key) ? shape[key] : undefined;
      const item = typeof key === "number" ? items[key] : undefined;
      const part = own ?? item ?? def.rest ?? def.element ?? def.catchall ?? def.valueType;
      if (part) found.push(part);
    }
    return found.length === 0 ? open : new ZodSecrecy(found);
  }
}

/** The same of a Zod 4 schema. */
export function zodHoldsSecret(schema: Schema): boolean {
  const marked = (part: Zod4Schema): boolean => {
    const { in: from, out } = part._zod.def;
    return isMarked(part) || [from, out].some((side) => side !== undefined && holdsAny(side, marked));
  };
  return isZod4(schema) && holdsAny(schema, marked);
}

// What a transform makes of a secret has another shape.
function transformsSecret({ _zod: { def } }: Zod4Schema): boolean {
  const { type, in: from, out } = def;
  if (type !== "pipe" || !from || !out) return false;
  return out._zod.def.type === "transform" && zodHoldsSecret(from);
}

// An entry of a Map: a key and its value.
class PairSecrecy implements Secrecy {
  readonly secret = false;
  readonly secretKeys = false;
  readonly #pair: readonly (Zod4Schema | undefined)[];

  constructor(...pair: readonly (Zod4Schema | undefined)[]) {
    this.#pair = pair;
  }

  at(key: string | number): Secrecy {
    const part = this.#pair[Number(key)];
    return part ? new ZodSecrecy([part]) : open;
  }
}

// Zod's registry, which all its copies in a process share; full schemas also tell it themselves.
function isMarked(schema: Zod4Schema): boolean {
  const tell: unknown = Reflect.get(schema, "meta");
  const registry: unknown = Reflect.get(globalThis, "__zod_globalRegistry");
  const get: unknown = Reflect.get(Object(registry), "get");
  const meta: unknown =
    typeof get === "function" ? get.call(registry, schema) : typeof tell === "function" ? tell.call(schema) : undefined;
  return Reflect.get(Object(meta), "secret") === true;
}

// All that stands at the same place.
function closure<Node>(start: readonly Node[], next: (node: Node) => readonly Node[]): ReadonlySet<Node> {
  const found = new Set(start);
  for (const node of found) for (const one of next(node)) found.add(one);
  return found;
}
