// All contestants, in the order of the table.
import type { Check, Contestant } from "./contestant.js";
import { actorgen } from "./contestants/actorgen.js";
import { ajv } from "./contestants/ajv.js";
import { arktype } from "./contestants/arktype.js";
import { typebox } from "./contestants/typebox.js";
import { valibot } from "./contestants/valibot.js";
import { zodMini } from "./contestants/zod-mini.js";
import { zod } from "./contestants/zod.js";

const write: Check = (value) => JSON.stringify(value);

/** Not a contestant: what writing the same payload costs. */
const stringify: Contestant = {
  name: "JSON.stringify",
  baseline: true,
  prepare: async () => ({ small: write, medium: write, large: write, uuids: write }),
};

/** Who can be measured. */
export const contestants: readonly Contestant[] = [
  actorgen,
  ...zod,
  zodMini,
  ...ajv,
  ...typebox,
  valibot,
  ...arktype,
  stringify,
];
