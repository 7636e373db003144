import { test } from "vitest";
import { rows } from "./zz-table4.js";
import { readOne } from "./read-one.js";
import { writeFileSync } from "node:fs";
test("dump", () => {
  let out = "";
  for (const [label, make] of Object.entries(rows)) {
    const r = readOne(make());
    const i = JSON.stringify(r.input), o = JSON.stringify(r.output);
    out += `${label}\n   ${r.optional ? "? " : ""}${i}\n${o === i ? "" : `   OUT ${o}\n`}${r.findings.length ? `   !! ${r.findings}\n` : ""}${Object.keys(r.defs).length ? `   DEFS ${JSON.stringify(r.defs)}\n` : ""}`;
  }
  writeFileSync("/tmp/dump4.txt", out);
});
