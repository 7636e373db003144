// docs/errors.md says of every code what the code says of itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorCodes } from "../../src/protocol/errors.js";
import { storeErrorCodes } from "../../src/store/errors.js";
import { allCodes } from "../../src/codegen/run-codes.js";
import { repository } from "../temporary-project.js";

const text = readFileSync(join(repository, "docs/errors.md"), "utf8");
/** Cells of all table rows, without the padding that the formatter adds. */
const rows = text
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test("the runtime's codes", () => {
  const documented = rows.filter((cells) => cells.length === 4);
  const expected = Object.entries(errorCodes).map(([code, { http, retry, means }]) => [
    `\`${code}\``,
    String(http),
    retry ? "yes" : "no",
    means,
  ]);
  expect(documented).toEqual(expected);
});

test("the store's codes", () => {
  const documented = rows.filter(([code]) => code?.startsWith("`store_"));
  expect(documented).toEqual(Object.entries(storeErrorCodes).map(([code, means]) => [`\`${code}\``, means]));
});

test("the generator's diagnostics", () => {
  const documented = rows.filter(([code]) => code?.startsWith("`AG"));
  const expected = Object.entries(allCodes).map(([code, { title }]) => [`\`${code}\``, title]);
  expect(documented).toEqual(expected);
});
