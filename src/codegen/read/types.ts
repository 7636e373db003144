// The named types of a run: lowers schemas, once per mode for each named one, and gives recursion a name.
import type { JsonSchema } from "../../schema/json-schema.js";
import { pascalCase } from "../names.js";
import { docsOf, lowerSchema, originalsOf } from "./dialect.js";
import { Findings } from "./findings.js";
import { hasPattern, type FoundPattern } from "./patterns.js";
import { required, type Docs, type Lowered, type Lowering, type Mode } from "./lowering.js";

/** Levels of nesting after which a schema counts as endless. */
const maxNesting = 200;

/** A union as it was found, to be checked when every type is known. */
export interface FoundUnion {
  readonly node: JsonSchema;
  readonly mode: Mode;
  readonly path: readonly string[];
}

/** What the source says about a path, by its comments. */
export type DescribePath = (path: readonly string[]) => Docs;

interface Frame {
  readonly schema: object;
  readonly path: readonly string[];
  /** Set when the schema was met inside itself. */
  name?: string;
}

/** Lowers schemas to nodes in which every named type is a `$ref` to `#/$defs/<name>`. */
export class Types {
  readonly unions: FoundUnion[] = [];
  readonly patterns: FoundPattern[] = [];
  readonly #names: Map<object, string>;
  readonly #taken: Set<string>;
  readonly #findings: Findings;
  readonly #describePath: DescribePath;
  readonly #lowered: Readonly<Record<Mode, Map<string, Lowered | "running">>> = { input: new Map(), output: new Map() };
  readonly #schemas = new Map<string, object>();
  readonly #paths = new Map<string, readonly string[]>();
  #trial: Types | undefined;
  #trialFindings: Findings | undefined;

  /** `names` holds the exported schemas; their paths begin with their names. No derived name is one of `reserved`. */
  constructor(
    names: ReadonlyMap<object, string>,
    reserved: Iterable<string>,
    findings: Findings,
    describePath: DescribePath,
  ) {
    this.#names = new Map(names);
    this.#taken = new Set([...names.values(), ...reserved]);
    this.#findings = findings;
    this.#describePath = describePath;
    for (const [schema, name] of names) this.#schemas.set(name, schema);
  }

  /** Lowers a schema at a position of a definition. */
  lower(schema: unknown, mode: Mode, path: readonly string[]): Lowered {
    return this.#lower(schema, mode, path, []);
  }

  /** The definition of a named type in a mode, lowered now if it was not before. */
  definition(name: string, mode: Mode): JsonSchema | undefined {
    const lowered = this.#named(name, mode);
    return lowered === "running" ? undefined : lowered?.node;
  }

  /** Is there a type of this name? */
  has(name: string): boolean {
    return this.#schemas.has(name);
  }

  /** Has some position asked for this type in this mode? */
  isLowered(name: string, mode: Mode): boolean {
    return this.#lowered[mode].has(name);
  }

  /**
   * The definition of a named type in a mode that perhaps no position asks for: nothing is reported, and a type that
   * cannot be had in that mode is undefined.
   */
  tried(name: string, mode: Mode): JsonSchema | undefined {
    if (this.isLowered(name, mode)) return this.definition(name, mode);
    const findings = (this.#trialFindings ??= new Findings(() => undefined));
    this.#trial ??= new Types(this.#names, this.#taken, findings, this.#describePath);
    const before = findings.count;
    const node = this.#trial.definition(name, mode);
    return findings.count === before ? node : undefined;
  }

  #lower(schema: unknown, mode: Mode, path: readonly string[], stack: readonly Frame[]): Lowered {
    if (typeof schema !== "object" || schema === null) return this.#read(schema, mode, path, stack);
    const originals = originalsOf(schema);
    const original = originals.at(-1) ?? schema;
    const name = originals.map((one) => this.#names.get(one)).find((one) => one !== undefined);
    if (name !== undefined) return this.#reference(name, mode, schema, path);
    const running = stack.find((frame) => frame.schema === original);
    if (running) {
      running.name ??= this.#derive(running, mode);
      return this.#documented(required({ $ref: `#/$defs/${running.name}` }), schema, path);
    }
    if (stack.length > maxNesting) {
      this.#findings.add("AG027", "This schema makes a new schema at every level.", path.slice(0, 6));
      return required({});
    }
    const frame: Frame = { schema: original, path };
    const lowered = this.#read(schema, mode, path, [...stack, frame]);
    const documented = this.#documented(lowered, schema, path);
    if (frame.name === undefined) return documented;
    this.#lowered[mode].set(frame.name, lowered);
    return { ...documented, node: { $ref: `#/$defs/${frame.name}` } };
  }

  #read(schema: unknown, mode: Mode, path: readonly string[], stack: readonly Frame[]): Lowered {
    try {
      const lowered = lowerSchema(schema, this.#lowering(mode, path, stack));
      if (hasPattern(lowered.node)) this.patterns.push({ node: lowered.node, path });
      return lowered;
    } catch (error) {
      this.#findings.add("AG028", error instanceof Error ? error.message : String(error), path);
      return required({});
    }
  }

  #lowering(mode: Mode, path: readonly string[], stack: readonly Frame[]): Lowering {
    return {
      mode,
      lower: (schema, ...segments) => this.#lower(schema, mode, [...path, ...segments], stack),
      report: (code, message, ...segments) => this.#findings.add(code, message, [...path, ...segments]),
      resolve: (ref) => this.definition(nameOf(ref), mode),
      union: (node) => this.unions.push({ node, mode, path }),
    };
  }

  // A reference carries what stands in for a missing value, so that a reader need not look it up.
  #reference(name: string, mode: Mode, schema: object, path: readonly string[]): Lowered {
    const target = this.#named(name, mode);
    const node: JsonSchema = { $ref: `#/$defs/${name}` };
    if (target === "running" || target === undefined) return this.#documented(required(node), schema, path);
    const { default: value, "x-actorgen-default": kind, "x-actorgen-catch": caught } = target.node;
    const carried = {
      ...node,
      ...(value !== undefined && { default: value }),
      ...(kind && { "x-actorgen-default": kind }),
      ...(caught !== undefined && { "x-actorgen-catch": caught }),
    };
    return this.#documented({ ...target, node: carried }, schema, path, name);
  }

  #named(name: string, mode: Mode): Lowered | "running" | undefined {
    const known = this.#lowered[mode].get(name);
    const schema = this.#schemas.get(name);
    if (known !== undefined || schema === undefined) return known;
    this.#lowered[mode].set(name, "running");
    const path = this.#paths.get(name) ?? [name];
    const lowered = this.#documented(this.#read(schema, mode, path, []), schema, path);
    this.#lowered[mode].set(name, lowered);
    return lowered;
  }

  // Documentation of the schema wins over the comment in the source; a reference says only what its type does not.
  #documented(lowered: Lowered, schema: object, path: readonly string[], type?: string): Lowered {
    const said = docsOf(schema);
    const target = type === undefined ? undefined : this.#schemas.get(type);
    const known = target === undefined || target === schema ? {} : docsOf(target);
    const docs: Docs = target === schema ? this.#describePath(path) : { ...this.#describePath(path), ...said };
    const fresh = Object.entries(docs).filter(([key, value]) => !(key in known) || Reflect.get(known, key) !== value);
    if (fresh.length === 0) return lowered;
    const { secret, ...rest } = Object.fromEntries(fresh);
    return { ...lowered, node: { ...lowered.node, ...rest, ...(secret === true && { "x-actorgen-secret": true }) } };
  }

  // A recursive schema without an export name is named after the place where it was found.
  #derive(frame: Frame, mode: Mode): string {
    const known = this.#names.get(frame.schema);
    if (known !== undefined) return known;
    const words = frame.path.filter((part) => !/^[[<|]/.test(part) && !["actions", "events", "args"].includes(part));
    const base = words.map((word) => pascalCase(word.replaceAll(/[^\p{ID_Continue}$]/gu, "_"))).join("");
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}${count}`;
    this.#taken.add(name);
    this.#names.set(frame.schema, name);
    this.#schemas.set(name, frame.schema);
    this.#paths.set(name, frame.path);
    this.#lowered[mode].set(name, "running");
    return name;
  }
}

/** The name in `#/$defs/<name>`. */
export function nameOf(ref: string): string {
  return ref.slice("#/$defs/".length);
}
