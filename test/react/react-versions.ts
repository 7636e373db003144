// The hooks bundled with one version of React, so that one suite runs on each that is supported.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import type * as ReactModule from "react";
import type * as ReactDomClient from "react-dom/client";
import type * as ReactDomServer from "react-dom/server";
import type * as Hooks from "actorgen/react";
import { repository } from "../temporary-project.js";

/** The versions of React that the hooks must work on. */
export const reactVersions = ["18", "19"] as const;

/** One version of React, and the hooks on it. */
export interface WithReact {
  readonly React: typeof ReactModule;
  readonly dom: typeof ReactDomClient;
  readonly server: typeof ReactDomServer;
  readonly createHooks: typeof Hooks.createHooks;
}

const entry = `
export * as React from "react";
export * as dom from "react-dom/client";
export * as server from "react-dom/server";
export { createHooks } from "./src/react/index.ts";`;

/** Bundles and loads them. */
export async function withReact(version: (typeof reactVersions)[number]): Promise<WithReact> {
  const folder = join(repository, "node_modules/.cache/actorgen-test");
  const outfile = join(folder, `react-${version}-${process.pid}.cjs`);
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: repository,
    stdin: { contents: entry, resolveDir: repository, loader: "ts" },
    bundle: true,
    outfile,
    platform: "node",
    format: "cjs",
    alias: version === "18" ? { react: "react-18", "react-dom": "react-dom-18" } : {},
    logLevel: "silent",
  });
  const loaded: WithReact = createRequire(import.meta.url)(outfile);
  if (!loaded.React.version.startsWith(`${version}.`)) throw new Error(`This is React ${loaded.React.version}.`);
  return loaded;
}
