// The manifest: which files of the output folder are the generator's, and what they held when it wrote them.
import { isRecord, parseJson } from "../parse-json.js";

/** Name of the manifest in the output folder. */
export const manifestName = ".actorgen-manifest.json";

/** One owned file. Both are SHA-256 in hex. */
export interface ManifestEntry {
  /** Of what the templates emitted, before formatting: the same again needs no formatting. */
  readonly emitted: string;
  /** Of the file's code apart from its layout (see `codeHash`): another one means edited by hand. */
  readonly code: string;
}

/** The owned files by posix path relative to the output folder, sorted. */
export interface Manifest {
  readonly actorgen: 1;
  readonly files: Readonly<Record<string, ManifestEntry>>;
}

/** A manifest that owns nothing. */
export const emptyManifest: Manifest = { actorgen: 1, files: {} };

/** Parses a manifest's text; undefined when it is not one. */
export function parseManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value["actorgen"] !== 1 || !isRecord(value["files"])) return undefined;
  const files: Record<string, ManifestEntry> = {};
  for (const [path, entry] of Object.entries(value["files"])) {
    if (!isRecord(entry) || typeof entry["emitted"] !== "string" || typeof entry["code"] !== "string") return undefined;
    Object.defineProperty(files, path, { value: { emitted: entry["emitted"], code: entry["code"] }, enumerable: true });
  }
  return { actorgen: 1, files };
}

/** The text of a manifest. */
export function manifestText(entries: ReadonlyMap<string, ManifestEntry>): string {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest: Manifest = { actorgen: 1, files: Object.fromEntries(sorted) };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The manifest on disk is not readable, such as after a merge with conflicts. */
export class ManifestError extends Error {
  override readonly name: string = "ManifestError";
}
