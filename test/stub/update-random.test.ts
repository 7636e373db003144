// Random implementations in random layouts: what the user wrote stays, nothing is missing afterwards, and a second run changes nothing.
import { transformSync } from "esbuild";
import fc from "fast-check";
import { expect, test } from "vitest";
import { updateText } from "../../src/codegen/stub/update.js";
import { compileBeside, isKept, needed } from "./room.js";

const names = ["post", "history", "kick-out", "clear"];
const returned: Readonly<Record<string, string>> = {
  post: "7",
  history: '["a, }"]',
  "kick-out": "true",
  clear: "undefined",
};

const handler = (name: string): fc.Arbitrary<string> => {
  const value = returned[name] ?? "";
  const plain = name === "kick-out" ? '"kick-out"' : name;
  return fc.constantFrom(
    `${plain}() { return ${value}; }`,
    `${plain}: () => ${value}`,
    `"${name}": async () => ${value}`,
    `["${name}"]: function () { return ${value}; }`,
    `'${name}'() {\n return ${value}; // }, {\n}`,
    `async ${plain}() { return ${value} /* , */; }`,
    `${plain}: (() => ${value})`,
  );
};
const comment = fc.constantFrom("", "", "", " /* { , */ ", " // , }\n", "\n\n", "/** doc */\n");

interface Layout {
  readonly open: string;
  readonly between: readonly string[];
  readonly comma: string;
  readonly close: string;
}
const layout: fc.Arbitrary<Layout> = fc.record({
  open: fc.constantFrom("", " ", "\n", "\n    ", "\n\t", " // first\n  ", "/* a\n b */ "),
  between: fc.array(
    fc.tuple(comment, fc.constantFrom(" ", "\n", "\n    ", "\n\t\t", "\n\n  ")).map(([one, two]) => one + two),
    { minLength: 8, maxLength: 8 },
  ),
  comma: fc.constantFrom("", ","),
  close: fc.constantFrom("", " ", "\n", "\n  ", " /* end */ ", " // end\n", "\n  // end { ,\n\t"),
});

const object = (members: readonly string[], { open, between, comma, close }: Layout): string => {
  const inside = members.map((member, index) => (index === 0 ? member : `,${between[index]}${member}`)).join("");
  return `{${open}${inside}${members.length > 0 ? comma : ""}${close}}`;
};

const text = fc
  .record({
    actions: fc.subarray(names).chain((chosen) => fc.tuple(...chosen.map(handler))),
    hooks: fc.subarray([
      "onWake() {}",
      "state: { messages: ['kept'] }",
      "connState: { user: '', joined: new Date(0) }",
    ]),
    inner: layout,
    outer: layout,
    wrap: fc.constantFrom("(", "((", "(/* handlers */ ("),
    where: fc.constantFrom("inline", "missing", "const", "shorthand"),
    first: fc.boolean(),
    newline: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ actions, hooks, inner, outer, wrap, where, first, newline }) => {
    const literal = object(actions, inner);
    const own = where === "inline" ? [`actions: ${literal}`] : where === "const" ? ["actions: handlers"] : ["actions"];
    const given = where === "missing" ? [] : own;
    const members = first ? [...given, ...hooks] : [...hooks, ...given];
    const variable = where === "const" ? "handlers" : "actions";
    const before = where === "inline" || where === "missing" ? "" : `const ${variable} = ${literal};\n`;
    const call = `export const room = implementRoom${wrap}${object(members, outer)}${")".repeat(wrap.split("(").length - 1)};\n`;
    return `import { implementRoom } from "../generated/server.js";\n${before}${call}`.replaceAll(/\r?\n/g, newline);
  });

/** What the handlers of a text are, and what each gives: undefined for one that throws. */
const run = (source: string): Record<string, unknown> => {
  const { code } = transformSync(source, { loader: "ts", format: "cjs", minifyWhitespace: true });
  let handlers: Record<string, unknown> = {};
  const require = (): object => ({ implementRoom: (given: Record<string, unknown>) => (handlers = given) });
  new Function("require", "module", "exports", code)(require, { exports: {} }, {});
  const actions = (handlers["actions"] ?? {}) as Record<string, () => unknown>;
  const told = Object.entries(actions).map(([name, one]) => {
    try {
      return [`actions.${name}`, String(one.toString().includes("Not implemented") ? one() : one.toString())] as const;
    } catch (error) {
      return [`actions.${name}`, String(error)] as const;
    }
  });
  const { actions: _, ...others } = handlers;
  return { ...Object.fromEntries(told), ...Object.fromEntries(Object.keys(others).map((name) => [name, name])) };
};

const updated = (before: string): { text: string; added: readonly string[] } => {
  const result = updateText({ file: "actors/room.ts", text: before }, needed);
  if (result === undefined) throw new Error("no implementation found");
  expect(result.diagnostics).toEqual([]);
  return result;
};

test("250 random implementations", () => {
  fc.assert(
    fc.property(text, (before) => {
      const { text: after, added } = updated(before);
      expect(isKept(before, after)).toBe(true);
      const was = run(before);
      const is = run(after);
      expect(is).toMatchObject(was);
      expect(Object.keys(is).length).toBe(Object.keys(was).length + added.length);
      for (const name of names) {
        const mark = `Error: Not implemented: ${name}`;
        expect(is[`actions.${name}`] === mark).toBe(was[`actions.${name}`] === undefined);
      }
      expect("createState" in is || "state" in is).toBe(true);
      expect("createConnState" in is || "connState" in is).toBe(true);
      // No line end of another kind comes in.
      if (before.includes("\r\n")) expect(after).not.toMatch(/[^\r]\n/);
      expect(updated(after)).toMatchObject({ text: after, added: [] });
    }),
    { numRuns: 250 },
  );
}, 60_000);

test("80 of them compile", () => {
  const files = fc.sample(text, { numRuns: 80, seed: 7 }).map((before, index) => {
    return [`actors/random-${index}.ts`, updated(before).text] as const;
  });
  expect(compileBeside(Object.fromEntries(files))).toBe("");
}, 60_000);
