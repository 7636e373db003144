// Validation before sending: does a value in wire form fit its schema? The server checks again, and has the last word.
import type { JsonSchema } from "../../../../schema/json-schema.js";

/** What does not fit, and where. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The named types of a contract. */
export type Types = Readonly<Record<string, JsonSchema>>;

/** Where a value does not fit; nothing when it does. At most 8 places are told. */
export function misfits(schema: JsonSchema, value: unknown, types: Types): readonly Misfit[] {
  const found: Misfit[] = [];
  check(schema, value, types, [], found);
  return found.slice(0, 8);
}

/** The schema behind references. */
export function resolved(schema: JsonSchema, types: Types): JsonSchema {
  let { $ref, ...node } = schema;
  for (let hops = 0; $ref !== undefined && hops < 32; hops++) {
    const name = $ref
      .slice($ref.lastIndexOf("/") + 1)
      .replaceAll("~1", "/")
      .replaceAll("~0", "~");
    const target: JsonSchema = Object.hasOwn(types, name) ? (types[name] ?? {}) : {};
    ({ $ref, ...node } = { ...target, ...node });
    $ref = target.$ref;
  }
  return node;
}

type Path = readonly (string | number)[];

function check(schema: JsonSchema, value: unknown, types: Types, path: Path, found: Misfit[]): void {
  if (found.length >= 8 || path.length > 100) return;
  const node = resolved(schema, types);
  const tell = (message: string | false | undefined): void => void (message && found.push({ path, message }));
  if (node.anyOf || node.oneOf) return tell(branches(node, value, types, path, found));
  for (const part of node.allOf ?? []) check(part, value, types, path, found);
  if (node.const !== undefined && value !== node.const) return tell(`Must be ${JSON.stringify(node.const)}`);
  if (node.enum && !node.enum.some((one) => one === value))
    return tell(`One of ${node.enum.map((one) => JSON.stringify(one)).join(", ")}`);
  if (node.type && !isOf(node.type, value)) return tell(`Expected ${article(node.type)}`);
  if (typeof value === "string") for (const message of textMisfits(node, value)) tell(message);
  else if (typeof value === "number") for (const message of numberMisfits(node, value)) tell(message);
  else if (Array.isArray(value)) checkArray(node, value, types, path, found);
  else if (typeof value === "object" && value !== null) checkObject(node, value, types, path, found);
}

// The issues of the only branch that could be meant say more than "none fits".
function branches(node: JsonSchema, value: unknown, types: Types, path: Path, found: Misfit[]): string | undefined {
  const options = node.anyOf ?? node.oneOf ?? [];
  const tried = options.map((option) => {
    const own: Misfit[] = [];
    check(option, value, types, path, own);
    return { option: resolved(option, types), own };
  });
  if (tried.some(({ own }) => own.length === 0)) return undefined;
  const name = node["x-actorgen-discriminator"];
  const tag: unknown = name === undefined ? undefined : Reflect.get(Object(value), name);
  const meant = tried.filter(({ option }) => {
    if (name === undefined) return option.type !== "null" && (!option.type || isOf(option.type, value));
    const { const: only, enum: some = [] } = option.properties?.[name] ?? {};
    return [only, ...some].some((one) => one !== undefined && one === tag);
  });
  const [only] = meant;
  if (!only || meant.length > 1)
    return name === undefined ? "Fits none of the alternatives" : `\`${name}\` is of no known kind`;
  found.push(...only.own);
  return undefined;
}

function isOf(type: NonNullable<JsonSchema["type"]>, value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return Number.isFinite(value);
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function article(type: string): string {
  return type === "null" ? "null" : `${/^[aio]/.test(type) ? "an" : "a"} ${type === "integer" ? "integer" : type}`;
}

function* textMisfits(node: JsonSchema, value: string): Generator<string> {
  const kind = node["x-actorgen-kind"];
  if (kind === "date") {
    const time = Date.parse(value);
    if (Number.isNaN(time)) return yield "Expected a date";
    yield* bounds(node, (bound) => Math.sign(time - Date.parse(bound)));
  }
  if (kind === "bigint") {
    if (!/^-?\d+$/.test(value)) return yield "Expected a whole number";
    const number = BigInt(value);
    yield* bounds(node, (bound) => (number < BigInt(bound) ? -1 : number > BigInt(bound) ? 1 : 0));
  }
  if (kind === "bytes" && !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value))
    yield "Expected base64";
  const length = [...value].length;
  if (node.minLength !== undefined && length < node.minLength)
    yield `At least ${node.minLength} character${node.minLength === 1 ? "" : "s"}`;
  if (node.maxLength !== undefined && length > node.maxLength)
    yield `At most ${node.maxLength} character${node.maxLength === 1 ? "" : "s"}`;
  if (node.pattern !== undefined && !matches(node.pattern, node["x-actorgen-flags"], value))
    yield `Expected ${node["x-actorgen-format"] ?? `a match of /${node.pattern}/`}`;
  else if (isForeign(node["x-actorgen-format"] ?? node.format, value))
    yield `Expected ${node["x-actorgen-format"] ?? node.format}`;
  for (const one of node["x-actorgen-checks"] ?? []) {
    if (one.pattern !== undefined && one.pattern !== node.pattern && !matches(one.pattern, one.flags, value))
      yield `Expected ${one.format ?? `a match of /${one.pattern}/`}`;
    const part = String(one.value);
    if (one.check === "starts_with" && !value.startsWith(part)) yield `Begins with ${part}`;
    if (one.check === "ends_with" && !value.endsWith(part)) yield `Ends with ${part}`;
    if (one.check === "includes" && !value.includes(part)) yield `Contains ${part}`;
  }
}

function* bounds(node: JsonSchema, compare: (bound: string) => number): Generator<string> {
  const { "x-actorgen-min": min, "x-actorgen-max": max } = node;
  const { "x-actorgen-exclusive-min": above, "x-actorgen-exclusive-max": below } = node;
  if (min !== undefined && compare(min) < 0) yield `At least ${min}`;
  if (max !== undefined && compare(max) > 0) yield `At most ${max}`;
  if (above !== undefined && compare(above) <= 0) yield `More than ${above}`;
  if (below !== undefined && compare(below) >= 0) yield `Less than ${below}`;
}

function matches(pattern: string, flags: string | undefined, value: string): boolean {
  try {
    return new RegExp(pattern, flags ?? "u").test(value);
  } catch {
    // A pattern that this browser cannot read is the server's affair.
    return true;
  }
}

// Formats without a pattern in the contract.
function isForeign(format: string | undefined, value: string): boolean {
  if (format === "uuid" || format === "guid") return !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
  if (format === "email") return !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
  if (format === "url" || format === "uri") return !URL.canParse(value);
  return format === "date-time" && Number.isNaN(Date.parse(value));
}

function* numberMisfits(node: JsonSchema, value: number): Generator<string> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = node;
  if (minimum !== undefined && value < minimum) yield `At least ${minimum}`;
  if (maximum !== undefined && value > maximum) yield `At most ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) yield `More than ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) yield `Less than ${exclusiveMaximum}`;
  if (multipleOf !== undefined && Math.abs(value / multipleOf - Math.round(value / multipleOf)) > 1e-9)
    yield `A multiple of ${multipleOf}`;
}

function checkArray(node: JsonSchema, value: readonly unknown[], types: Types, path: Path, found: Misfit[]): void {
  const { minItems, maxItems, prefixItems = [], items } = node;
  const tell = (message: string): void => void found.push({ path, message });
  if (minItems !== undefined && value.length < minItems) tell(`At least ${minItems} item${minItems === 1 ? "" : "s"}`);
  if (maxItems !== undefined && value.length > maxItems) tell(`At most ${maxItems} item${maxItems === 1 ? "" : "s"}`);
  for (const [index, part] of value.entries()) {
    const schema = prefixItems[index] ?? items;
    if (typeof schema === "object") check(schema, part, types, [...path, index], found);
  }
}

function checkObject(node: JsonSchema, value: object, types: Types, path: Path, found: Misfit[]): void {
  const { properties = {}, required = [], additionalProperties } = node;
  for (const name of required)
    if (!Object.hasOwn(value, name)) found.push({ path: [...path, name], message: "Is missing" });
  for (const [name, part] of Object.entries(value)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (own === false && node["x-actorgen-keys"] === "strict")
      found.push({ path: [...path, name], message: "Is not known" });
    if (typeof own === "object") check(own, part, types, [...path, name], found);
  }
}
