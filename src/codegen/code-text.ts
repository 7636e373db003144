// What a file says apart from its layout, so that reformatted code counts as the same code.
import { createHash } from "node:crypto";
import { parseJson } from "./parse-json.js";

// In order: comment, string, template, word or number, any other character. Templates count as they stand.
const token =
  /\s*(?:(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|("(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')|`(?:\\[\s\S]|[^`\\])*`|([\p{ID_Continue}$#@]+)|\S)/uy;
const regex = /\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/uy;
const marksBeforeEnd = new Set([")", "]", "}", ">"]);
const marksBeforeUnion = new Set(["=", ":", "(", "<", ",", "[", "{"]);
const word = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * The code of a text without its layout: two texts that differ in line ends, white space, quotes, semicolons, trailing
 * commas, the quotes of a plain property name, a leading `|`, or the parentheses of a lone arrow parameter give the same
 * code. Comments count. Text of other languages than TypeScript, JavaScript and JSON is only freed of its line ends.
 */
export function codeOf(path: string, text: string): string {
  const bare = text.replace(/^\uFEFF/, "");
  const lines = bare.includes("\r") ? bare.replace(/\r\n?/g, "\n") : bare;
  if (path.endsWith(".json")) return dataOf(lines);
  if (!/\.[cm]?[jt]sx?$/.test(path)) return lines;
  return withoutOptional(tokensOf(lines)).join("\n");
}

interface Hashed {
  readonly text: string;
  readonly hash: string;
}

// The last two texts of each path, before and after a change, as a watcher asks for most of them again and again.
const hashed = new Map<string, readonly Hashed[]>();
const mostHashed = 10_000;

/** SHA-256 of {@link codeOf}, in hex. */
export function codeHash(path: string, text: string): string {
  const known = hashed.get(path) ?? [];
  const found = known.find((one) => one.text === text);
  if (found !== undefined) return found.hash;
  const hash = sha256(codeOf(path, text));
  if (hashed.size >= mostHashed) hashed.clear();
  hashed.set(path, [{ text, hash }, ...known.slice(0, 1)]);
  return hash;
}

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

// What cannot be parsed, such as JSON with comments, is compared token by token.
function dataOf(text: string): string {
  try {
    return JSON.stringify(parseJson(text));
  } catch {
    return withoutOptional(tokensOf(text)).join("\n");
  }
}

// All tokens of a text of ASCII in one call, where no slash needs to be told from a regular expression.
const plainToken =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|[\w$#@]+|[^\s;]/g;

function plainTokensOf(text: string): string[] | undefined {
  if (/[^\0-\x7f]/.test(text)) return undefined;
  const tokens = text.match(plainToken) ?? [];
  for (let index = 0; index < tokens.length; index++) {
    const one = tokens[index] ?? "";
    const first = one.charCodeAt(0);
    if (first !== slash && first !== singleQuote && first !== doubleQuote) continue;
    if (one.length === 1) return undefined;
    if (first === slash) tokens[index] = commentText(one);
    else if (first === singleQuote || (first === doubleQuote && one.includes("\\"))) tokens[index] = doubleQuoted(one);
  }
  return tokens;
}

const slash = 47;
const singleQuote = 39;
const doubleQuote = 34;

function commentText(comment: string): string {
  return comment.replace(/\s*\n\s*/g, "\n").trimEnd();
}

function tokensOf(text: string): string[] {
  const plain = plainTokensOf(text);
  if (plain !== undefined) return plain;
  const tokens: string[] = [];
  let index = 0;
  // After a value a slash divides; after anything else it opens a regular expression.
  let isAfterValue = false;
  while (index < text.length) {
    token.lastIndex = index;
    const found = token.exec(text);
    if (found === null) break;
    const [all, comment, quoted, name] = found;
    if (comment === undefined && !isAfterValue && all.endsWith("/")) {
      const start = token.lastIndex - 1;
      const pattern = matchAt(regex, text, start)?.[0];
      if (pattern !== undefined) {
        tokens.push(pattern);
        isAfterValue = /[\p{ID_Continue}$]$/u.test(pattern);
        index = start + pattern.length;
        continue;
      }
    }
    index = token.lastIndex;
    if (comment !== undefined) tokens.push(commentText(comment));
    else if (quoted !== undefined) tokens.push(doubleQuoted(quoted));
    else if (name !== undefined) tokens.push(name);
    else {
      const mark = all.trimStart();
      if (mark === ";") continue;
      tokens.push(mark);
      isAfterValue = /[)\]"`]$/.test(mark);
      continue;
    }
    isAfterValue = comment === undefined ? true : /[\p{ID_Continue}$)\]"`]$/u.test(tokens.at(-1) ?? "");
  }
  return tokens;
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function doubleQuoted(quoted: string): string {
  if (quoted.startsWith('"') && !quoted.includes("\\")) return quoted;
  if (!quoted.includes("\\")) return `"${quoted.slice(1, -1).replaceAll('"', '\\"')}"`;
  const inner = quoted.slice(1, -1).replace(/\\([\s\S])|"/g, (found, escaped: string | undefined) => {
    if (escaped === "'") return "'";
    return escaped === undefined ? '\\"' : found;
  });
  return `"${inner}"`;
}

// First characters of tokens that it looks at: , | & ( "
const mayBeOptional = new Set([44, 124, 38, 40, doubleQuote]);

// Drops what a formatter may add or leave out.
function withoutOptional(tokens: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const current = tokens[index] ?? "";
    if (!mayBeOptional.has(current.charCodeAt(0))) {
      kept.push(current);
      continue;
    }
    const before = kept[kept.length - 1] ?? "";
    const next = tokens[index + 1] ?? "";
    if (current === "," && marksBeforeEnd.has(next) && before !== "," && before !== "[") continue;
    if ((current === "|" || current === "&") && marksBeforeUnion.has(before) && next !== current) continue;
    if (
      current === "(" &&
      tokens[index + 2] === ")" &&
      tokens[index + 3] === "=" &&
      tokens[index + 4] === ">" &&
      word.test(next)
    ) {
      kept.push(next);
      index += 2;
      continue;
    }
    const isName =
      current.startsWith('"') && (next === ":" || next === "?" || next === "(") && word.test(current.slice(1, -1));
    kept.push(isName ? current.slice(1, -1) : current);
  }
  return kept;
}
