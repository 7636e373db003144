// Lays expressions out.
import { group, ifBreak, indent, join, line, softline, unsure, align, fill, flat, hardline, type Doc } from "./docs.js";
import { callArguments } from "./arguments.js";
import { assign } from "./assignments.js";
import { binaryParts, operatorOf, precedenceOf, standing } from "./binary.js";
import type { BinaryPiece, Piece } from "./pieces.js";
import { numberText, propertyName, stringText } from "./literals.js";
import { unknown, type Tokens } from "./tokens.js";
import { parameters, typeArguments, typeDoc } from "./types.js";

/** Lays out the statements of a block, whose `{` is under the cursor. */
export type BlockDoc = (tokens: Tokens) => Doc;

/** Reads one expression. */
export function expression(tokens: Tokens, block: BlockDoc): Piece {
  if (tokens.is("(") && tokens.afterBrackets() === "=>") return arrow(tokens, block);
  const test = binary(tokens, 0, block);
  if (tokens.is("?")) return ternary(tokens, test, block);
  if (tokens.is("=")) {
    if (test.is !== "member" && test.is !== "name") unknown("an assignment");
    tokens.next();
    const right = expression(tokens, block);
    if (right.is === "assignment") unknown("a chain of assignments");
    return { is: "assignment", doc: assign(test.doc, " =", right, tokens.style) };
  }
  return test;
}

function binary(tokens: Tokens, least: number, block: BlockDoc): Piece {
  let left = unary(tokens, block);
  for (;;) {
    const operator = operatorOf(tokens);
    const precedence = operator === undefined ? -1 : precedenceOf(operator);
    if (operator === undefined || precedence < least) return left;
    tokens.next();
    const right = binary(tokens, precedence + 1, block);
    left = joined(left, operator, right);
  }
}

function joined(left: Piece, operator: string, right: Piece): Piece {
  // `a && (b && c)` is written as one chain.
  const inner = right.binary;
  if (inner?.operator === operator && /^(?:&&|\|\||\?\?)$/.test(operator))
    return joined(joined(left, operator, inner.left), operator, inner.right);
  const isInlined =
    /^(?:&&|\|\||\?\?)$/.test(operator) && /^(?:array|object)$/.test(right.is) && (right.items?.length ?? 0) > 0;
  const piece: BinaryPiece = { left, operator, right, isInlined };
  return { is: "binary", binary: piece, doc: "" };
}

function unary(tokens: Tokens, block: BlockDoc): Piece {
  for (const operator of ["!", "-", "typeof"]) {
    if (!tokens.take(operator)) continue;
    const of = unary(tokens, block);
    const inner = of.binary
      ? ["(", group([indent([softline, ...binaryParts(of.binary, "unary")]), softline]), ")"]
      : of.is === "ternary" || of.is === "arrow" || of.is === "as" || of.is === "assignment"
        ? unknown("an operand")
        : of.doc;
    return { is: "unary", of, doc: [operator === "typeof" ? "typeof " : operator, inner] };
  }
  const piece = postfix(tokens, primary(tokens, block), block);
  if (!tokens.is("as")) return piece;
  tokens.next();
  const type = tokens.is("const") ? tokens.next() : typeDoc(tokens);
  return { is: "as", doc: [piece.doc, " as ", type], of: piece };
}

function postfix(tokens: Tokens, start: Piece, block: BlockDoc): Piece {
  let piece = start;
  for (;;) {
    const isBracketed = /^(?:binary|ternary|arrow|unary|as|assignment)$/.test(piece.is);
    if (tokens.is(".") || tokens.is("[") || tokens.is("(") || (tokens.is("<") && isTypeArguments(tokens))) {
      if (isBracketed) piece = { is: "as", of: piece, doc: unsure(["(", standing(piece), ")"]) };
    }
    if (tokens.take(".")) piece = { is: "member", of: piece, doc: member(piece, `.${tokens.word()}`, tokens) };
    else if (tokens.is("[") && tokens.breaks === 0) {
      tokens.next();
      const key = expression(tokens, block);
      tokens.expect("]");
      const lookup =
        key.is === "number" ? ["[", key.doc, "]"] : group(["[", indent([softline, standing(key)]), softline, "]"]);
      piece = { is: "member", of: piece, doc: [piece.doc, lookup] };
    } else if (tokens.is("(")) piece = call(tokens, piece, "", block);
    else if (tokens.is("<") && isTypeArguments(tokens)) {
      const types = typeArguments(tokens);
      if (!tokens.is("(")) unknown("type arguments without a call");
      piece = call(tokens, piece, types, block);
    } else if (tokens.is("++")) {
      tokens.next();
      piece = { is: "unary", of: piece, doc: [piece.doc, "++"] };
    } else return piece;
  }
}

// `f<A>(`, where `f < a` has a space.
function isTypeArguments(tokens: Tokens): boolean {
  return /[\w$]/.test(tokens.source.charAt(tokens.start - 1));
}

// `a.b` never breaks; in `a.b.c` each step may.
function member({ is, doc }: Piece, name: string, tokens: Tokens): Doc {
  const isLast = !tokens.is(".") && !tokens.is("[");
  if (tokens.is("(") || (is === "name" && isLast) || is === "call" || is === "regex") return [doc, name];
  return [doc, group(indent([softline, name]))];
}

function call(tokens: Tokens, callee: Piece, types: Doc, block: BlockDoc): Piece {
  const items = callItems(tokens, block);
  const doc = [callee.doc, types, callArguments(items)];
  let calls = 0;
  for (let at: Piece | undefined = callee; at !== undefined; at = at.of) if (at.is === "call") calls++;
  const isChain = callee.is === "member" || callee.is === "call";
  if (isChain && calls > 0) return { is: "call", of: callee, items, doc: unsure(doc) };
  return {
    is: "call",
    of: callee,
    items: types === "" ? items : [...items, ...items],
    doc: isChain ? group(doc) : doc,
  };
}

function callItems(tokens: Tokens, block: BlockDoc): Piece[] {
  tokens.expect("(");
  const items: Piece[] = [];
  while (!tokens.take(")")) {
    items.push(item(tokens, block));
    if (!tokens.take(",") && !tokens.is(")")) unknown("an argument");
    if (tokens.breaks > 1) unknown("an empty line between arguments");
  }
  return items;
}

function item(tokens: Tokens, block: BlockDoc): Piece {
  if (!tokens.take("...")) return expression(tokens, block);
  const of = expression(tokens, block);
  return { is: "spread", of, doc: ["...", standing(of)] };
}

function primary(tokens: Tokens, block: BlockDoc): Piece {
  const { kind, text } = tokens;
  switch (kind) {
    case "comment": {
      if (!text.startsWith("/* ") || text.includes("\n")) unknown("a comment");
      tokens.next();
      const piece = postfix(tokens, primary(tokens, block), block);
      return { ...piece, doc: [`${text} `, piece.doc], commented: true };
    }
    case "string":
      tokens.next();
      return { is: "string", doc: stringText(text) };
    case "number":
      tokens.next();
      return { is: "number", doc: numberText(text) };
    case "regex":
      tokens.next();
      return { is: "regex", doc: text };
    case "mark":
      if (text === "[") return array(tokens, block);
      if (text === "{") return object(tokens, block);
      if (text === "(") {
        tokens.next();
        const inner = expression(tokens, block);
        tokens.expect(")");
        return inner;
      }
      return unknown(text);
    case "word":
      break;
    default:
      return unknown(text);
  }
  tokens.next();
  if (text === "new") {
    const callee = tokens.word();
    const types = tokens.is("<") ? typeArguments(tokens) : "";
    const items = callItems(tokens, block);
    return { is: "new", items, doc: ["new ", callee, types, callArguments(items)] };
  }
  if (/^(?:function|class|async|await|yield|void|delete|this|super|import)$/.test(text)) unknown(text);
  return { is: /^(?:null|true|false)$/.test(text) ? "literal" : "name", doc: text };
}

function array(tokens: Tokens, block: BlockDoc): Piece {
  tokens.expect("[");
  const items: Piece[] = [];
  while (!tokens.take("]")) {
    items.push(item(tokens, block));
    if (!tokens.take(",") && !tokens.is("]")) unknown("an item");
    if (tokens.breaks > 1 && !tokens.is("]")) unknown("an empty line in an array");
  }
  if (items.length === 0) return { is: "array", items, doc: "[]" };
  const docs = items.map((one) => group(standing(one)));
  const isFilled = items.every(({ is, of }) => is === "number" || (is === "unary" && of?.is === "number"));
  if (isFilled) {
    const words = docs.flatMap((doc, index): Doc[] => (index < docs.length - 1 ? [[doc, ","], line] : [doc]));
    return { is: "array", items, doc: group(["[", indent([softline, fill(words)]), ifBreak(","), softline, "]"]) };
  }
  const [first] = items;
  const isTable =
    items.length > 1 &&
    items.every(
      ({ is, items: inner = [] }) => is === first?.is && (is === "array" || is === "object") && inner.length > 1,
    );
  const open = group(["[", indent([softline, join([",", line], docs)]), ifBreak(","), softline, "]"], {
    shouldBreak: isTable,
  });
  return { is: "array", items, doc: open };
}

/** An object literal, broken where its first property stands on a line of its own. */
export function object(tokens: Tokens, block: BlockDoc): Piece {
  tokens.expect("{");
  const shouldBreak = tokens.breaks > 0;
  const items: Piece[] = [];
  const parts: Doc[] = [];
  let separator: Doc[] = [];
  while (!tokens.take("}")) {
    const one = property(tokens, block);
    items.push(one);
    parts.push(...separator, group(one.doc));
    separator = [",", line];
    if (!tokens.take(",") && !tokens.is("}")) unknown("a property");
    if (tokens.breaks > 1 && !tokens.is("}")) separator.push(hardline);
  }
  if (items.length === 0) return { is: "object", items, doc: "{}" };
  return { is: "object", items, doc: group(["{", indent([line, ...parts]), ifBreak(","), line, "}"], { shouldBreak }) };
}

/** `name: value`, `name`, `[key]: value` or `...value`. */
export function property(tokens: Tokens, block: BlockDoc): Piece {
  if (tokens.is("...")) return item(tokens, block);
  if (tokens.take("[")) {
    const key = expression(tokens, block);
    tokens.expect("]");
    tokens.expect(":");
    return { is: "assignment", doc: unsure(["[", key.doc, "]: ", standing(expression(tokens, block))]) };
  }
  const name = propertyName(tokens);
  if (!tokens.take(":")) return tokens.is(",") || tokens.is("}") ? { is: "name", doc: name } : unknown("a property");
  return {
    is: "assignment",
    doc: assign(name, ":", expression(tokens, block), tokens.style, {
      isShortKey: name.length < tokens.style.tabWidth + 3,
    }),
  };
}

function ternary(tokens: Tokens, test: Piece, block: BlockDoc): Piece {
  tokens.expect("?");
  const yes = expression(tokens, block);
  tokens.expect(":");
  const no = expression(tokens, block);
  if ([test, yes, no].some(({ is }) => is === "ternary" || is === "assignment" || is === "arrow"))
    unknown("a ternary in a ternary");
  const branch = (piece: Piece): Doc => (tokens.style.useTabs ? indent(standing(piece)) : align(2, standing(piece)));
  const branches = [line, "? ", branch(yes), line, ": ", branch(no)];
  const doc = group([test.binary ? group(binaryParts(test.binary, "other")) : test.doc, indent(branches)]);
  return { is: "ternary", of: test, doc, asGiven: group([standing(test), indent(branches)]) };
}

function arrow(tokens: Tokens, block: BlockDoc): Piece {
  const { doc: head } = parameters(tokens);
  tokens.expect("=>");
  if (tokens.is("{")) {
    const body = block(tokens);
    return {
      is: "arrow",
      body: "block",
      doc: group([group(head), " => ", body]),
      asLast: group([group(flat(head) ?? unknown("a parameter")), " => ", body]),
    };
  }
  const body = expression(tokens, block);
  const asLastHead = group(flat(head) ?? unknown("a parameter"));
  if (body.is === "ternary") {
    const inner = [ifBreak("", "("), indent([softline, body.doc]), ifBreak("", ")")];
    return {
      is: "arrow",
      body,
      doc: group([group(head), " =>", group([" ", group(inner)])]),
      asLast: group([asLastHead, " =>", group([" ", group([...inner, ifBreak(","), softline])])]),
    };
  }
  const text = body.binary ? group(binaryParts(body.binary, "other")) : body.doc;
  if (body.is === "array" || body.is === "object") {
    const inner = body.is === "object" ? ["(", text, ")"] : text;
    return {
      is: "arrow",
      body,
      doc: group([group(head), " =>", group([" ", inner])]),
      asLast: group([asLastHead, " =>", group([" ", inner])]),
    };
  }
  if (body.is === "arrow" || body.is === "assignment") unknown("a body");
  return {
    is: "arrow",
    body,
    doc: group([group(head), " =>", group(indent([line, text]))]),
    asLast: group([asLastHead, " =>", group([indent([line, text]), ifBreak(","), softline])]),
  };
}
