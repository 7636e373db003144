// docs/breaking.md says of every rule what the code says of it, in the same order.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rules, ruleOf } from "../../src/codegen/breaking/rules.js";
import { repository } from "../temporary-project.js";

const text = readFileSync(join(repository, "docs/breaking.md"), "utf8");

test("docs and code list the same rules", () => {
  const headings = ["### Breaking", "### Compatible", "### Docs"];
  const documented = headings.map((heading) =>
    (text.split(`${heading}\n`)[1] ?? "")
      .split(/^###/m, 1)[0]
      ?.split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  );
  const expected = (["breaking", "compatible", "docs"] as const).map((severity) =>
    Object.keys(rules)
      .filter((id): id is keyof typeof rules => ruleOf(id as keyof typeof rules).severity === severity)
      .map((id) => {
        const { means, mend } = ruleOf(id);
        return [`\`${id}\``, means, ...(mend === undefined ? [] : [mend])];
      }),
  );
  expect(documented).toEqual(expected);
});

test("every breaking rule says what to do instead", () => {
  const bare = Object.entries(rules).filter(([, rule]) => rule.severity === "breaking" && !("mend" in rule));
  expect(bare).toEqual([]);
});
