// Wire values at the boundaries of schemas that have no parts.
import type { JsonSchema } from "../../schema/json-schema.js";
import { bigintSamples, dateSamples, numberSamples } from "./number-samples.js";
import { stringSamples } from "./string-samples.js";

/** Values for a node without parts, those first that also fit `hints`. Nothing where it has parts. */
export function leafSamples(node: JsonSchema, hints: readonly JsonSchema[]): Iterable<unknown> {
  if (node.enum !== undefined || node.const !== undefined) {
    const shared = new Set<unknown>(
      hints.flatMap(({ enum: listed, const: only }): readonly unknown[] => listed ?? [only]),
    );
    const own = node.enum ?? [node.const];
    return [...own.filter((value) => shared.has(value)), ...own.filter((value) => !shared.has(value))];
  }
  switch (node["x-actorgen-kind"]) {
    case undefined:
      break;
    case "date":
      return dateSamples(node, hints);
    case "bigint":
      return bigintSamples(node, hints);
    case "bytes":
      return ["YQ==", "", "YWJj", Buffer.alloc(100).toString("base64")];
    case "nan":
      return ["NaN"];
    case "undefined":
      return [undefined];
    case "stringbool":
      return wordsOf(node);
    default:
      return [];
  }
  switch (node.type) {
    case "string":
      return stringSamples(node, hints);
    case "number":
    case "integer":
      return numberSamples(node, hints);
    case "boolean":
      return [true, false];
    case "null":
      return [null];
    default:
      return [];
  }
}

function wordsOf(node: JsonSchema): readonly string[] {
  const { truthy = [], falsy = [] } = node["x-actorgen-stringbool"] ?? {};
  return [...truthy, ...falsy].flatMap((word) => [word, word.toUpperCase(), word.toLowerCase()]);
}
