// One emitted file of converters: its functions in the order they were asked for, its constants and its imports.
import { Imports } from "../typescript/imports.js";
import { literal, header } from "../typescript/text.js";
import { mentions } from "./mentions.js";

/** A converter function. The body is set after its name is known, so that it may call itself. */
export interface EmittedFunction {
  readonly name: string;
  readonly module: ConverterModule;
  /** Takes a third parameter, the depth of recursion. */
  readonly deep: boolean;
  body: string;
  exported: boolean;
  /** Whatever it accepts comes out as it went in. */
  keeps: boolean;
}

/** Collects the text of one emitted file. */
export class ConverterModule {
  /** File name without ending, such as `chat-room.validators`. */
  readonly name: string;
  readonly #functions: EmittedFunction[] = [];
  readonly #constants = new Map<string, string>();
  readonly #shared = new Set<string>();
  readonly #foreign = new Map<string, Set<string>>();
  readonly #taken: Set<string>;
  readonly #others: Iterable<ConverterModule>;

  /** No name of `others` is given out again: their functions and those of this file are imported side by side. */
  constructor(name: string, reserved: Iterable<string>, others: Iterable<ConverterModule>) {
    this.name = name;
    this.#taken = new Set(reserved);
    this.#others = others;
  }

  /** Was nothing asked of it? */
  get isEmpty(): boolean {
    return this.#functions.length === 0;
  }

  /** Starts a function under this name, or one made unique by a number. */
  add(wanted: string, deep: boolean): EmittedFunction {
    const added = {
      name: this.#free(wanted),
      module: this as ConverterModule,
      deep,
      body: "",
      exported: false,
      keeps: false,
    };
    this.#functions.push(added);
    return added;
  }

  /** A name of `actorgen/validation`, imported. */
  shared(name: string): string {
    this.#shared.add(name);
    return name;
  }

  /** The name of a function, imported where it lives in another file. */
  call(target: EmittedFunction): string {
    if (target.module !== this) {
      target.exported = true;
      const names = this.#foreign.get(target.module.name) ?? new Set<string>();
      this.#foreign.set(target.module.name, names.add(target.name));
    }
    return target.name;
  }

  /** A constant with this value; the same text is declared once. */
  constant(wanted: string, value: string, type = ""): string {
    const text = `${type && `: ${type}`} = ${value}`;
    const known = this.#constants.get(text);
    if (known !== undefined) return known;
    const name = this.#free(wanted);
    this.#constants.set(text, name);
    return name;
  }

  /** The text of the file. */
  text(sources: Iterable<string>, importExtension: string): string {
    const constants = [...this.#constants].map(([text, name]) => `const ${name}${text};\n`);
    const text = ["\n", ...constants, ...this.#functions.map(functionText)].join("");
    const imports = new Imports();
    imports.type("actorgen/validation", "Issue");
    // A name may have been asked for by text that was left out in the end.
    for (const name of this.#shared) if (mentions(text, name)) imports.value("actorgen/validation", name);
    for (const [module, names] of this.#foreign) {
      for (const name of names) if (mentions(text, name)) imports.value(`./${module}${importExtension}`, name);
    }
    return header(sources) + imports.text() + text;
  }

  /** Is this name in use in the file? */
  isTaken(name: string): boolean {
    return this.#taken.has(name);
  }

  #free(wanted: string): string {
    const isUsed = (name: string): boolean => [this, ...this.#others].some((module) => module.isTaken(name));
    let name = wanted;
    for (let count = 2; isUsed(name); count++) name = `${wanted}${count}`;
    this.#taken.add(name);
    return name;
  }
}

function functionText({ name, deep, body, exported }: EmittedFunction): string {
  const depth = deep ? ", depth = 0" : "";
  const value = mentions(body, "value") ? "value" : "_value";
  const issues = mentions(body, "issues") ? "issues" : "_issues";
  return `\n${exported ? "export " : ""}function ${name}(${value}: unknown, ${issues}: Issue[]${depth}): unknown {\n${body}}\n`;
}

/** A list of string literals. */
export function literals(values: readonly (string | number | boolean | null)[]): string {
  return `[${values.map(literal).join(", ")}]`;
}
