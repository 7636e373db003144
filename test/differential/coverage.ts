// Counts which constructs random schemas are made of, so that none is forgotten.
import { z, type ZodType } from "zod";
import { ZodType as ZodType3, type ZodTypeAny } from "zod/v3";

/** What is looked at of a schema or check of any dialect of Zod 4. */
interface Node {
  readonly _zod: {
    readonly def: Readonly<Record<string, unknown>>;
    readonly traits: ReadonlySet<string>;
    readonly values?: ReadonlySet<unknown>;
  };
}

/** Every construct that recipes make. A long run that lacks one has failed. */
export const expectedKinds: readonly string[] = [
  ..."string number boolean bigint date null any unknown never nan enum literal template_literal array tuple".split(
    " ",
  ),
  ..."object record map set union intersection optional nullable default prefault catch readonly".split(" "),
  ..."nonoptional lazy pipe custom undefined void".split(" "),
  "native enum",
  "several literals",
  "literal of bigints",
  "exactOptional",
  "xor",
  "discriminated union",
  "union fallback",
  "object: strip",
  "object: strict",
  "object: loose",
  "object: catchall",
  "object: inherited field",
  "tuple: optional",
  "tuple: rest",
  "record: loose",
  "record: partial",
  "record: listed",
  "record: numbers",
  "recursion: getter",
  "recursion: lazy",
  "stringbool",
  "codec",
  "json",
  "refine",
  "transform",
  "preprocess",
  "coerce",
  "mini",
  "message",
  "abort",
  ...[..."imsuygd"].map((flag) => `flag ${flag}`),
  ...(
    "uuid guid email url emoji nanoid cuid cuid2 ulid xid ksuid ipv4 ipv6 mac cidrv4 cidrv6 base64 base64url e164 jwt " +
    "credit_card iban datetime date time duration hex hostname even md5_hex currency_code regex starts_with ends_with includes lowercase " +
    "uppercase safeint int32 uint32 float32 float64 int64 uint64"
  )
    .split(" ")
    .map((format) => `format ${format}`),
  ...(
    "min_length max_length length_equals min_size max_size greater_than less_than multiple_of overwrite " +
    "number_format bigint_format string_format"
  )
    .split(" ")
    .map((check) => `check ${check}`),
];

/** The constructs that a schema is made of. */
export function kindsOf(schema: ZodType): ReadonlySet<string> {
  const kinds = new Set<string>();
  if (isNode(schema)) visit(schema, kinds, new Set());
  return kinds;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "_zod" in value;
}

function visit(node: Node, kinds: Set<string>, seen: Set<Node>, above: readonly Node[] = []): void {
  const { def } = node._zod;
  if (above.includes(node))
    kinds.add(above.some((one) => one._zod.def["type"] === "lazy") ? "recursion: lazy" : "recursion: getter");
  if (seen.has(node)) return;
  seen.add(node);
  if (isJson(node)) {
    kinds.add("json");
    return;
  }
  for (const kind of kindsOfNode(node)) kinds.add(kind);
  for (const check of (def["checks"] as readonly Node[] | undefined) ?? []) {
    for (const kind of kindsOfCheck(check)) kinds.add(kind);
  }
  for (const part of partsOf(node)) visit(part, kinds, seen, [...above, node]);
}

function partsOf({ _zod: { def } }: Node): Node[] {
  const getter = def["type"] === "lazy" ? [(def["getter"] as () => unknown)()] : [];
  const { element, items, rest, keyType, valueType, options, left, right, innerType, shape, catchall, out } = def;
  const input = def["in"];
  const lists = [items, options, Object.values((shape as object | undefined) ?? {})].flat();
  return [element, rest, keyType, valueType, left, right, innerType, catchall, input, out, ...lists, ...getter].filter(
    isNode,
  );
}

function* kindsOfNode(node: Node): Generator<string> {
  const { def, traits } = node._zod;
  const type = String(def["type"]);
  yield type;
  if (!(node instanceof z.ZodType)) yield "mini";
  if (traits.has("$ZodExactOptional")) yield "exactOptional";
  if (traits.has("$ZodXor")) yield "xor";
  if (def["discriminator"] !== undefined) yield "discriminated union";
  if (def["unionFallback"] === true) yield "union fallback";
  if (traits.has("$ZodCodec")) yield type === "pipe" && hasWords(def) ? "stringbool" : "codec";
  if (traits.has("$ZodPreprocess")) yield "preprocess";
  if (type === "pipe" && isNode(def["in"]) && def["in"]._zod.def["type"] === "transform") yield "preprocess";
  if (typeof def["error"] === "function") yield "message";
  if (def["coerce"] === true) yield "coerce";
  yield* kindsOfParts(type, def);
  // A format is schema and check in one.
  if (def["check"] !== undefined) yield* kindsOfCheck(node);
}

// z.json is a lazy union of the six kinds of JSON value.
function isJson(node: Node): boolean {
  const union = node._zod.def["type"] === "lazy" ? partsOf(node)[0] : undefined;
  const types = union === undefined ? [] : partsOf(union).map((part) => part._zod.def["type"]);
  return types.join() === "string,number,boolean,null,array,record";
}

function hasWords(def: Node["_zod"]["def"]): boolean {
  return isNode(def["out"]) && def["out"]._zod.def["type"] === "boolean";
}

function* kindsOfParts(type: string, def: Node["_zod"]["def"]): Generator<string> {
  if (type === "literal") {
    const values = def["values"] as readonly unknown[];
    if (values.length > 1) yield "several literals";
    if (values.some((value) => typeof value === "bigint")) yield "literal of bigints";
  }
  if (type === "enum" && Object.values(def["entries"] as object).some((value) => typeof value === "number"))
    yield "native enum";
  if (type === "object") {
    const rest = isNode(def["catchall"]) ? String(def["catchall"]._zod.def["type"]) : "none";
    yield `object: ${{ none: "strip", never: "strict", unknown: "loose" }[rest] ?? "catchall"}`;
    const names = Object.keys(def["shape"] as object);
    if (names.some((name) => name in {})) yield "object: inherited field";
  }
  if (type === "tuple") {
    if (def["rest"] !== null) yield "tuple: rest";
    if ((def["items"] as readonly { _zod: { optin?: string } }[]).some((item) => item._zod.optin !== undefined))
      yield "tuple: optional";
  }
  if (type === "record") {
    const key = def["keyType"] as Node;
    if (def["mode"] === "loose") yield "record: loose";
    else if (
      def["partial"] === true ||
      (key._zod.values === undefined && ["enum", "literal", "union"].includes(String(key._zod.def["type"])))
    )
      yield "record: partial";
    else if (key._zod.values !== undefined) yield "record: listed";
    if (key._zod.def["type"] === "number") yield "record: numbers";
  }
}

function* kindsOfCheck(check: Node): Generator<string> {
  const { def } = check._zod;
  const name = String(def["check"]);
  if (name === "custom") yield "refine";
  else yield `check ${name}`;
  if (def["format"] !== undefined) yield `format ${String(def["format"])}`;
  if (def["abort"] === true) yield "abort";
  if (def["error"] !== undefined) yield "message";
  if (def["pattern"] instanceof RegExp) for (const flag of def["pattern"].flags) yield `flag ${flag}`;
}

/** The constructs that a schema of Zod 3 is made of. */
export function kindsOf3(schema: ZodTypeAny): ReadonlySet<string> {
  const kinds = new Set(["zod3"]);
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (value instanceof ZodType3) {
      const def = value._def as Readonly<Record<string, unknown>>;
      kinds.add(String(def["typeName"]).slice(3).toLowerCase());
      if (def["unknownKeys"] === "passthrough") kinds.add("object: loose");
      const shape = typeof def["shape"] === "function" ? (def["shape"] as () => object)() : {};
      if (Object.keys(shape).some((name) => name in {})) kinds.add("object: inherited field");
      for (const part of [...Object.values(def), ...Object.values(shape)]) walk(part);
    } else if (Array.isArray(value)) for (const part of value) walk(part);
  };
  walk(schema);
  return kinds;
}
