// The JSON Schema files: all of them compile together under Ajv's strict mode, and take and refuse what they should.
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { exampleOf } from "../../src/codegen/docs/example.js";
import { schemaFileName, schemaFiles } from "../../src/codegen/docs/schema-files.js";
import type { Generated } from "../../src/codegen/generate.js";
import { demo, hostile } from "./fixtures.js";

function compiled({ contract }: Generated): Ajv2020 {
  const project = { importExtension: ".js", sourceRoot: ".." } as const;
  const files = schemaFiles({ contract, project }).map(({ text }): object => JSON.parse(text));
  // Optional items of tuples, and required keys of records, are no faults, though Ajv would call them so.
  const ajv = new Ajv2020({ strict: true, strictTuples: false, strictRequired: false, allErrors: true });
  addFormats.default(ajv);
  const words = new Set(files.flatMap((file) => JSON.stringify(file).match(/(?<=")x-actorgen-[a-z-]+(?=":)/g) ?? []));
  ajv.addVocabulary([...words]);
  ajv.addSchema(files);
  return ajv;
}

describe.each([
  ["the demo's schemas", demo],
  ["every construct under hostile names", hostile],
])("%s", (_name, generated) => {
  const ajv = compiled(generated);
  const { $defs } = generated.contract;

  test.each(Object.keys($defs))("%s compiles, takes an example and refuses what is none", (name) => {
    const validate = ajv.getSchema(encodeURIComponent(schemaFileName(name)));
    if (validate === undefined) throw new Error("There is no such file.");
    const node = $defs[name] ?? {};
    const example = exampleOf(node, $defs, name);
    expect(example).toBeDefined();
    expect({ valid: validate(example?.wire), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(validate(Symbol("none of JSON"))).toBe(false);
  });
});

test("values of the demo, in wire form", () => {
  const ajv = compiled(demo);
  const message = {
    id: "0b0e6d9c-6f52-4a4e-9d0c-2f5c0c3f6d5e",
    userId: "ada",
    text: "",
    sentAt: "2026-01-05T10:00:00.000Z",
  };
  const check = (name: string, value: unknown): boolean => ajv.getSchema(`${name}.schema.json`)?.(value) === true;
  expect(check("Message", message)).toBe(true);
  expect(check("Message", { ...message, text: "x".repeat(2001) })).toBe(false);
  expect(check("Message", { ...message, id: "none" })).toBe(false);
  expect(check("Player", { id: "p", role: "player", position: { x: 1, y: 2 } })).toBe(true);
  expect(check("Player", { id: "p", role: "king", position: { x: 1, y: 2 } })).toBe(false);
  expect(check("Player", { id: "p", role: "player", position: { x: "1", y: 2 } })).toBe(false);
  expect(check("TreeNode", { label: "a", children: [{ label: "b", children: [] }] })).toBe(true);
  expect(check("TreeNode", { label: "a", children: [{ label: "b" }] })).toBe(false);
});
