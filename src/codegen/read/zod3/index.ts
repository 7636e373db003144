// Reads Zod 3 schemas into nodes of the contract, by Zod 3's own rules.
import type { JsonSchema } from "../../../schema/json-schema.js";
import { withChecks } from "../check-keywords.js";
import { required, type Docs, type Lowered, type Lowering } from "../lowering.js";
import * as nodes from "../nodes.js";
import { item, lowerComposite3 } from "./composite.js";
import { definitionOf, type Definition, type Schema3 } from "./definition.js";
import { leaf3 } from "./leaf.js";
import { lowerWrapper3 } from "./wrapper.js";

/** Lowers one Zod 3 schema; its parts go through `lowering`. */
export function lowerZod3(schema: Schema3, lowering: Lowering): Lowered {
  const def = definitionOf(schema);
  switch (def.typeName) {
    case "ZodString":
    case "ZodNumber":
    case "ZodBoolean":
    case "ZodBigInt":
    case "ZodDate":
      return def.coerce === true ? coerced(schema, lowering) : required(leaf3(schema));
    case "ZodNull":
      return required(leaf3(schema));
    case "ZodLiteral":
      return absentIfUndefined(nodes.literal([def.value]));
    case "ZodEnum":
      return required(nodes.choice(def.values));
    case "ZodNativeEnum":
      return required(nodes.choice(enumValues(def.values)));
    case "ZodNaN":
      return required(nodes.nanNode);
    case "ZodNever":
      return required(nodes.neverNode);
    case "ZodUndefined":
      return { node: nodes.undefinedNode, optional: true, undefined: true };
    case "ZodVoid":
      return { node: { ...nodes.undefinedNode, "x-actorgen-void": true }, optional: true, undefined: true };
    // Zod 3 takes an absent property for undefined, which these accept.
    case "ZodAny":
    case "ZodUnknown":
      return { node: {}, optional: true, undefined: false };
    default:
      return lowerContainer(def, lowering) ?? lowerWrapper3(schema, def, lowering);
  }
}

function lowerContainer(def: Definition, lowering: Lowering): Lowered | undefined {
  switch (def.typeName) {
    case "ZodArray": {
      const limits = limited("length", def.exactLength, def.minLength, def.maxLength);
      return required(withChecks({ type: "array", items: item(def.type, "[]", lowering) }, limits));
    }
    case "ZodSet":
      return required(
        withChecks(nodes.set(item(def.valueType, "[]", lowering)), limited("size", null, def.minSize, def.maxSize)),
      );
    case "ZodMap":
      return required(nodes.map(item(def.keyType, "<key>", lowering), item(def.valueType, "<value>", lowering)));
    default:
      return lowerComposite3(def, lowering);
  }
}

type Limit = { readonly value: number; readonly message?: string } | null;

function limited(what: "length" | "size", exact: Limit, least: Limit, most: Limit): Parameters<typeof withChecks>[1] {
  const message = (limit: NonNullable<Limit>): { readonly message?: string } =>
    limit.message === undefined ? {} : { message: limit.message };
  return [
    ...(exact ? [{ check: `${what}_equals`, value: exact.value, ...message(exact) } as const] : []),
    ...(least ? [{ check: `min_${what}`, value: least.value, ...message(least) } as const] : []),
    ...(most ? [{ check: `max_${what}`, value: most.value, ...message(most) } as const] : []),
  ];
}

function absentIfUndefined(lowered: Lowered): Lowered {
  return lowered.undefined ? { ...lowered, optional: true } : lowered;
}

// A numeric enum of TypeScript also maps its values back to their names.
function enumValues(values: Readonly<Record<string, string | number>>): readonly (string | number)[] {
  return Object.keys(values)
    .filter((name) => typeof values[values[name] ?? ""] !== "number")
    .flatMap((name) => values[name] ?? []);
}

function coerced(schema: Schema3, lowering: Lowering): Lowered {
  const node: JsonSchema =
    lowering.mode === "output" ? nodes.serverOnly(leaf3(schema), "coerce") : { "x-actorgen-server-only": ["coerce"] };
  return { node: { ...node, "x-actorgen-opaque": true }, optional: schema.isOptional(), undefined: false };
}

/** What `.describe()` says. */
export function docsOfZod3(schema: Schema3): Docs {
  return schema.description === undefined ? {} : { description: schema.description };
}
