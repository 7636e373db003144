// Values that JSON has no form for, or a doubtful one: 100,000 of all wire kinds cross as JSON text, each with the documented outcome.
import { expect, test } from "vitest";
import { cross, kinds } from "../differential/special-values.js";
import { emitted } from "./emitted.js";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const numRuns = 10_000;

test.each(Object.entries(kinds))(
  `%s: ${numRuns} values, as argument and as result (seed ${seed})`,
  async (_name, [schema, values, expected]) => {
    const arrived = cross((await emitted(schema)).value, values, expected, { seed, numRuns });
    expect(arrived).toBeGreaterThan(numRuns / 100);
  },
);
