// Writes files of the user: whole or not at all, and never over something that was not read before.
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/**
 * Creates a file with its folders.
 * @throws Error when there is one already; the system's error when it cannot be written.
 */
export function createFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  throughTemporary(path, text, (temporary) => {
    // A link, unlike a rename, fails where a file is. Some file systems have no links.
    try {
      linkSync(temporary, path);
    } catch (error) {
      if (existsSync(path)) throw new Error(`${path} is there already`, { cause: error });
      renameSync(temporary, path);
    }
  });
}

/**
 * Puts `after` in the place of `before`; keeps the file's mode, and writes through a symbolic link.
 * @throws Error when the file no longer holds `before`; the system's error when it cannot be written.
 */
export function replaceFile(path: string, before: string, after: string): void {
  const target = realpathSync(path);
  const { mode } = statSync(target);
  throughTemporary(target, after, (temporary) => {
    chmodSync(temporary, mode);
    if (!readFileSync(target).equals(Buffer.from(before)))
      throw new Error("it was saved by someone else meanwhile, or is not UTF-8");
    renameSync(temporary, target);
  });
}

function throughTemporary(path: string, text: string, place: (temporary: string) => void): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    place(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}
