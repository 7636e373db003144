// The page's modules as the build makes them, from the sources: stands in for assets.ts, which reads what was built.
import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import type { modules } from "../../src/hosts/node/inspector/modules.js";

export function moduleText(name: (typeof modules)[number]): string {
  const source = new URL(`../../src/hosts/node/inspector/page/${name}.ts`, import.meta.url);
  return transformSync(readFileSync(source, "utf8"), { loader: "ts", target: "es2022" }).code;
}
