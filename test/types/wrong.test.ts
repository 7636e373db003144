// Wrong programs and the compiler message that each must give: `// error: <part of the message>` stands above the line.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../temporary-project.js";
import { compile } from "./compiler.js";

const folder = join(repository, "test/types/wrong");

interface Expected {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

function expectedIn(file: string): Expected[] {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  return lines.flatMap((line, index) => {
    const match = /^\s*\/\/ error: (.*)$/.exec(line);
    return match ? [{ file, line: index + 2, text: match[1] ?? "" }] : [];
  });
}

test("every wrong program is refused with the message it must give, and nothing else is", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  const expected = files.flatMap(expectedIn);
  expect(expected.length).toBeGreaterThan(15);
  const run = compile("7", join(repository, "test/types"), ["-p", "tsconfig.json"]);
  const found = run.messages.map(({ file, line, text }) => ({ file: file.replace(/^.*wrong\//, ""), line, text }));
  const missing = expected.filter(
    (want) => !found.some((got) => got.file === want.file && got.line === want.line && got.text.includes(want.text)),
  );
  const surprising = found.filter((got) => !expected.some((want) => got.file === want.file && got.line === want.line));
  expect({ missing, surprising }).toEqual({ missing: [], surprising: [] });
}, 120_000);
