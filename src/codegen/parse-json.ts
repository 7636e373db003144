// JSON for build-time code: the one place of the generator that parses it, with comments allowed where tsconfig allows them.

/**
 * Parses JSON text of the project or of the generator itself.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/**
 * Parses JSON as tsconfig.json writes it: with comments and trailing commas.
 * @throws SyntaxError
 */
export function parseJsonWithComments(text: string): unknown {
  const bare = text
    .replace(/^\uFEFF/, "")
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted: string | undefined) => quoted ?? "")
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, quoted: string | undefined) => quoted ?? "");
  return parseJson(bare);
}

/** Is this an object with string keys, such as parsed JSON has? */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
