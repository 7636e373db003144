// Where things stand in a schema file: offsets and doc comments by path, by syntax alone.
import { createRequire } from "node:module";
import type { Expression, ObjectExpression, Program, Argument, Statement } from "oxc-parser";
import { docsOfComment } from "../doc-comments.js";
import type { Docs } from "./lowering.js";

/** What the source says at one path. */
interface Entry {
  readonly offset: number;
  readonly docs: Docs;
}

/** Answers about one source file. */
export interface SourceIndex {
  /** Doc comment right in front of what stands at `path`. */
  docs(path: readonly string[]): Docs;
  /** Line and column, from 1, of `path` or of the nearest part around it. */
  position(path: readonly string[]): { readonly line: number; readonly column: number } | undefined;
}

const require = createRequire(import.meta.url);
/** Identifiers followed from one declaration to the next. */
const maxHops = 32;

/**
 * Parses a schema file. Paths begin with an export's name and go on with the keys of the object literals in its value,
 * such as `["chatRoom", "actions", "sendMessage", "args", "text"]`. A file that does not parse has no entries.
 */
export function indexSource(source: string, text: string): SourceIndex {
  // Loaded here, because it takes some 15 ms that a run without sources need not spend.
  const { parseSync } = require("oxc-parser") as typeof import("oxc-parser");
  const { program, comments } = parseSync(source, text);
  const commentEnds = new Map(
    comments
      .filter(({ type, value }) => type === "Block" && value.startsWith("*"))
      .map(({ end, value }) => [end, value] as const),
  );
  const entries = new Walk(text, commentEnds, program).entries();
  return {
    docs: (path) => entries.get(keyOf(path))?.docs ?? {},
    position: (path) => {
      for (let length = path.length; length > 0; length--) {
        const entry = entries.get(keyOf(path.slice(0, length)));
        if (entry) return lineAndColumn(text, entry.offset);
      }
      return undefined;
    },
  };
}

// Parts such as `[]` and `<value>` have no key in the source.
function keyOf(path: readonly string[]): string {
  return path.filter((part) => !/^[[<|]/.test(part)).join("\n");
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

class Walk {
  readonly #text: string;
  readonly #commentEnds: ReadonlyMap<number, string>;
  readonly #entries = new Map<string, Entry>();
  readonly #declared = new Map<string, Expression>();
  readonly #exported = new Set<string>();
  readonly #program: Program;

  constructor(text: string, commentEnds: ReadonlyMap<number, string>, program: Program) {
    this.#text = text;
    this.#commentEnds = commentEnds;
    this.#program = program;
  }

  entries(): ReadonlyMap<string, Entry> {
    const exported: { readonly name: string; readonly start: number; readonly statement: number }[] = [];
    for (const statement of this.#program.body) {
      if (statement.type === "ExportDefaultDeclaration") this.#record(["default"], statement.start, statement.start);
      const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (declaration?.type !== "VariableDeclaration") continue;
      for (const { id, init } of declaration.declarations) {
        if (id.type !== "Identifier" || init === null) continue;
        this.#declared.set(id.name, init);
        if (statement.type !== "ExportNamedDeclaration") continue;
        this.#exported.add(id.name);
        exported.push({ name: id.name, start: id.start, statement: statement.start });
      }
    }
    for (const { name, start, statement } of exported) {
      this.#record([name], start, statement);
      const init = this.#declared.get(name);
      if (init) this.#enter(init, [name], 0);
    }
    this.#renamed();
    return this.#entries;
  }

  // `export { inner as Outer }`, `export { inner as "any name" }`
  #renamed(): void {
    for (const statement of this.#program.body) {
      if (statement.type !== "ExportNamedDeclaration") continue;
      for (const { local, exported } of statement.specifiers) {
        const name = exported.type === "Identifier" ? exported.name : exported.value;
        if (local.type !== "Identifier" || local.name === name) continue;
        const init = this.#declared.get(local.name);
        this.#record([name], exported.start, exported.start);
        if (init) this.#enter(init, [name], 0);
      }
    }
  }

  #record(path: readonly string[], offset: number, commentBefore: number): void {
    const key = keyOf(path);
    if (this.#entries.has(key)) return;
    let end = commentBefore;
    while (end > 0 && /\s/.test(this.#text.charAt(end - 1))) end--;
    const comment = this.#commentEnds.get(end);
    this.#entries.set(key, { offset, docs: comment === undefined ? {} : docsOfComment(comment) });
  }

  #enter(value: Expression | Argument, path: readonly string[], hops: number): void {
    switch (value.type) {
      case "CallExpression":
        if (value.callee.type === "MemberExpression") this.#enterCallee(value.callee.object, path, hops);
        for (const argument of value.arguments) this.#enter(argument, path, hops);
        return;
      case "ObjectExpression":
        this.#enterObject(value, path, hops);
        return;
      case "ArrayExpression":
        for (const element of value.elements) if (element) this.#enter(element, path, hops);
        return;
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        if (value.body?.type === "BlockStatement") {
          for (const statement of value.body.body) this.#enterStatement(statement, path, hops);
        } else if (value.body) this.#enter(value.body, path, hops);
        return;
      case "Identifier":
        // An exported schema is a type of its own, with paths of its own.
        if (!this.#exported.has(value.name)) this.#follow(value.name, path, hops);
        return;
      case "SpreadElement":
        this.#enter(value.argument, path, hops);
        return;
      case "ParenthesizedExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
        this.#enter(value.expression, path, hops);
        return;
    }
  }

  // `Base.extend({ ... })` has the fields of `Base` too, whether or not that is exported.
  #enterCallee(value: Expression, path: readonly string[], hops: number): void {
    if (value.type === "Identifier") this.#follow(value.name, path, hops);
    else this.#enter(value, path, hops);
  }

  #follow(name: string, path: readonly string[], hops: number): void {
    const init = this.#declared.get(name);
    if (init && hops < maxHops && path[0] !== name) this.#enter(init, path, hops + 1);
  }

  #enterStatement(statement: Statement, path: readonly string[], hops: number): void {
    if (statement.type === "ReturnStatement" && statement.argument) this.#enter(statement.argument, path, hops);
    if (statement.type === "ExpressionStatement") this.#enter(statement.expression, path, hops);
  }

  #enterObject(object: ObjectExpression, path: readonly string[], hops: number): void {
    for (const property of object.properties) {
      if (property.type === "SpreadElement") {
        this.#enter(property.argument, path, hops);
        continue;
      }
      const { key } = property;
      const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
      if (name === undefined || property.computed) continue;
      const inner = [...path, name];
      this.#record(inner, key.start, property.start);
      // A recursive schema would be followed for ever.
      if (path.length < maxHops) this.#enter(property.value, inner, hops);
    }
  }
}
