// Tells whether an output folder belongs to another command of actorgen, whose files a run would remove as stale.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "./diagnostic.js";
import { manifestName, parseManifest } from "./write/manifest.js";

/**
 * The finding (AG240) where `folder` has a manifest that does not own `mark`, a file that every folder of this command has.
 *
 * @param shown The folder as it is told
 */
export function ownedByAnother(folder: string, mark: string, shown: string): Diagnostic | undefined {
  const path = join(folder, manifestName);
  if (!existsSync(path)) return undefined;
  // One that cannot be read is told where it is used.
  const owned = Object.keys(parseManifest(readFileSync(path, "utf8"))?.files ?? {});
  if (owned.length === 0 || owned.includes(mark)) return undefined;
  const message = `${shown}/ holds what another command of actorgen generated, which this one would remove.`;
  return { code: "AG240", severity: "error", message, mend: "Name another folder with --output." };
}
