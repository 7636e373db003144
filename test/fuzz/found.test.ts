// What the fuzzer found once, as small as it can be.
import { defineActor } from "actorgen";
import { generate } from "actorgen/codegen";
import { expect, test } from "vitest";
import { z } from "zod";
import { look } from "./syntax.js";

/** The text of an emitted file. */
function emitted(path: string, definitions: Readonly<Record<string, unknown>>): string {
  const { files, diagnostics } = generate(definitions);
  expect(diagnostics).toEqual([]);
  return files.find((file) => file.path === path)?.text ?? "";
}

test("an action named `new` is a method, not a constructor", () => {
  const room = defineActor({ actions: { new: { args: { name: z.string() } } } });
  for (const [path, type] of [
    ["room.ts", "RoomActions"],
    ["room.server.ts", "RoomServerActions"],
  ] as const) {
    const members = look(path, emitted(path, { room })).interfaces.get(type);
    expect([...(members?.keys() ?? [])]).toEqual(["new"]);
  }
});

test("an event that is called as a member of every object keeps the type of its delivery", () => {
  const room = defineActor({ events: { toString: z.int(), plain: z.int() } });
  for (const path of ["room.ts", "room.server.ts"]) {
    const text = emitted(path, { room });
    expect(text).toMatch(/toString: \{ hash: "\w+", delivery: "resume" as const/);
    expect(text).toMatch(/plain: \{ hash: "\w+", delivery: "resume",/);
  }
});

test("line ends in a template literal's type are escaped", () => {
  const Code = z.object({ code: z.templateLiteral(['a\r\n\u2028`${\\"', z.int()]) });
  const room = defineActor({ events: { told: Code } });
  expect(emitted("types.ts", { room, Code })).toContain('code: `a\\r\\n\\u2028\\`\\${\\\\"${number}`;');
});

test("half a surrogate pair in a pattern outlives being written", () => {
  const room = defineActor({ events: { told: z.templateLiteral(["\ud800", z.int()]) } });
  const text = emitted("room.validators.ts", { room });
  expect(text).toContain("\\ud800");
  expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
});

test("an export under any text is refused", () => {
  const { diagnostics } = generate({ 'x"; SENTINEL(); "': defineActor({}), class: z.string(), ok: defineActor({}) });
  expect(diagnostics.map(({ code, severity, at }) => [code, severity, at])).toEqual([
    ["AG007", "error", "class"],
    ["AG007", "error", 'x"; SENTINEL(); "'],
  ]);
});
