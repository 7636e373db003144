// Patterns that backtrack are told from those that do not, without running them.
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { regexes } from "zod/v4/core";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { backtrackingOf } from "../../src/codegen/read/backtracking.js";
import { patterns3 } from "../../src/codegen/read/zod3/formats.js";
import { readOne } from "./read-one.js";

const { cache } = createRequire(import.meta.url);
const degreeOf = ({ source, flags }: RegExp): number => backtrackingOf(source, flags)?.degree ?? 1;

// First of all tests, while nothing has asked for the libraries.
test("schemas without patterns of their own do not load the libraries", () => {
  readOne(z.object({ id: z.uuid(), mail: z.email(), at: z.iso.datetime(), ip: z.ipv6(), name: z.string().max(9) }));
  readOne(z.object({ small: z.string().lowercase(), hash: z.hash("sha256"), to: z.httpUrl(), big: z.bigint() }));
  expect(Object.keys(cache).filter((path) => path.includes("scslre"))).toEqual([]);
  readOne(z.string().regex(/^a$/));
  expect(Object.keys(cache).filter((path) => path.includes("scslre"))).toHaveLength(1);
});

const manyWords = Array.from({ length: 250 }, (_, index) => `country${index.toString(36)}`).join("|");

test.each([
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  /^[A-Za-z0-9_]{3,20}$/,
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/,
  /^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$/,
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i,
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i,
  /^\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}$/,
  /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,72}$/,
  /^(?!.*\.\.)[a-z0-9.]+$/,
  /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/,
  /^(['"])[^'"]*\1$/,
  /^\p{L}+(?: \p{L}+)*$/u,
  /^(?:\p{L}|\p{M})*$/u,
  /^https?:\/\/(?:www\.)?[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-zA-Z0-9()]{1,6}\b(?:[-a-zA-Z0-9()@:%_+.~#?&/=]*)$/,
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
  /^\$?\d{1,3}(,\d{3})*(\.\d{2})?$/,
  /^(\w+\s)*\w+$/,
  /^(?:@[a-z0-9-*~][a-z0-9-*._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/,
  /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)*$/,
  /^"(?:\\.|[^"\\])*"$/,
  /^(?:.|\n)*x$/,
  /^[\w,\s-]+\.[A-Za-z]{3}$/,
  new RegExp(`^(?:${manyWords})$`),
  new RegExp(`^(?:(?:${manyWords}),)*$`),
  // These never fail once they are in the loop.
  /^(.|\s)*$/,
  /(\w|\d)*/,
])("sane: %s", (regex) => expect(degreeOf(regex)).toBe(1));

test.each([...Object.entries(regexes), ...Object.entries(patterns3)].filter(([, regex]) => regex instanceof RegExp))(
  "Zod's own: %s",
  (_name, regex) => {
    if (regex instanceof RegExp) expect(degreeOf(regex)).toBeLessThan(3);
  },
);

test.each([
  /^(a+)+$/,
  /^(a|a)*$/,
  /^(\w+\s?)*$/,
  /(\w+\s?)*$/,
  /^(.*)*x/,
  /^(.|\s)*x$/,
  /^((ab)*)+$/,
  /^(?:ab|abab)*$/,
  /^(?:a{2}|a{3})*$/,
  /^(([a-z])+.)+[A-Z]([a-z])+$/,
  /^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$/,
  /^\w+([.-]?\w+)*@\w+([.-]?\w+)*(\.\w{2,3})+$/,
  /^(https?:\/\/)?([\da-z.-]+)\.([a-z.]{2,6})([/\w .-]*)*\/?$/,
  /^(?:\p{L}+)*!$/u,
  /^(?=(a+)+$)/,
  /^(?:a*a*b)*$/,
  /^(a+)+\1$/,
  /^(?:[a-z]|[A-Z0-9])*$/i,
  /^"(?:\\.|[^"])*"$/,
])("exponential: %s", (regex) => expect(degreeOf(regex)).toBe(Infinity));

test.each([
  [/\s+$/, 2],
  [/^[a-z]*[a-z0-9]*$/, 2],
  [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 2],
  [/^\d*\d*\d*x$/, 3],
  [/^(a+){1,3}$/, 3],
  [/^.*,.*,.*,.*,.*;$/, 5],
  [/a*a*a*a*a*b/, 6],
] as const)("polynomial: %s to the power of %i", (regex, degree) => expect(degreeOf(regex)).toBe(degree));

test("what repeats is the text that is slow", () => {
  expect(backtrackingOf("^((ab)*)+$", "")?.repeated).toMatch(/^(?:ab)+$/);
  expect(backtrackingOf("^.*,.*,.*;$", "")?.repeated).toBe(",");
  expect(backtrackingOf("^(?:x(?:(?:yz|y.)b{2}){2})*$", "")?.repeated).toBe("xyzbbyzbb");
});

test("an expression that is too large to tell is let pass, soon", () => {
  const before = performance.now();
  expect(degreeOf(new RegExp(`^${"(?:".repeat(300)}a${")*".repeat(300)}$`))).toBe(1);
  expect(degreeOf(new RegExp(`^(?:${"a?".repeat(900)})*$`))).toBe(1);
  expect(performance.now() - before).toBeLessThan(1_000);
});

test("a short string is harmless, whatever the pattern", () => {
  const find = (schema: z.ZodType | z3.ZodTypeAny): readonly string[] => readOne(schema).findings;
  const found = ["AG029 probe.actions.take.args.value", "AG029 probe.actions.give.returns"];
  expect(
    find(
      z
        .string()
        .regex(/^(a+)+$/)
        .max(23),
    ),
  ).toEqual([]);
  expect(
    find(
      z
        .string()
        .regex(/^(a+)+$/)
        .max(24),
    ).toSorted(),
  ).toEqual(found.toSorted());
  expect(
    find(
      z
        .string()
        .length(8)
        .trim()
        .regex(/^(a+)+$/),
    ),
  ).toEqual([]);
  expect(
    find(
      z
        .string()
        .max(215)
        .regex(/^\d*\d*\d*x$/),
    ),
  ).toEqual([]);
  expect(
    find(
      z
        .string()
        .max(216)
        .regex(/^\d*\d*\d*x$/),
    ),
  ).toHaveLength(2);
  expect(
    find(
      z
        .string()
        .regex(/^a$/)
        .regex(/^(a+)+$/),
    ),
  ).toHaveLength(2);
  expect(find(z3.string().regex(/^(a+)+$/))).toHaveLength(2);
  expect(
    find(
      z3
        .string()
        .max(20)
        .regex(/^(a+)+$/),
    ),
  ).toEqual([]);
});
