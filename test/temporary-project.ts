// A throw-away project beside nothing of ours: its own folder, and the packages that a user would have installed.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The root of this repository. */
export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Makes a folder with `files`, in which `actorgen` (the built package) and `packages` resolve. Removed after the test. */
export function temporaryProject(
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = ["zod"],
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "actorgen-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "actorgen"));
  for (const name of packages) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(join(repository, "node_modules", name), join(folder, "node_modules", name));
  }
  writeFiles(folder, { "package.json": JSON.stringify({ name: "project", type: "module", private: true }), ...files });
  return folder;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
