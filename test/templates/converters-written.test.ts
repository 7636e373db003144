// What is written is what was checked: values are read once and made anew, whatever toJSON, getters or hidden fields they bring.
import { expect, test } from "vitest";
import { z } from "zod";
import { emitted, outcome } from "./emitted.js";

const secret = (): unknown => "secret";
const kept = { id: "kept" };
const hidden = <Value extends object>(value: Value): Value => Object.defineProperty(value, "toJSON", { value: secret });
/** Answers `first` when it is asked for the first time. */
const fickle = (first: unknown): object => {
  let asked = 0;
  return Object.defineProperty({}, "id", { enumerable: true, get: () => (asked++ === 0 ? first : "secret") });
};

const object = z.object({ id: z.string() });

test.each<[string, z.ZodType, unknown, unknown]>([
  ["toJSON of a list", z.array(z.string()), Object.assign(["kept"], { toJSON: secret }), ["kept"]],
  ["toJSON of a list of objects", z.array(object), hidden([kept]), [kept]],
  ["toJSON of a list of unions", z.array(z.union([z.number(), object])), hidden([kept]), [kept]],
  ["toJSON of a tuple", z.tuple([z.string()]), hidden(["kept"]), ["kept"]],
  ["toJSON of an object", object, hidden({ id: "kept" }), kept],
  ["toJSON of a field's value", z.object({ at: object }), { at: hidden({ id: "kept" }) }, { at: kept }],
  ["toJSON of an option", z.union([z.number(), object]), hidden({ id: "kept" }), kept],
  ["toJSON of a strict object", z.strictObject({ id: z.string() }), hidden({ id: "kept" }), kept],
  ["toJSON of a loose object", z.looseObject({ id: z.string() }), hidden({ id: "kept" }), kept],
  ["toJSON of a record", z.record(z.string(), z.string()), hidden({ id: "kept" }), kept],
  ["toJSON of an intersection", object.and(z.object({ id: z.string() })), hidden({ id: "kept" }), kept],
  ["inherited toJSON", object, Object.assign(Object.create(hidden({})) as object, kept), kept],
  ["hidden field", object, Object.defineProperty({ password: "secret" }, "id", { value: "kept" }), kept],
  ["getter", object, fickle("kept"), kept],
  ["getter of a strict object", z.strictObject({ id: z.string() }), fickle("kept"), kept],
  ["getter of a loose object", z.looseObject({ id: z.string() }), fickle("kept"), kept],
  ["getter of a record", z.record(z.string(), z.string()), fickle("kept"), kept],
  ["getter in a catchall", z.object({}).catchall(z.string()), fickle("kept"), kept],
  ["getter of a nullable", z.object({ id: z.string().nullable() }), fickle("kept"), kept],
  ["getter of an optional", z.object({ id: z.string().optional() }), fickle("kept"), kept],
])("%s", async (_name, schema, value, wanted) => {
  const { writeOutput } = (await emitted(schema)).value;
  const result = outcome(writeOutput, value);
  expect(JSON.parse(JSON.stringify(result))).toEqual({ data: wanted });
});

test.each([
  ["any", z.any()],
  ["json", z.json()],
])("a list with a toJSON is no %s", async (_name, schema) => {
  const { writeOutput } = (await emitted(z.array(schema))).value;
  expect(outcome(writeOutput, [hidden(["kept"])])).toHaveProperty("issues");
  expect(outcome(writeOutput, [["kept"]])).toEqual({ data: [["kept"]] });
});
