// What `actorgen package` emits: the client of a public contract as a publishable npm package.
import { readFileSync } from "node:fs";
import { actors } from "../../../templates/actor.js";
import { client } from "../../../templates/client.js";
import { positionsOf } from "../../../templates/positions.js";
import { types } from "../../../templates/types.js";
import type { Contract } from "../../schema/contract.js";
import type { EmittedFile, Template } from "../../schema/template.js";
import { isRecord, parseJson } from "../parse-json.js";
import type { Artifact } from "../run-artifact.js";
import { compileModule } from "./compile.js";
import { packageJson } from "./package-json.js";
import { readme } from "./readme.js";

/** What the package is called. */
export interface PackageOptions {
  /** Its name on npm. */
  readonly name: string;
  /** Its version, as semver has it. */
  readonly version: string;
}

const validators: Template = (input) => positionsOf(input).plan.files();

/**
 * The package: modules with their declarations, `contract.json`, a manifest and a README. The modules are the emitted client
 * without its types, so what the package holds is the public contract and nothing else.
 */
export function clientPackage(options: PackageOptions): Artifact {
  const runtime = ownVersion();
  const about: Template = ({ contract }) => [
    { path: "package.json", text: packageJson(contract, { ...options, runtime }) },
    { path: "README.md", text: readme(contract, options) },
    { path: "contract.json", text: `${JSON.stringify(contract, null, 2)}\n` },
  ];
  return {
    output: "client-package",
    mark: "package.json",
    templates: [about, types, actors, client, validators],
    facts: { importExtension: ".js", react: false },
    finish,
  };
}

async function finish(files: readonly EmittedFile[], _: Contract): Promise<readonly EmittedFile[]> {
  const compiled = await Promise.all(
    files.map(async (file) => (file.path.endsWith(".ts") ? await compileModule(file) : [file])),
  );
  return compiled.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

// The version of the runtime that the emitted code was made for.
function ownVersion(): string {
  for (const path of ["../../../../package.json", "../../../package.json"]) {
    try {
      const found = parseJson(readFileSync(new URL(path, import.meta.url), "utf8"));
      if (isRecord(found) && found["name"] === "actorgen" && typeof found["version"] === "string")
        return found["version"];
    } catch {
      // From the sources it lies one folder nearer than from dist.
    }
  }
  throw new Error("The package.json of actorgen is not where it should be.");
}
