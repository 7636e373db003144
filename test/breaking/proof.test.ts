// Random pairs of schemas: every witness is one by Zod's own verdict, and what Zod finds to break is never called compatible.
// PAIRS, VALUES and SEED scale it: npm run test:breaking.
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { prove, type ProofReport } from "./proof.js";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const count = Number(process.env["PAIRS"] ?? 60);
const values = Number(process.env["VALUES"] ?? 60);
const batch = 100;

test(`${count} random pairs, each way`, { timeout: 3_600_000 }, async () => {
  const reports: ProofReport[] = [];
  for (let start = 0; start < count; start += batch)
    reports.push(await prove(Math.min(batch, count - start), values, seed + start));
  const sum = (field: "positions" | "breaking" | "witnesses" | "unproven" | "doubtful" | "sampled"): number =>
    reports.reduce((total, report) => total + report[field], 0);
  const wrong = (field: "misses" | "refuted" | "loud"): readonly object[] => reports.flatMap((report) => report[field]);
  console.log(
    `seed ${seed}: ${sum("positions")} positions, ${sum("breaking")} breaking with ${sum("witnesses")} witnesses, ` +
      `${sum("unproven")} unproven (${sum("doubtful")} of them without a sampled break), ` +
      `${sum("sampled")} breaks sampled by Zod, ${wrong("misses").length} missed, ${wrong("refuted").length} witnesses refuted`,
  );
  const shown = [...wrong("refuted"), ...wrong("loud"), ...wrong("misses")].slice(0, 5);
  expect(shown.map((one) => inspect(one, { depth: 12, breakLength: 160, maxStringLength: 300 })).join("\n\n")).toBe("");
  expect(sum("witnesses")).toBeGreaterThan(count / 10);
});
