// The files of the inspector's page, as they stand beside this module once it is built.
import { readFileSync } from "node:fs";
import type { modules } from "./modules.js";

/** The text of one of them. */
export function moduleText(name: (typeof modules)[number]): string {
  return readFileSync(new URL(`./page/${name}.js`, import.meta.url), "utf8");
}
