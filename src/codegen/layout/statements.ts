// Lays out the statements of function bodies.
import { flat, group, hardline, ifBreak, indent, line, list, softline, type Doc } from "./docs.js";
import { assign } from "./assignments.js";
import { expression } from "./expressions.js";
import { binaryParts, given, standing, testDoc } from "./binary.js";
import type { Piece } from "./pieces.js";
import { propertyName } from "./literals.js";
import { fits, unknown, type Tokens } from "./tokens.js";
import { typeDoc } from "./types.js";

/** What stands on lines of its own: a document, or what is indented below it. */
export type Part = Doc | Block;

/** Statements or properties one level deeper. An empty one is an empty line. */
export interface Block {
  readonly inside: readonly Part[];
}

/** Is this what is indented? */
export function isBlock(part: Part): part is Block {
  return typeof part === "object" && "inside" in part;
}

/** The statements up to the `}` that closes their block, which is passed. */
export function statements(tokens: Tokens): Part[] {
  const parts: Part[] = [];
  while (!tokens.take("}")) {
    if (tokens.breaks > 1 && parts.length > 0) parts.push("");
    const { start, source } = tokens;
    const end = source.indexOf("\n", start);
    const text = source.slice(start, end);
    const seen = known.get(text) ?? (plainStatement.test(text) ? text : undefined);
    if (seen !== undefined && fits(seen, tokens) && !source.startsWith("else", end + 1)) {
      parts.push(seen);
      tokens.seek(end);
      continue;
    }
    const made = statement(tokens);
    parts.push(...made);
    const isLine = tokens.start > end && tokens.breaks === 1 && made.length === 1;
    if (isLine && fits(text, tokens)) remember(text, made[0]);
  }
  return parts;
}

// Emitted functions are much alike: a statement of one line that fits however deep it stands is read once.
const known = new Map<string, string>();
const mostKnown = 20_000;

// Names, numbers, strings and calls of them, just as Prettier writes them: there is nothing to lay out.
const plainStatement =
  /^(?!(?:if|else|for|while|do|switch|try|throw|const|return|typeof|new|await|yield|delete|void)\b)(?:[A-Za-z_$][\w$]*(?:\[\d+\]|\.[A-Za-z_$][\w$]*)? = )?[A-Za-z_$][\w$]*\((?:(?:[A-Za-z_$][\w$]*|0|[1-9]\d*|"[\w$ .:-]*")(?:, (?:[A-Za-z_$][\w$]*|0|[1-9]\d*|"[\w$ .:-]*"))*)?\);$/;

function remember(text: string, part: Part | undefined): void {
  if (part === undefined || isBlock(part)) return;
  const one = flat(part);
  if (one === undefined || one.length > text.length) return;
  if (known.size >= mostKnown) known.clear();
  known.set(text, one);
}

/** One statement. */
export function statement(tokens: Tokens): Part[] {
  if (tokens.kind === "word") {
    switch (tokens.text) {
      case "if":
        return ifStatement(tokens);
      case "for":
        return forStatement(tokens);
      case "switch":
        return switchStatement(tokens);
      case "break":
        tokens.next();
        tokens.expect(";");
        return ["break;"];
      case "return":
        return [returnStatement(tokens)];
      case "const":
      case "let":
        return [declaration(tokens)];
      case "throw":
      case "while":
      case "do":
      case "try":
      case "function":
        return unknown(tokens.text);
      default:
    }
  }
  const piece = expression(tokens, blockDoc);
  if (piece.is === "object" || piece.is === "ternary" || piece.is === "arrow" || piece.is === "string")
    unknown("a statement");
  tokens.expect(";");
  return [[piece.binary ? group(binaryParts(piece.binary, "other")) : piece.doc, ";"]];
}

function returnStatement(tokens: Tokens): Doc {
  tokens.next();
  if (tokens.take(";")) return "return;";
  const piece = expression(tokens, blockDoc);
  tokens.expect(";");
  if (piece.is === "assignment") unknown("a returned assignment");
  return ["return ", returned(piece), ";"];
}

function returned(piece: Piece): Doc {
  if (piece.binary === undefined) return given(piece);
  const parts = group(binaryParts(piece.binary, "other"));
  return group([ifBreak("("), indent([softline, parts]), softline, ifBreak(")")]);
}

/** `const name: Type = value;` */
export function declaration(tokens: Tokens): Doc {
  const keyword = tokens.next();
  const { left, isComplexPattern } = target(tokens);
  if (tokens.take(";")) return group([keyword, " ", left, ";"]);
  tokens.expect("=");
  const value = expression(tokens, blockDoc);
  tokens.expect(";");
  if (value.is === "assignment") unknown("a chain of assignments");
  return group([keyword, " ", assign(left, " =", value, tokens.style, { isComplexPattern }), ";"]);
}

/** What is declared: a name with its type, or a pattern. */
export function target(tokens: Tokens): { readonly left: Doc; readonly isComplexPattern: boolean } {
  if (tokens.is("{")) return objectPattern(tokens);
  if (tokens.take("[")) {
    const items: Doc[] = [];
    while (!tokens.take("]")) {
      items.push(tokens.is(",") ? "" : tokens.word());
      if (!tokens.take(",") && !tokens.is("]")) unknown("a pattern");
    }
    if (items.at(-1) === "") unknown("a hole at the end");
    return { left: list("[", items, "]"), isComplexPattern: false };
  }
  const name = tokens.word();
  return { left: tokens.take(":") ? [name, ": ", typeDoc(tokens)] : name, isComplexPattern: false };
}

function objectPattern(tokens: Tokens): { readonly left: Doc; readonly isComplexPattern: boolean } {
  tokens.expect("{");
  const items: Doc[] = [];
  let isRenaming = false;
  while (!tokens.take("}")) {
    const name = propertyName(tokens);
    if (tokens.take(":")) {
      isRenaming = true;
      items.push([name, ": ", tokens.word()]);
    } else items.push(name);
    if (!tokens.take(",") && !tokens.is("}")) unknown("a pattern");
  }
  if (items.length === 0) unknown("an empty pattern");
  return { left: list("{", items, "}", { space: line }), isComplexPattern: isRenaming && items.length > 2 };
}

function ifStatement(tokens: Tokens): Part[] {
  tokens.next();
  tokens.expect("(");
  const head: Doc = ["if (", testDoc(expression(tokens, blockDoc)), ")"];
  tokens.expect(")");
  const parts = clause(tokens, head);
  if (!tokens.is("else")) return parts;
  tokens.next();
  const isAfterBlock = parts.at(-1) === "}";
  if (isAfterBlock) parts.pop();
  const word = isAfterBlock ? "} else" : "else";
  if (!tokens.is("if")) return [...parts, ...clause(tokens, word)];
  const [first = "", ...rest] = ifStatement(tokens);
  if (isBlock(first)) unknown("an if");
  return [...parts, [word, " ", first], ...rest];
}

// A block, or a statement on the same line where it fits.
function clause(tokens: Tokens, head: Doc): Part[] {
  if (tokens.take("{")) {
    const inside = statements(tokens);
    return inside.length === 0 ? unknown("an empty block") : [[head, " {"], { inside }, "}"];
  }
  const parts = statement(tokens);
  const [only] = parts;
  // An if or a loop as the only statement.
  if (parts.length !== 1 || only === undefined || isBlock(only)) unknown("a nested statement");
  return [group([head, indent([line, only])])];
}

function forStatement(tokens: Tokens): Part[] {
  tokens.next();
  tokens.expect("(");
  const keyword = tokens.word();
  const name = tokens.word();
  if (tokens.is("in") || tokens.is("of")) {
    const word = tokens.next();
    const over = standing(expression(tokens, blockDoc));
    tokens.expect(")");
    return clause(tokens, ["for (", keyword, " ", name, ` ${word} `, over, ")"]);
  }
  tokens.expect("=");
  const init = assign(name, " =", expression(tokens, blockDoc), tokens.style);
  tokens.expect(";");
  const test = expression(tokens, blockDoc);
  tokens.expect(";");
  const update = expression(tokens, blockDoc);
  tokens.expect(")");
  const condition = test.binary ? group(binaryParts(test.binary, "other")) : test.doc;
  const header = [softline, group([keyword, " ", init]), ";", line, condition, ";", line, update.doc];
  return clause(tokens, ["for (", group([indent(header), softline]), ")"]);
}

function switchStatement(tokens: Tokens): Part[] {
  tokens.next();
  tokens.expect("(");
  const over = expression(tokens, blockDoc);
  tokens.expect(")");
  tokens.expect("{");
  const inside: Part[] = [];
  while (!tokens.take("}")) {
    if (tokens.breaks > 1) unknown("an empty line in a switch");
    if (tokens.take("default")) inside.push("default:");
    else {
      tokens.expect("case");
      inside.push(["case ", standing(expression(tokens, blockDoc)), ":"]);
    }
    tokens.expect(":");
    const body: Part[] = [];
    while (!/^(?:case|default|\})$/.test(tokens.text)) {
      if (tokens.breaks > 1 || tokens.is("{")) unknown("a block in a switch");
      body.push(...statement(tokens));
    }
    if (body.length > 0) inside.push({ inside: body });
  }
  return [["switch (", indent([softline, standing(over)]), softline, ") {"], { inside }, "}"];
}

/** The block of an arrow function as a document. */
export function blockDoc(tokens: Tokens): Doc {
  tokens.expect("{");
  const parts = statements(tokens);
  return parts.length === 0 ? "{}" : ["{", indent([hardline, joined(parts)]), hardline, "}"];
}

function joined(parts: readonly Part[]): Doc {
  const docs: Doc[] = [];
  for (const part of parts) {
    if (isBlock(part)) docs.push(indent([hardline, joined(part.inside)]));
    else docs.push(docs.length === 0 ? part : [hardline, part]);
  }
  return docs;
}
