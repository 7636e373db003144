// Which schemas share a converter: those that say the same, whatever their docs; never those whose fields differ.
import { expect, test } from "vitest";
import { z } from "zod";
import { generate } from "../../src/codegen/generate.js";
import { defineActor } from "../../src/schema/index.js";

function validators(one: z.ZodType, other: z.ZodType): string {
  const room = defineActor({ actions: { one: { returns: one }, other: { returns: other } } });
  const { files } = generate({ room });
  return files.find(({ path }) => path === "room.validators.ts")?.text ?? "";
}

const functions = (text: string): readonly string[] =>
  [...text.matchAll(/function (\w+)/g)].map(([, name = ""]) => name);

test("a field whose name is that of a docs keyword counts", () => {
  for (const name of ["title", "description", "deprecated", "examples", "readOnly"]) {
    const text = validators(z.object({ [name]: z.string() }), z.object({ [name]: z.number() }));
    expect(functions(text).length).toBe(
      functions(validators(z.object({ a: z.string() }), z.object({ a: z.number() }))).length,
    );
  }
});

test("docs do not", () => {
  const plain = z.object({ a: z.string() });
  const documented = z.object({ a: z.string().describe("A.") }).describe("Also.");
  expect(functions(validators(plain, documented))).toEqual(functions(validators(plain, plain)));
});
