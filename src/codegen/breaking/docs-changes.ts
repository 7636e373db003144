// Did the words change that stand in a schema, and nothing is checked by?
import type { JsonSchema } from "../../schema/json-schema.js";
import { nameKeywords, valueKeywords, wordKeywords } from "../contract-hash.js";

/** Are the words of two schemas different, at places that both have? Types that they refer to are not looked into. */
export function hasDocsChanged(old: JsonSchema | null, now: JsonSchema | null): boolean {
  if (old === null || now === null) return false;
  const [before, after] = [wordsOf(old), wordsOf(now)];
  return [...new Set([...before.keys(), ...after.keys()])].some((place) => {
    const [holder] = place.split(" ", 1);
    const isShared = before.has(`${holder} `) && after.has(`${holder} `);
    return isShared && before.get(place) !== after.get(place);
  });
}

// Every word by its place, and an entry for each node, so that only places of both sides are compared.
function wordsOf(root: JsonSchema): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (node: unknown, place: string, isNames: boolean): void => {
    if (typeof node !== "object" || node === null) return;
    if (!isNames) found.set(`${place} `, "");
    for (const [key, part] of Object.entries(node)) {
      const below = `${place}/${encodeURIComponent(key)}`;
      if (isNames) visit(part, below, false);
      else if (wordKeywords.has(key)) found.set(`${place} ${key}`, JSON.stringify(part));
      else if (!valueKeywords.has(key)) visit(part, below, nameKeywords.has(key));
    }
  };
  visit(root, "", false);
  return found;
}
