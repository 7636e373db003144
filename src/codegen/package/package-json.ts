// The manifest of an emitted package.
import type { Contract } from "../../schema/contract.js";

/** Text of package.json. `runtime` is the version of actorgen that the code was emitted by. */
export function packageJson(
  contract: Contract,
  { name, version, runtime }: { readonly name: string; readonly version: string; readonly runtime: string },
): string {
  const manifest = {
    name,
    version,
    description: `Client of ${Object.keys(contract.actors).join(", ")}: typed actions and events, validated on arrival.`,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    exports: {
      ".": { types: "./client.d.ts", default: "./client.js" },
      "./contract.json": "./contract.json",
      "./package.json": "./package.json",
    },
    types: "./client.d.ts",
    files: ["*.js", "*.d.ts", "contract.json"],
    dependencies: { actorgen: `^${runtime}` },
    actorgen: { contract: contract.hash },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
