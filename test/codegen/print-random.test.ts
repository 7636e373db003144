// Emitted TypeScript is laid out without parsing it in full; what comes out is what Prettier makes of it, character for character.
import fc from "fast-check";
import { format } from "prettier";
import { expect, test } from "vitest";
import { z } from "zod";
import { generate } from "../../src/codegen/generate.js";
import { layoutCode, type LineStyle } from "../../src/codegen/layout/index.js";
import { defineActor } from "../../src/schema/index.js";
import { recipes } from "../differential/recipes.js";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
/** Random contracts. A hundred take some 20 s. */
const runs = Number(process.env["RUNS"] ?? 12);

const styles: readonly LineStyle[] = [
  { printWidth: 80, tabWidth: 2, useTabs: false },
  { printWidth: 120, tabWidth: 4, useTabs: false },
  { printWidth: 50, tabWidth: 3, useTabs: true },
];

test("random contracts in several styles", { timeout: 600_000 }, async () => {
  console.log(`seed ${seed}, ${runs} contracts`);
  const schemas = fc.sample(recipes(3), { numRuns: runs * 4, seed }).map(({ source }) => source);
  let laidOut = 0;
  let files = 0;
  for (let run = 0; run < runs; run++) {
    const [a = z.string(), b = a, c = a, d = a] = schemas.slice(run * 4, run * 4 + 4);
    const room = defineActor({
      state: z.object({ a: b }),
      connParams: z.object({ "user-id": z.string(), d }),
      actions: {
        one: { args: { first: a, second: z.optional(b) }, returns: c, errors: { bad: d } },
        two: { args: { only: z.object({ x: c, y: d }) } },
      },
      events: { happened: d, other: z.object({ deep: z.object({ c }) }) },
    });
    const style = styles[run % styles.length] ?? { printWidth: 80, tabWidth: 2, useTabs: false };
    // Schemas that cannot cross the wire give no files.
    for (const { path, text } of generate({ Alpha: a, room }, { react: true }).files) {
      if (!path.endsWith(".ts")) continue;
      files++;
      const made = layoutCode(text, style);
      if (made === undefined) continue;
      laidOut++;
      expect({ run, path, text: made }).toEqual({
        run,
        path,
        text: await format(text, { parser: "typescript", ...style }),
      });
    }
  }
  expect(files).toBeGreaterThan(0);
  // The rest is left to Prettier itself.
  expect(laidOut / files).toBeGreaterThan(0.8);
});

test("what templates of a user may emit is left to Prettier, or comes out as Prettier prints it", async () => {
  const texts = [
    "export const a = { b: 'single' }",
    "export class A { x = 1 }",
    "export const f = async () => { await g() };",
    "export type F = (a: string) => void;",
    "export const x = a ? b : c ? d : e;",
    "export const s = `a\n${b}`;",
    "export default 1;",
    'export const q = { "a": 1, "b-c": 2 };',
    "export const é = 1;",
    'export const wide = ["漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "漢字漢字漢字漢字"];',
    "export const n = 0xff + 1_000 + .5 + 1.50;",
    "export function f(a: string): string { // why\nreturn a; }",
    "export const a = b satisfies C;",
    "export const a = <T,>(b: T): T => b;",
    "export const a = b\nexport const c = d",
    "for (;;) {}",
    "export enum A { b }",
  ];
  for (const text of texts) {
    const made = layoutCode(`${text}\n`, { printWidth: 80, tabWidth: 2, useTabs: false });
    if (made !== undefined) expect(made).toBe(await format(text, { parser: "typescript" }));
  }
});
