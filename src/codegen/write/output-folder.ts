// Looks at the output folder: what stands at a path, without following a symbolic link out of it.
import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { isInside } from "../emitted-path.js";

/** What stands at a path: nothing, a text file, or something that may not be written through. */
export type Standing =
  | { readonly is: "absent" }
  | { readonly is: "file"; readonly text: string }
  | { readonly is: "blocked"; readonly reason: string };

/** Looks at `path` (posix, relative) in `folder` (absolute). A link or a file in place of a folder blocks. */
export function look(folder: string, path: string): Standing {
  if (!isInside(path)) return { is: "blocked", reason: "its path leads out of the output folder" };
  const segments = path.split("/");
  for (let count = 1; count < segments.length; count++) {
    const parent = join(folder, ...segments.slice(0, count));
    const stat = lstat(parent);
    if (stat === undefined) return { is: "absent" };
    if (stat.isSymbolicLink()) {
      if (!staysInside(folder, parent))
        return { is: "blocked", reason: "its folder is a symbolic link that leads out of the output folder" };
    } else if (!stat.isDirectory())
      return { is: "blocked", reason: `${segments.slice(0, count).join("/")} is a file, not a folder` };
  }
  const target = join(folder, ...segments);
  const stat = lstat(target);
  if (stat === undefined) return { is: "absent" };
  if (stat.isSymbolicLink()) return { is: "blocked", reason: "it is a symbolic link" };
  if (!stat.isFile()) return { is: "blocked", reason: "it is not a file" };
  const text = ifThere(() => readFileSync(target, "utf8"));
  // Another run may have removed it since.
  return text === undefined ? { is: "absent" } : { is: "file", text };
}

const lstat = (path: string): ReturnType<typeof lstatSync> | undefined => ifThere(() => lstatSync(path));

function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function staysInside(folder: string, link: string): boolean {
  try {
    return `${realpathSync(link)}${sep}`.startsWith(`${realpathSync(folder)}${sep}`);
  } catch {
    return false;
  }
}

/** The folders of a posix path from the innermost out, without the output folder itself. */
export function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let current = posix.dirname(path); current !== "."; current = posix.dirname(current)) folders.push(current);
  return folders;
}
