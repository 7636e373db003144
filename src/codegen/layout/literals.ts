// Lays out strings, numbers and names of properties.
import { unknown, type Tokens } from "./tokens.js";

/** A string in the quotes that need fewer escapes, as Prettier writes it. */
export function stringText(raw: string): string {
  if (!raw.includes("\\")) return raw;
  const content = raw.slice(1, -1);
  // JSON in a string, as a contract has it: long, with no other escapes.
  if (!content.includes("'") && !/\\[^"]/.test(content)) return `'${content.replaceAll('\\"', '"')}'`;
  const count = (quote: string): number => content.split(quote).length - 1;
  const quote = count('"') > count("'") ? "'" : '"';
  const other = quote === '"' ? "'" : '"';
  const text = content.replace(/\\(.)|(["'])/gs, (_, escaped: string | undefined, bare: string | undefined) => {
    if (escaped === other) return escaped;
    if (bare === quote) return `\\${bare}`;
    if (bare !== undefined) return bare;
    const isIdle = /^[^\n\r"'0-7\\bfnrt-vx\u2028\u2029]$/.test(escaped ?? "");
    return isIdle ? (escaped ?? "") : `\\${escaped}`;
  });
  return quote + text + quote;
}

/** A number as Prettier writes it. */
export function numberText(raw: string): string {
  return raw.replace("e+", "e");
}

/** The name of a property; quotes stay where they are needed. */
export function propertyName(tokens: Tokens): string {
  if (tokens.kind === "word") return tokens.next();
  if (tokens.kind !== "string") unknown("a property's name");
  if (/^"[A-Za-z_$][\w$]*"$/.test(tokens.text)) unknown("a quoted plain name");
  return stringText(tokens.next());
}
