// The codec's depth cap, against a plain count of nesting.
import fc from "fast-check";
import { expect, test } from "vitest";
import { ActorError } from "../../src/protocol/errors.js";
import { maxDepth, parseJson } from "../../src/protocol/codec.js";

const codeOf = (text: string): string => {
  try {
    parseJson(text);
    return "";
  } catch (error) {
    return error instanceof ActorError ? error.code : String(error);
  }
};
const nested = (depth: number, inner = ""): string => "[".repeat(depth) + inner + "]".repeat(depth);

test("the cap is exact, whatever stands around it", () => {
  const padding = JSON.stringify("x".repeat(300));
  expect(codeOf(nested(maxDepth, padding))).toBe("");
  expect(codeOf(nested(maxDepth + 1, padding))).toBe("too_deep");
  expect(codeOf(nested(maxDepth + 1))).toBe("too_deep");
  expect(codeOf(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`)).toBe("too_deep");
  expect(codeOf("[".repeat(1_000_000))).toBe("too_deep");
});

test("brackets in strings do not count, also behind escapes", () => {
  const brackets = "[{".repeat(1_000);
  for (const text of [brackets, `${brackets}\\`, `"${brackets}`, `\\"${brackets}`, `\\\\${brackets}"`]) {
    expect(parseJson(JSON.stringify([text, text]))).toEqual([text, text]);
  }
  expect(codeOf(JSON.stringify(["\\", '"']).slice(0, -1) + `,${nested(200)}]`)).toBe("too_deep");
});

test("anything that is not JSON is bad_json", () => {
  for (const text of ["", "{", "undefined", "{'a':1}", '"\\', "NaN", "[1,]", `"${"x".repeat(500)}`]) {
    expect(codeOf(text)).toBe("bad_json");
  }
});

test("any JSON below the cap parses as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});
