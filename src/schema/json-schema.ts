// The JSON Schema nodes a contract may hold: draft 2020-12 plus the x-actorgen-* vocabulary.

/** Any value that JSON can carry. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * How a value that JSON has no type for is written on the wire. The node beside it describes the
 * wire form, so a plain JSON Schema tool still understands the document.
 *
 * - `date`: ISO 8601 string in UTC, as `Date.prototype.toISOString` writes it
 * - `bigint`: decimal string
 * - `map`: array of `[key, value]` pairs (`items.prefixItems` holds the two schemas)
 * - `set`: array of unique items (`items` holds the schema)
 * - `bytes`: base64 string of a `Uint8Array`
 * - `nan`: the number NaN, written as the string `"NaN"`
 * - `undefined`: absent (`z.undefined()`, `z.void()`); the node is `{ "not": {} }`
 * - `stringbool`: a string that handlers see as a boolean
 */
export type WireKind = "date" | "bigint" | "map" | "set" | "bytes" | "nan" | "undefined" | "stringbool";

/** What an object does with keys its schema does not name. */
export type UnknownKeys = "strip" | "strict" | "loose";

/** User code that only the server can run, so that a client checks the structure alone. */
export type ServerOnly = "refine" | "transform" | "preprocess" | "custom" | "codec" | "coerce" | "default" | "catch";

/**
 * One check of Zod, for what JSON Schema keywords cannot say: the order in which checks run (and so the order of
 * issues), several patterns on one string, an early stop, a user's own message.
 *
 * - `min_length`, `max_length`, `length_equals`: of a string (code points) or an array; `value` is the bound
 * - `min_size`, `max_size`, `size_equals`: of a map or set
 * - `gte`, `gt`, `lte`, `lt`, `multiple_of`: of a number, or of a bigint or date (then `value` is its wire form)
 * - `format`: Zod's own format (`uuid`, `url`, `safeint`, `int64`, `lowercase` ...) with the pattern Zod tests, if it tests one
 * - `regex`: `pattern` and `flags`; `starts_with`, `ends_with`, `includes`: `value`, and for the last `position`
 * - `overwrite`: not a test but a change of the value, which later checks and the reader see; `value` is `trim`,
 *   `toLowerCase`, `toUpperCase`, `slugify`, or `normalize:NFC` (`NFD`, `NFKC`, `NFKD`)
 */
export interface Check {
  readonly check:
    | "min_length"
    | "max_length"
    | "length_equals"
    | "min_size"
    | "max_size"
    | "size_equals"
    | "gte"
    | "gt"
    | "lte"
    | "lt"
    | "multiple_of"
    | "format"
    | "regex"
    | "starts_with"
    | "ends_with"
    | "includes"
    | "overwrite";
  readonly value?: number | string;
  readonly position?: number;
  /** Zod's name of the format. */
  readonly format?: string;
  readonly pattern?: string;
  readonly flags?: string;
  /** Of `url`: patterns (with flags) of host and protocol, and whether the value becomes `URL.href`. */
  readonly hostname?: { readonly pattern: string; readonly flags: string };
  readonly protocol?: { readonly pattern: string; readonly flags: string };
  readonly normalize?: true;
  /** Of `jwt`: the algorithm its header must name. */
  readonly algorithm?: string;
  /** Checks after this one are not run when it fails. */
  readonly abort?: true;
  /** The user's own constant message. */
  readonly message?: string;
}

/** One node of a schema in the contract. Key order is fixed by the reader, so that text is stable. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";
  readonly format?: string;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly const?: string | number | boolean | null;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly items?: false | JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly not?: Readonly<Record<string, never>>;
  /** The wire form of the default. Absent when a factory makes it (see `x-actorgen-default`). */
  readonly default?: JsonValue;
  readonly readOnly?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly JsonValue[];

  readonly "x-actorgen-kind"?: WireKind;
  /** On objects. Absent means "strip". */
  readonly "x-actorgen-keys"?: UnknownKeys;
  /** Flags of `pattern`. */
  readonly "x-actorgen-flags"?: string;
  /** Zod's own name of a string or number format (`uuid`, `email`, `int32` ...); says more than `format`. */
  readonly "x-actorgen-format"?: string;
  /** Inclusive bounds of a `date` (ISO string) or a `bigint` (decimal string). `exclusive` where Zod's is. */
  readonly "x-actorgen-min"?: string;
  readonly "x-actorgen-max"?: string;
  readonly "x-actorgen-exclusive-min"?: string;
  readonly "x-actorgen-exclusive-max"?: string;
  /**
   * Zod's checks in the order they run. Present where a node has more than one check, or one that the keywords above
   * do not say in full; a lone check that they do say needs no entry. Then this list is complete.
   */
  readonly "x-actorgen-checks"?: readonly Check[];
  /** This `anyOf` of a schema and `null` is `z.nullable`, not a union: a refused value has the issues of the schema alone. */
  readonly "x-actorgen-nullable"?: true;
  /** `z.nonoptional`: an absent value is refused with `expected: "nonoptional"` where the schema itself would allow it. */
  readonly "x-actorgen-nonoptional"?: true;
  /** `z.discriminatedUnion` with `unionFallback`: no matching branch means trying all of them. */
  readonly "x-actorgen-union-fallback"?: true;
  /** `z.void()`, which says `void` in issues where `z.undefined()` says `undefined`. */
  readonly "x-actorgen-void"?: true;
  /** `multipleOf` of a bigint, as a decimal string. */
  readonly "x-actorgen-multiple-of"?: string;
  /**
   * How an absent value is filled in before the rest is checked. `value` and `prefault` have their
   * wire form in `default`; `factory` is made by user code on the server, so nothing is known here.
   */
  readonly "x-actorgen-default"?: "value" | "factory" | "prefault";
  /** `.catch(value)`: what stands in for a value that fails; its wire form. */
  readonly "x-actorgen-catch"?: JsonValue;
  /** The property may be absent but never `undefined` (`z.exactOptional`). */
  readonly "x-actorgen-exact-optional"?: true;
  /** `anyOf`/`oneOf` is a discriminated union on this property, or an exclusive union. */
  readonly "x-actorgen-discriminator"?: string;
  readonly "x-actorgen-xor"?: true;
  /** On records: must every key of an enum be there (`exhaustive`), or may some be missing; `loose` passes other keys through. */
  readonly "x-actorgen-record"?: "exhaustive" | "partial" | "loose";
  /**
   * On loose records: `propertyNames` and `additionalProperties`, which hold for the keys that fit alone. JSON Schema cannot
   * say that of others nothing is asked.
   */
  readonly "x-actorgen-loose"?: Pick<JsonSchema, "propertyNames" | "additionalProperties">;
  /** A tuple without items of its own (`z.tuple([])`), because JSON Schema has no empty `prefixItems`. */
  readonly "x-actorgen-tuple"?: true;
  /** Parts of a template literal: literal text, or the schema of a placeholder. `pattern` says the same. */
  readonly "x-actorgen-template"?: readonly (string | JsonSchema)[];
  /** Truthy and falsy words of a `stringbool`; `case` is "sensitive" or "insensitive". */
  readonly "x-actorgen-stringbool"?: {
    readonly truthy: readonly string[];
    readonly falsy: readonly string[];
    readonly case: "sensitive" | "insensitive";
  };
  /** User code hangs on this node: the client checks the structure, the server runs Zod as well. */
  readonly "x-actorgen-server-only"?: readonly ServerOnly[];
  /** The handler's type differs from the wire type in a way JSON Schema cannot say (transform, codec). */
  readonly "x-actorgen-opaque"?: true;
  /** `.meta({ secret: true })`: never logged, traced or shown. */
  readonly "x-actorgen-secret"?: true;
  /**
   * `undefined` is a value here. `allowed`: this whole position (a result, a payload, params) may be undefined, or this
   * property with a `catch` stays absent when absent. `present`: the property's key must be there in memory, though its
   * value may be undefined, as in `z.object({ a: z.union([z.string(), z.undefined()]) })`. On the wire it is absent.
   * Plain optional properties carry nothing: they are just not in `required`.
   */
  readonly "x-actorgen-undefined"?: "allowed" | "present";
  /** In `propertyNames` of a record with number keys: what the key must be once read as a number. */
  readonly "x-actorgen-numeric-key"?: JsonSchema;
  /**
   * Beside `x-actorgen-discriminator`: for each branch the values of the discriminator that choose it, in the order of
   * the branches. A branch that also stands for an absent discriminator has its index in `x-actorgen-absent-branch`.
   */
  readonly "x-actorgen-branches"?: readonly (readonly (string | number | boolean | null)[])[];
  readonly "x-actorgen-absent-branch"?: number;
  /**
   * Zod 3's rule where it is not Zod 4's. On a string: lengths count UTF-16 units, and `url` and `jwt` are Zod 3's. On a
   * number: `multiple_of` compares decimal digits. On an object, record or discriminated union: no Map, Set or Date is one. On
   * `allOf`: each side refuses unknown keys by itself. On a tuple with a rest: its items are counted.
   */
  readonly "x-actorgen-dialect"?: "zod3";
  /** The user's own constant message for a value of the wrong type. */
  readonly "x-actorgen-message"?: string;
}
