// Names of locals in emitted functions, made from the names of fields and arguments.
import type { ConverterModule } from "./module.js";

/** Words that cannot name a local, and names that emitted code means in another way. */
const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof undefined var void while with yield async of get set " +
    "value issues found mine depth known copy start index item key list fields next Issue Array BigInt Date Infinity Map NaN Number " +
    "Object Reflect RegExp Set String Symbol Uint8Array URL globalThis"
  ).split(" "),
);

// What functions and constants of a file may be called.
const namesEmitted = /^(?:check|read|write|try)[A-Z]|^[a-z].*(?:Pattern|Test|Values|Checks|Words)\d*$/;

/** Gives out names within one function, each once. */
export class Locals {
  readonly #taken = new Set<string>();
  readonly #module: ConverterModule;

  constructor(module: ConverterModule) {
    this.#module = module;
  }

  /** A local for this name, such as `xY` for `x-y`. */
  name(wanted: string): string {
    const camel = wanted.replaceAll(/[^\w$]+(.)?/g, (_match, next: string | undefined) => (next ?? "").toUpperCase());
    const start = /^[A-Za-z_$]/.test(camel) && !namesEmitted.test(camel) ? camel : `_${camel}`;
    let local = start;
    for (let count = 2; reserved.has(local) || this.#taken.has(local) || this.#module.isTaken(local); count++)
      local = `${start}_${count}`;
    this.#taken.add(local);
    return local;
  }
}
