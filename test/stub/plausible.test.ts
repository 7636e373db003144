// The first state of a stub: the smallest value, and none where the contract tells of none.
import { expect, test } from "vitest";
import { plausible } from "../../src/codegen/stub/plausible.js";
import type { JsonSchema } from "../../src/schema/json-schema.js";

const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});

test.each<[JsonSchema, string | undefined]>([
  [object({}), "{}"],
  [{ type: "string" }, '""'],
  [{ type: "string", minLength: 1 }, undefined],
  [{ type: "string", pattern: "^a$" }, undefined],
  [{ type: "string", format: "uuid" }, "crypto.randomUUID()"],
  [{ type: "integer", minimum: 3 }, "3"],
  [{ type: "number", exclusiveMinimum: 0 }, "1"],
  [{ type: "integer", minimum: 3, multipleOf: 2 }, undefined],
  [{ enum: ["a", "b"] }, '"a"'],
  [{ anyOf: [{ type: "string", minLength: 4 }, { type: "null" }] }, "null"],
  [{ type: "array", items: { type: "boolean" }, minItems: 2 }, "[false, false]"],
  [object({ at: { type: "string", "x-actorgen-kind": "date" }, "a-b": {} }), '{ at: new Date(), "a-b": null }'],
  [object({ self: { $ref: "#/$defs/Endless" } }), undefined],
  [object({ known: { type: "string" }, other: { type: "string" } }), '{ known: params.known, other: "" }'],
])("%j", (schema, text) => {
  const definitions = { Endless: object({ self: { $ref: "#/$defs/Endless" } }) };
  const params = object({ known: { type: "string", minLength: 1 }, other: { type: "number" } });
  expect(plausible(schema, definitions, { name: "params", schema: params })).toBe(text);
});
