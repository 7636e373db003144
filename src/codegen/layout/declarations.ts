// Lays out what stands at the top of an emitted file: imports, exports, types, constants and functions.
import {
  assignment,
  flat,
  group,
  indent,
  indentIfBreak,
  join,
  line,
  lineSuffixBoundary,
  list,
  type Doc,
} from "./docs.js";
import { property } from "./expressions.js";
import { blockDoc, declaration, statements, target, type Part } from "./statements.js";
import { commentLines } from "./comments.js";
import { stringText } from "./literals.js";
import { unknown, type Tokens } from "./tokens.js";
import { memberType, parameters, typeDoc, unionType } from "./types.js";

/** One declaration, without the comments before it. */
export function topLevel(tokens: Tokens): Part[] {
  const isExported = tokens.is("export");
  const head = isExported ? "export " : "";
  if (isExported) {
    tokens.next();
    if (
      tokens.is("*") ||
      tokens.is("{") ||
      (tokens.is("type") && /^type\s*[*{]/.test(tokens.source.slice(tokens.start, tokens.start + 20)))
    )
      return [specifiers(tokens, "export")];
  }
  switch (tokens.kind === "word" ? tokens.text : "") {
    case "import":
      tokens.next();
      return [specifiers(tokens, "import")];
    case "interface":
      return interfaceDeclaration(tokens, head);
    case "type":
      return [typeAlias(tokens, head)];
    case "function":
      return functionDeclaration(tokens, head);
    case "const":
      return constant(tokens, head);
    default:
      return unknown(tokens.text);
  }
}

// `import type { a, type B as C } from "x";`, `export * from "x";`
function specifiers(tokens: Tokens, keyword: string): Doc {
  const parts: Doc[] = [keyword, tokens.take("type") ? " type " : " "];
  if (tokens.take("*")) parts.push("*");
  else if (tokens.take("{")) {
    const items: string[] = [];
    while (!tokens.take("}")) {
      let item = tokens.kind === "word" ? tokens.next() : unknown("a specifier");
      while (tokens.kind === "word") item += ` ${tokens.next()}`;
      items.push(item);
      if (!tokens.take(",") && !tokens.is("}")) unknown("a specifier");
    }
    if (items.length === 0) unknown("no specifiers");
    parts.push(items.length === 1 ? ["{ ", ...items, " }"] : list("{", items, "}", { space: line }));
  } else unknown("a default import");
  if (tokens.take("from")) {
    if (tokens.kind !== "string") unknown("no module");
    parts.push(" from ", stringText(tokens.next()));
  }
  tokens.expect(";");
  return [...parts, ";"];
}

function interfaceDeclaration(tokens: Tokens, head: string): Part[] {
  tokens.next();
  const name = tokens.word();
  const { doc: generics } = typeParameters(tokens);
  const bases: Doc[] = [];
  if (tokens.take("extends")) {
    do bases.push(unionType(tokens).doc);
    while (tokens.take(","));
  }
  const extended: Doc =
    bases.length > 1
      ? indent([line, "extends", group(indent([line, join([",", line], bases)]))])
      : bases.length === 1
        ? [" extends ", ...bases]
        : "";
  const title: Doc = bases.length > 1 ? group([" ", name, generics, extended]) : [" ", name, generics, extended];
  tokens.expect("{");
  const inside: Part[] = [];
  while (!tokens.take("}")) {
    if (tokens.breaks > 1 && inside.length > 0) inside.push("");
    while (tokens.kind === "comment") inside.push(...commentParts(tokens));
    const plain = tokens.line(plainMember);
    if (plain !== undefined) inside.push(plain);
    else {
      inside.push([memberType(tokens), ";"]);
      tokens.expect(";");
    }
  }
  return inside.length === 0
    ? [[head, "interface", title, " {}"]]
    : [[head, "interface", title, " {"], { inside }, "}"];
}

// A member of plain types that stands as Prettier writes it.
const plainMember =
  /^[A-Za-z_$][\w$]*\??(?:\((?:[A-Za-z_$][\w$]*\??: [A-Za-z_$][\w$]*(?:\[\])?(?:, [A-Za-z_$][\w$]*\??: [A-Za-z_$][\w$]*(?:\[\])?)*)?\))?: (?:[A-Za-z_$][\w$]*|Promise<[A-Za-z_$][\w$]*(?:\[\])?>)(?:\[\])?;$/;
// A property of an object that does.
const plainProperty = /^[A-Za-z_$][\w$]*: (?:[A-Za-z_$][\w$]*|"[\w$ .:-]*"|0|[1-9]\d*),$/;

function commentParts(tokens: Tokens): string[] {
  const { text } = tokens;
  tokens.next();
  if (!text.startsWith("/**") || tokens.breaks !== 1) unknown("a comment");
  return commentLines(text);
}

// `isBounded`: more than one, and one with a constraint or a default.
function typeParameters(tokens: Tokens): { readonly doc: Doc; readonly isBounded: boolean } {
  if (!tokens.take("<")) return { doc: "", isBounded: false };
  const items: Doc[] = [];
  let isBounded = false;
  do {
    const parts: Doc[] = [tokens.word()];
    if (tokens.take("extends")) parts.push(" extends", fluid(typeDoc(tokens)));
    if (tokens.take("=")) parts.push(" =", fluid(typeDoc(tokens)));
    isBounded ||= parts.length > 1;
    items.push(group(parts));
  } while (tokens.take(","));
  tokens.expect(">");
  return { doc: list("<", items, ">"), isBounded: isBounded && items.length > 1 };
}

function fluid(doc: Doc): Doc {
  const id = Symbol("type parameter");
  return [group(indent(line), { id }), lineSuffixBoundary, indentIfBreak(doc, { groupId: id })];
}

function typeAlias(tokens: Tokens, head: string): Doc {
  tokens.next();
  const name = tokens.word();
  const { doc: generics, isBounded } = typeParameters(tokens);
  const left = [head, "type ", name, generics];
  tokens.expect("=");
  const { is, doc } = unionType(tokens);
  tokens.expect(";");
  const layout = is === "union" ? "break-after-operator" : isBounded ? "break-lhs" : "fluid";
  return [assignment(left, " =", doc, layout), ";"];
}

function functionDeclaration(tokens: Tokens, head: string): Part[] {
  tokens.next();
  const name = tokens.word();
  const { doc: generics } = typeParameters(tokens);
  const { doc, count } = parameters(tokens);
  tokens.expect(":");
  const result = unionType(tokens);
  if (result.is === "union") unknown("a function that gives a union");
  tokens.expect("{");
  const signature = group([count === 1 && result.is === "object" ? group(doc) : doc, ": ", result.doc]);
  const inside = statements(tokens);
  const title: Doc = [head, "function ", name, generics, signature];
  return inside.length === 0 ? [[title, " {}"]] : [[title, " {"], { inside }, "}"];
}

// An object that stands over several lines is laid out property by property.
function constant(tokens: Tokens, head: string): Part[] {
  const { start } = tokens;
  tokens.next();
  const { left, isComplexPattern } = target(tokens);
  if (!isComplexPattern && tokens.take("=") && opensObject(tokens)) {
    const inside = properties(tokens);
    tokens.expect(";");
    // Else the object may begin on the next line.
    if ((flat(left) ?? "").length + `${head}const  = {`.length > tokens.style.printWidth) unknown("a long constant");
    return [[head, "const ", left, " = {"], { inside }, "};"];
  }
  tokens.seek(start);
  return [[head, declaration(tokens)]];
}

function opensObject(tokens: Tokens): boolean {
  return tokens.is("{") && tokens.source.charAt(tokens.start + 1) === "\n";
}

function properties(tokens: Tokens): Part[] {
  tokens.expect("{");
  const parts: Part[] = [];
  while (!tokens.take("}")) {
    if (tokens.breaks > 1 && parts.length > 0) parts.push("");
    const plain = tokens.line(plainProperty);
    if (plain !== undefined) {
      parts.push(plain);
      continue;
    }
    const long = longText(tokens);
    if (long !== undefined) {
      parts.push(...long);
      continue;
    }
    const nested = /^[A-Za-z_$][\w$]*: \{\n/.exec(tokens.source.slice(tokens.start, tokens.start + 80));
    if (nested !== null) {
      const name = tokens.word();
      tokens.expect(":");
      const inside = properties(tokens);
      if (inside.length === 0) parts.push([name, ": {},"]);
      else parts.push([name, ": {"], { inside }, "},");
    } else parts.push([property(tokens, blockDoc).doc, ","]);
    if (!tokens.take(",") && !tokens.is("}")) unknown("a property");
  }
  return parts;
}

// A text that is wider than any line stands on the next one: no width need be computed of a whole contract.
function longText(tokens: Tokens): Part[] | undefined {
  const { kind, start, source, style, text: name } = tokens;
  const at = start + name.length;
  const isShortKey = name.length < style.tabWidth + 3;
  if (kind !== "word" || isShortKey || !source.startsWith(': "', at)) return undefined;
  if (source.indexOf("\n", at) - at < style.printWidth + 8) return undefined;
  tokens.next();
  tokens.expect(":");
  const text = tokens.kind === "string" ? stringText(tokens.next()) : "";
  if (text.length > style.printWidth && tokens.take(",")) return [`${name}:`, { inside: [`${text},`] }];
  tokens.seek(start);
  return undefined;
}
