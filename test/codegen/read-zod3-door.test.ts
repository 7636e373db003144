// Zod 3 has its own door: no Zod 4 schema goes through it, and its formats are Zod 3's own.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { isZod3 } from "../../src/codegen/read/zod3/definition.js";
import { formatCheck, patterns3 } from "../../src/codegen/read/zod3/formats.js";
import { standardKeywords3 } from "../../src/codegen/read/zod3/keywords.js";
import { readOne } from "./read-one.js";

const require = createRequire(import.meta.url);
const source = fileURLToPath(new URL("../../src", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name: name.replaceAll("\\", "/"), text: readFileSync(`${source}/${name}`, "utf8") }));

const filesWith = (pattern: RegExp): readonly string[] =>
  files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

test("one file calls the converter, one file chooses the reader", () => {
  expect(filesWith(/(?:require\(|from )"zod-to-json-schema"/)).toEqual(["codegen/read/zod3/keywords.ts"]);
  expect(filesWith(/\blowerZod3\(/)).toEqual(["codegen/read/dialect.ts", "codegen/read/zod3/index.ts"]);
  expect(filesWith(/\blowerZod4\(/)).toEqual(["codegen/read/dialect.ts", "codegen/read/zod4/index.ts"]);
});

test("a Zod 4 schema is no Zod 3 schema, and the converter's door refuses it", () => {
  expect(isZod3(z.string())).toBe(false);
  expect(isZod3(z3.string())).toBe(true);
  expect(() => Reflect.apply(standardKeywords3, undefined, [z.string()])).toThrow(TypeError);
});

test("reading Zod 4 schemas does not even load the converter", () => {
  const path = require.resolve("zod-to-json-schema");
  delete require.cache[path];
  readOne(z.object({ text: z.string().min(1), at: z.date(), size: z.int(), list: z.array(z.enum(["a"])) }));
  expect(require.cache[path]).toBeUndefined();
  readOne(z3.object({ size: z3.number() }));
  expect(require.cache[path]).toBeDefined();
});

test("both dialects in one definition", () => {
  const { input, findings } = readOne(z.object({ four: z.string().max(5) }), { Three: z3.string().max(5) });
  expect(findings).toEqual([]);
  expect(input?.properties?.["four"]).toEqual({ type: "string", maxLength: 5 });
  expect(readOne(z3.string().max(5)).input).toEqual({ type: "string", maxLength: 5, "x-actorgen-dialect": "zod3" });
});

// Zod 3 does not export its patterns, so they are seen at work.
function patternsTested(schema: z3.ZodString): readonly string[] {
  const seen: string[] = [];
  const real = RegExp.prototype.test;
  RegExp.prototype.test = function (text) {
    seen.push(String(this));
    return real.call(this, text);
  };
  try {
    schema.safeParse("?");
  } finally {
    RegExp.prototype.test = real;
  }
  return seen;
}

const text = z3.string();
test.each([
  ["cuid", text.cuid()],
  ["cuid2", text.cuid2()],
  ["ulid", text.ulid()],
  ["uuid", text.uuid()],
  ["nanoid", text.nanoid()],
  ["duration", text.duration()],
  ["email", text.email()],
  ["emoji", text.emoji()],
  ["base64", text.base64()],
  ["base64url", text.base64url()],
  ["date", text.date()],
  ["ipv4", text.ip({ version: "v4" })],
  ["ipv6", text.ip({ version: "v6" })],
  ["cidrv4", text.cidr({ version: "v4" })],
  ["cidrv6", text.cidr({ version: "v6" })],
])("the pattern of %s is Zod 3's", (name, schema) => {
  expect(patternsTested(schema)).toEqual([String(patterns3[name])]);
});

test("so are those of times", () => {
  const options = [{}, { precision: 0 }, { precision: 3 }];
  for (const time of options) expectSame(text.time(time));
  for (const datetime of [...options, { offset: true }, { local: true }, { local: true, offset: true, precision: 2 }]) {
    expectSame(text.datetime(datetime));
  }
  function expectSame(schema: z3.ZodString): void {
    const [check] = schema._def.checks;
    const read = check && formatCheck({ ...check });
    expect(patternsTested(schema)).toEqual([String(new RegExp(read?.pattern ?? ""))]);
  }
});

test("an address of either version is one or the other", () => {
  const { input } = readOne(text.ip());
  const pattern = new RegExp(input?.pattern ?? "");
  for (const value of ["1.2.3.4", "::1", "256.0.0.1", ":::", "1.2.3.4::"]) {
    expect(pattern.test(value)).toBe(text.ip().safeParse(value).success);
  }
});
