// Lays types out.
import { align, flat, group, ifBreak, indent, join, line, list, softline, type Doc } from "./docs.js";
import { docComment } from "./comments.js";
import { propertyName, stringText } from "./literals.js";
import { unknown, type Tokens } from "./tokens.js";

/** A type, and what decides how its surroundings break. */
export interface TypePiece {
  readonly doc: Doc;
  readonly is:
    | "keyword"
    | "reference"
    | "generic"
    | "literal"
    | "object"
    | "union"
    | "hugged"
    | "intersection"
    | "operator"
    | "query"
    | "other";
}

const keywords = /^(?:string|number|boolean|bigint|null|undefined|unknown|never|void|object|symbol)$/;

/** A type where a union may stand over several lines, one option to a line. */
export function typeDoc(tokens: Tokens): Doc {
  const { doc, is } = unionType(tokens);
  return is === "union" ? group(indent([softline, doc])) : doc;
}

/** A type; its union is not indented. */
export function unionType(tokens: Tokens): TypePiece {
  tokens.take("|");
  const options = [intersectionType(tokens)];
  while (tokens.take("|")) options.push(intersectionType(tokens));
  const [only] = options;
  if (options.length === 1 && only !== undefined) return only;
  const docs = options.map((option) => (isCombined(option) ? parenthesised(option) : option.doc));
  const name = options.findIndex(({ is }) => is === "object" || is === "reference" || is === "generic");
  const isHugged = name >= 0 && options.every(({ doc }, index) => index === name || doc === "null" || doc === "void");
  if (isHugged) return { is: "hugged", doc: join(" | ", docs) };
  const parts = docs.map((doc, index) => [index === 0 ? ifBreak("| ") : [line, "| "], align(2, doc)]);
  return { is: "union", doc: group(parts) };
}

function isCombined({ is }: TypePiece): boolean {
  return is === "union" || is === "hugged" || is === "intersection";
}

function intersectionType(tokens: Tokens): TypePiece {
  const types = [arrayType(tokens)];
  while (tokens.take("&")) types.push(arrayType(tokens));
  const [only] = types;
  if (types.length === 1 && only !== undefined) return only;
  let wasIndented = false;
  const parts = types.map((type, index): Doc => {
    const doc = isCombined(type) ? parenthesised(type) : type.doc;
    if (index === 0) return doc;
    const isObject = type.is === "object";
    const wasObject = types[index - 1]?.is === "object";
    if (isObject && wasObject) return [" & ", wasIndented ? indent(doc) : doc];
    if (!isObject && !wasObject) return indent([" &", line, doc]);
    if (index > 1) wasIndented = true;
    return [" & ", index > 1 ? indent(doc) : doc];
  });
  return { is: "intersection", doc: group(parts) };
}

function parenthesised({ is, doc }: TypePiece): Doc {
  return is === "union" ? ["(", group([indent([softline, doc]), softline]), ")"] : ["(", doc, ")"];
}

function arrayType(tokens: Tokens): TypePiece {
  let piece = primaryType(tokens);
  while (tokens.is("[") && tokens.breaks === 0) {
    tokens.next();
    const needsParentheses = isCombined(piece) || piece.is === "operator" || piece.is === "query";
    const object = needsParentheses ? parenthesised(piece) : piece.doc;
    if (tokens.take("]")) piece = { is: "other", doc: [object, "[]"] };
    else {
      const index = typeDoc(tokens);
      tokens.expect("]");
      piece = { is: "other", doc: [object, "[", index, "]"] };
    }
  }
  return piece;
}

function primaryType(tokens: Tokens): TypePiece {
  if (tokens.kind === "string") return { is: "literal", doc: stringText(tokens.next()) };
  if (tokens.kind === "number") return { is: "literal", doc: tokens.next() };
  if (tokens.kind === "template") {
    if (!/^`(?:\$\{[\w" |.-]*\}|\$(?!\{)|[^$])*`$/.test(tokens.text)) unknown("a template");
    return { is: "literal", doc: tokens.next() };
  }
  if (tokens.take("-")) return { is: "literal", doc: `-${tokens.next()}` };
  if (tokens.take("(")) {
    const inner = unionType(tokens);
    tokens.expect(")");
    return inner;
  }
  if (tokens.is("{")) return { is: "object", doc: objectType(tokens) };
  if (tokens.is("[")) return { is: "other", doc: tupleType(tokens) };
  const name = tokens.word();
  if (name === "typeof") return { is: "query", doc: ["typeof ", entityName(tokens, tokens.word())] };
  if (name === "keyof" || name === "readonly") {
    const { doc, is } = arrayType(tokens);
    if (/^(?:union|hugged|intersection|operator)$/.test(is)) unknown("an operator on a union");
    return { is: "operator", doc: [`${name} `, doc] };
  }
  if (/^(?:true|false)$/.test(name)) return { is: "literal", doc: name };
  if (keywords.test(name)) return { is: "keyword", doc: name };
  if (tokens.is(".")) unknown("a qualified name");
  if (!tokens.is("<")) return { is: "reference", doc: name };
  return { is: "generic", doc: [name, typeArguments(tokens)] };
}

function entityName(tokens: Tokens, first: string): string {
  let name = first;
  while (tokens.take(".")) name += `.${tokens.word()}`;
  return name;
}

/** `<A, B>`: stays on the line where it is one plain name or an object. */
export function typeArguments(tokens: Tokens): Doc {
  tokens.expect("<");
  const items: TypePiece[] = [];
  do items.push(unionType(tokens));
  while (tokens.take(","));
  tokens.expect(">");
  const docs = items.map(({ doc }) => doc);
  const [only] = items;
  if (items.length === 1 && /^(?:keyword|reference|object|hugged)$/.test(only?.is ?? "")) return ["<", ...docs, ">"];
  return group(["<", indent([softline, join([",", line], docs)]), softline, ">"]);
}

function tupleType(tokens: Tokens): Doc {
  tokens.expect("[");
  const items: TypePiece[] = [];
  while (!tokens.take("]")) {
    items.push(tupleItem(tokens));
    if (!tokens.take(",") && !tokens.is("]")) unknown("an item");
  }
  if (items.length === 0) return "[]";
  const isAlone = items.length === 1;
  const open = (doc: Doc): Doc => group([indent([ifBreak(["(", softline]), doc]), softline, ifBreak(")")]);
  return list(
    "[",
    items.map(({ is, doc }) => (is === "union" && !isAlone ? open(doc) : doc)),
    "]",
  );
}

// `T`, `T?`, `...T[]`, `name: T` or `name?: T`.
function tupleItem(tokens: Tokens): TypePiece {
  const isRest = tokens.take("...");
  const item = unionType(tokens);
  const bracketed = isCombined(item) || item.is === "operator" ? parenthesised(item) : item.doc;
  if (isRest) return { is: "other", doc: ["...", bracketed] };
  if (tokens.take(":")) return named(item.doc, ": ", tokens);
  if (!tokens.take("?")) return item;
  return tokens.take(":") ? named(item.doc, "?: ", tokens) : { is: "other", doc: [bracketed, "?"] };
}

function named(name: Doc, colon: string, tokens: Tokens): TypePiece {
  return typeof name === "string" ? { is: "other", doc: [name, colon, typeDoc(tokens)] } : unknown("a name");
}

/** `{ a: string; b?: number }`. As the type of the only parameter it breaks together with the parameters. */
export function objectType(tokens: Tokens, isOnlyParameter = false): Doc {
  tokens.expect("{");
  const isBroken = tokens.breaks > 0;
  const parts: Doc[] = [];
  let separator: Doc[] = [];
  if (tokens.take("}")) return "{}";
  while (!tokens.take("}")) {
    if (tokens.breaks > 1 && parts.length > 0) unknown("an empty line in a type");
    parts.push(...separator, memberType(tokens));
    separator = [";", line];
    if (!tokens.take(";") && !tokens.is("}")) unknown("a member without an end");
  }
  const text = ["{", indent([line, ...parts]), ifBreak(";"), line, "}"];
  return isOnlyParameter ? text : group(text, { shouldBreak: isBroken });
}

/** A member of an interface or an object type, with its doc comment, without its semicolon. */
export function memberType(tokens: Tokens): Doc {
  const comment = docComment(tokens);
  const readonly = tokens.is("readonly") ? tokens.next() : "";
  if (readonly !== "" && tokens.kind !== "word" && tokens.kind !== "string") unknown("a member called readonly");
  const head = readonly === "" ? "" : "readonly ";
  if (tokens.take("[")) {
    const name = tokens.word();
    tokens.expect(":");
    const parameter = group([indent([softline, name, ": ", typeDoc(tokens)]), softline]);
    tokens.expect("]");
    tokens.expect(":");
    return [...comment, group([head, "[", parameter, "]", ": ", typeDoc(tokens)])];
  }
  const name = propertyName(tokens);
  const optional = tokens.take("?") ? "?" : "";
  if (tokens.is("(") || tokens.is("<")) return [...comment, head, methodType(tokens, name + optional)];
  tokens.expect(":");
  return [...comment, head, name, optional, ": ", typeDoc(tokens)];
}

function methodType(tokens: Tokens, name: string): Doc {
  if (tokens.is("<")) unknown("a method with type parameters");
  const { doc, count } = parameters(tokens);
  tokens.expect(":");
  const result = unionType(tokens);
  const returns = result.is === "union" ? group(indent([softline, result.doc])) : result.doc;
  const isGrouped = count === 1 && (result.is === "object" || flat(returns) === undefined);
  return group([name, isGrouped ? group(doc) : doc, group([": ", returns])]);
}

/** `(a: A, b?: B, c = 0)`. An object type of the only parameter is hugged. */
export function parameters(tokens: Tokens): { readonly doc: Doc; readonly count: number } {
  tokens.expect("(");
  const items: Doc[] = [];
  let isHugged = false;
  while (!tokens.take(")")) {
    let text = tokens.word();
    if (tokens.take("?")) text += "?";
    if (tokens.take(":")) {
      const { start } = tokens;
      isHugged = items.length === 0 && tokens.is("{");
      if (isHugged) {
        items.push([text, ": ", objectType(tokens, true)]);
        isHugged = tokens.is(")");
        if (!isHugged) {
          items.pop();
          tokens.seek(start);
        }
      }
      if (!isHugged) items.push([text, ": ", typeDoc(tokens)]);
    } else items.push(text);
    if (tokens.take("=")) {
      if (tokens.kind !== "number") unknown("a default that is no number");
      items.push([items.pop() ?? "", " = ", tokens.next()]);
    }
    if (!tokens.take(",") && !tokens.is(")")) unknown("a parameter");
  }
  if (items.length === 0) return { doc: "()", count: 0 };
  if (isHugged) return { doc: ["(", ...items, ")"], count: 1 };
  return { doc: ["(", indent([softline, join([",", line], items)]), ifBreak(","), softline, ")"], count: items.length };
}
