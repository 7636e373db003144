// What a file says apart from its layout, so that reformatted code counts as the same code.
import { createHash } from "node:crypto";

// In order: comment, string, template, word or number, any other character. Templates count as they stand.
const token =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|("(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')|`(?:\\[\s\S]|[^`\\])*`|[\p{ID_Continue}$#@]+|\S/uy;
const regex = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/uy;
const space = /\s*/uy;
const word = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * The code of a text without its layout: two texts that differ in line ends, white space, quotes, semicolons, trailing
 * commas, the quotes of a plain property name, a leading `|`, or the parentheses of a lone arrow parameter give the same
 * code. Comments count. Text of other languages than TypeScript, JavaScript and JSON is only freed of its line ends.
 */
export function codeOf(path: string, text: string): string {
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (!/\.(?:[cm]?[jt]sx?|json)$/.test(path)) return lines;
  return withoutOptional(tokensOf(lines)).join("\n");
}

/** SHA-256 of {@link codeOf}, in hex. */
export function codeHash(path: string, text: string): string {
  return sha256(codeOf(path, text));
}

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let index = matchAt(space, text, 0)?.[0].length ?? 0;
  while (index < text.length) {
    const before = tokens.at(-1) ?? "";
    // After a value a slash divides; after anything else it opens a regular expression.
    const mayBeRegex =
      text[index] === "/" && !/[/*]/.test(text[index + 1] ?? "") && !/[\p{ID_Continue}$)\]"`]$/u.test(before);
    const found = (mayBeRegex ? matchAt(regex, text, index) : null) ?? matchAt(token, text, index);
    if (found === null) break;
    const [whole, comment, quoted] = found;
    if (comment !== undefined) tokens.push(comment.replace(/\s*\n\s*/g, "\n").trimEnd());
    else if (quoted !== undefined) tokens.push(doubleQuoted(quoted));
    else if (whole !== ";") tokens.push(whole);
    index += whole.length;
    index += matchAt(space, text, index)?.[0].length ?? 0;
  }
  return tokens;
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function doubleQuoted(quoted: string): string {
  const inner = quoted.slice(1, -1).replace(/\\([\s\S])|"/g, (found, escaped: string | undefined) => {
    if (escaped === "'") return "'";
    return escaped === undefined ? '\\"' : found;
  });
  return `"${inner}"`;
}

// Drops what a formatter may add or leave out.
function withoutOptional(tokens: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const current = tokens[index] ?? "";
    const before = kept.at(-1) ?? "";
    const next = tokens[index + 1] ?? "";
    if (current === "," && /^[)\]}>]$/.test(next) && !/^[,[]$/.test(before)) continue;
    if (/^[|&]$/.test(current) && /^[=:(<,[{]$/.test(before) && next !== current) continue;
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
