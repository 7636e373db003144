// Chooses how each node is converted, and emits a function for every node that needs one, once.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { refName } from "../typescript/view.js";
import { arrayBody, mapOrSetBody, tupleBody } from "./collection.js";
import type { Context, Emitter } from "./context.js";
import { capital, untouched } from "./context.js";
import {
  argumentList,
  bodyText,
  lambda,
  orNull,
  worded,
  type Change,
  type Conversion,
  type Place,
} from "./conversion.js";
import { booleanTest, neverTest, numberTest, stringTest, templateTest, typeTest, valuesTest } from "./leaf.js";
import { ending, reduced, verb, wayKey } from "./mode.js";
import type { ConverterModule, EmittedFunction } from "./module.js";
import { objectBody } from "./object.js";
import { recordBody } from "./record.js";
import { caughtText, standInText, withoutDefault } from "./slots.js";
import { hasCatch, isOpen, isRewritten, type Traits } from "./traits.js";
import { discriminatedBody, intersectionBody, unionBody } from "./union.js";
import { identity } from "./common-schemas.js";
import { bigint, bytes, date, nan, open, rewrittenBody, undefinedTest, word } from "./wire-leaf.js";

/** Emits the converters of one contract. */
export class ConverterEmitter implements Emitter {
  readonly #traits: Traits;
  readonly #named: ConverterModule;
  readonly #common: ReadonlySet<string>;
  readonly #functions = new Map<string, EmittedFunction>();

  /** `named` is the file of the named types' converters, and of the schemas in `common` (by `identity`). */
  constructor(traits: Traits, named: ConverterModule, common: ReadonlySet<string>) {
    this.#traits = traits;
    this.#named = named;
    this.#common = common;
  }

  conversion(schema: JsonSchema, context: Context): Conversion {
    return (
      this.#leaf(schema, context) ??
      this.#nullable(schema, context) ??
      this.call(this.functionOf(schema, context), context)
    );
  }

  call(target: EmittedFunction, context: Context): Change {
    const name = context.module.call(target);
    const depth = target.deep && context.deep ? "depth + 1" : undefined;
    const at = (): string => context.module.shared("at");
    const convert = ({ value, key, issues = "issues" }: Place): string =>
      key === undefined
        ? `${name}(${argumentList(value, issues, depth)})`
        : `${at()}(${argumentList(issues, key, name, value, depth)})`;
    return { how: "convert", convert, changes: target.keeps ? "never" : "maybe", leaf: false, target };
  }

  option(schema: JsonSchema, context: Context): string {
    const conversion = this.conversion(schema, context);
    if (conversion.how === "test" || conversion.leaf) return lambda(conversion);
    return context.module.call(conversion.target ?? this.functionOf(schema, context));
  }

  functionOf(schema: JsonSchema, context: Context): EmittedFunction {
    if (schema.$ref !== undefined && Object.keys(schema).every((key) => key === "$ref" || !shaping.has(key))) {
      return this.#namedFunction(refName(schema.$ref), context);
    }
    const text = identity(schema);
    const module = this.#common.has(text) ? this.#named : context.module;
    return this.#functionIn(module, text, schema, context);
  }

  /** A function of its own for a value without parts, named after its position alone. */
  ownFunction(position: string, schema: JsonSchema, context: Context): EmittedFunction {
    return this.#functionIn(context.module, `position ${position}`, schema, context);
  }

  #functionIn(module: ConverterModule, key: string, schema: JsonSchema, context: Context): EmittedFunction {
    const differs = this.#traits.differences(schema);
    const way = reduced(context.way, differs);
    const name = `${verb(way, differs)}${capital(context.name)}${ending(way, differs)}`;
    return this.#emit(`${module.name} ${key} ${wayKey(way)}`, module, name, schema, { ...context, way });
  }

  #namedFunction(name: string, context: Context): EmittedFunction {
    const schema = this.#traits.definition(name);
    const differs = this.#traits.differences(schema);
    const way = reduced(context.way, differs);
    const wanted = `${verb(way, differs)}${capital(name)}${ending(way, differs)}`;
    const inner = { ...context, module: this.#named, name: capital(name), way };
    return this.#emit(`#${name} ${wayKey(way)}`, this.#named, wanted, schema, inner, this.#traits.isRecursive(name));
  }

  #emit(
    key: string,
    module: ConverterModule,
    name: string,
    schema: JsonSchema,
    context: Context,
    capped = false,
  ): EmittedFunction {
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    const deep = this.#traits.isDeep(schema) || capped;
    const emitted = module.add(name, deep);
    this.#functions.set(key, emitted);
    const guard = capped ? depthGuard(module) : "";
    const body = this.body(schema, { ...context, module, deep });
    emitted.body = guard + body;
    emitted.keeps = !capped && returnsValue(body);
    return emitted;
  }

  body(schema: JsonSchema, context: Context): string {
    const { way } = context;
    if (schema["x-actorgen-undefined"] === "allowed" && !hasCatch(schema)) {
      const { "x-actorgen-undefined": _allowed, ...rest } = schema;
      return `if (value === undefined) return undefined;\n${this.body(rest, context)}`;
    }
    if (schema["x-actorgen-default"] !== undefined) {
      const bare = withoutDefault(schema, schema);
      if (schema.default === undefined || way.side === "output") return this.body(bare, context);
      return `if (value === undefined) return ${way.side === "input" ? "undefined" : standInText(schema, bare, undefined, context)};\n${this.body(bare, context)}`;
    }
    if (hasCatch(schema)) return this.#catchBody(schema, context);
    const simple = this.#leaf(schema, context) ?? this.#nullable(schema, context);
    if (simple !== undefined) return bodyText(simple);
    if (schema.$ref !== undefined) return bodyText(this.call(this.functionOf(schema, context), context));
    return this.#partsBody(schema, context);
  }

  #partsBody(schema: JsonSchema, context: Context): string {
    const discriminator = schema["x-actorgen-discriminator"];
    if (discriminator !== undefined) return discriminatedBody(schema, discriminator, context);
    if (schema.anyOf !== undefined || schema.oneOf !== undefined) return unionBody(schema, context);
    if (schema.allOf !== undefined && schema.type === undefined)
      return intersectionBody(schema.allOf, schema["x-actorgen-dialect"] === "zod3", context);
    const kind = schema["x-actorgen-kind"];
    if (kind === "map" || kind === "set") return mapOrSetBody(schema, context);
    if (schema.type === "array") {
      const isTuple = schema.prefixItems !== undefined || schema["x-actorgen-tuple"] === true;
      return isTuple ? tupleBody(schema, context) : arrayBody(schema, context);
    }
    if (schema.type === "object") {
      const isRecord = schema.propertyNames !== undefined || schema["x-actorgen-loose"] !== undefined;
      return isRecord ? recordBody(schema, context) : objectBody(schema, context);
    }
    return rewrittenBody(schema, context);
  }

  #catchBody(schema: JsonSchema, context: Context): string {
    const { way, module } = context;
    const {
      "x-actorgen-catch": caught,
      "x-actorgen-server-only": kinds,
      "x-actorgen-undefined": allowed,
      ...rest
    } = schema;
    const left = kinds?.filter((kind) => kind !== "catch") ?? [];
    const inner: JsonSchema = left.length > 0 ? { ...rest, "x-actorgen-server-only": left } : rest;
    if (way.side === "output") return this.body(inner, context);
    const absent = allowed === "allowed" ? "if (value === undefined) return undefined;\n" : "";
    const convert = this.option(inner, untouched({ ...context, name: `${context.name}Uncaught` }));
    const instead = caught === undefined ? "value" : caughtText(schema, inner, context);
    const depth = context.deep ? "depth + 1" : undefined;
    const arrow = instead.startsWith("{") ? `(${instead})` : instead;
    return `${absent}return ${module.shared("attempt")}(${argumentList(convert, "value", `() => ${arrow}`, depth)});\n`;
  }

  #nullable(schema: JsonSchema, context: Context): Conversion | undefined {
    if (schema["x-actorgen-nullable"] !== true || isFilled(schema)) return undefined;
    const inner = schema.anyOf?.[0];
    return inner && orNull(this.conversion(inner, context));
  }

  /** What needs no function: a test, or a call of a shared function. */
  #leaf(schema: JsonSchema, context: Context): Conversion | undefined {
    if (schema.$ref !== undefined || isFilled(schema)) return undefined;
    const leaf = this.#bareLeaf(schema, context);
    const message = schema["x-actorgen-message"];
    if (leaf === undefined || message === undefined) return leaf;
    return worded(leaf, literal(message), context.module.shared("worded"));
  }

  #bareLeaf(schema: JsonSchema, context: Context): Conversion | undefined {
    switch (schema["x-actorgen-kind"]) {
      case "date":
        return date(schema, context);
      case "bigint":
        return bigint(schema, context);
      case "bytes":
        return bytes(context);
      case "nan":
        return nan(context);
      case "undefined":
        return undefinedTest(schema, context);
      case "stringbool":
        return word(schema, context);
    }
    if (schema["x-actorgen-template"] !== undefined) return templateTest(schema, context);
    if (schema.const !== undefined && schema.type !== "null") return valuesTest([schema.const], context);
    if (schema.enum !== undefined) return valuesTest(schema.enum, context);
    if (isOpen(schema)) return open(schema, context);
    if (schema.not !== undefined) return neverTest(context);
    switch (schema.type) {
      case "null":
        return typeTest((value) => `${value} !== null`, "null", context);
      case "boolean":
        return booleanTest(context);
      case "number":
      case "integer":
        return numberTest(schema, context);
      case "string":
        return isRewritten(schema) ? undefined : stringTest(schema, context);
      default:
        return undefined;
    }
  }
}

// Once the issues are full there is no need to go on, which bounds what a cyclic value costs.
function depthGuard(module: ConverterModule): string {
  const tooMuch = `depth > ${module.shared("maxDepth")} || issues.length >= ${module.shared("maxIssues")}`;
  return `if (${tooMuch}) return ${module.shared("tooDeep")}(issues);\n`;
}

// Keywords that change what a node accepts or gives; the others are for readers.
const shaping = new Set([
  "default",
  "x-actorgen-default",
  "x-actorgen-catch",
  "x-actorgen-undefined",
  "x-actorgen-checks",
]);

function isFilled(schema: JsonSchema): boolean {
  return schema["x-actorgen-default"] !== undefined || hasCatch(schema) || schema["x-actorgen-undefined"] === "allowed";
}

function returnsValue(body: string): boolean {
  return [...body.matchAll(/return ([^;]*)/g)].every(([, result = ""]) =>
    /^(value$|wrongType\(|array\(|oversized\()/.test(result),
  );
}
