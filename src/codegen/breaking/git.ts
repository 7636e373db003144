// Files as they are at a commit, asked of git without a shell.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Bytes of output that are taken. */
const maxBuffer = 256 * 1024 * 1024;

/** Why git gave no answer. */
export type GitFailure = "no-git" | "no-repository" | "no-ref" | "no-file";

/** One file's text, or why there is none. For `no-file`, where at that commit files of the same name are. */
export type GitFile =
  | { readonly text: string; readonly commit: string }
  | { readonly failure: GitFailure; readonly elsewhere: readonly string[] };

/** A repository as seen from a folder in it. */
export class Git {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Absolute path of the repository's root, with links resolved. */
  async root(): Promise<{ readonly path: string } | { readonly failure: GitFailure }> {
    try {
      return { path: (await this.#ask("rev-parse", "--show-toplevel")).replace(/\r?\n$/, "") };
    } catch (error) {
      return { failure: isMissing(error) ? "no-git" : "no-repository" };
    }
  }

  /** The commit that a ref names. A ref that begins with `-` is never one: git would read an option. */
  async commit(ref: string): Promise<string | undefined> {
    if (ref === "" || ref.startsWith("-") || ref.includes("\0")) return undefined;
    try {
      const commit = (
        await this.#ask("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`)
      ).trim();
      return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
    } catch {
      return undefined;
    }
  }

  /** A file at a commit; `path` is posix, relative to the repository's root. */
  async file(commit: string, path: string): Promise<GitFile> {
    try {
      return { text: await this.#ask("cat-file", "blob", `${commit}:${path}`), commit };
    } catch {
      return { failure: "no-file", elsewhere: await this.#named(commit, path.split("/").at(-1) ?? path) };
    }
  }

  async #named(commit: string, name: string): Promise<readonly string[]> {
    try {
      const list = await this.#ask("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit);
      return list.split("\0").filter((path) => path === name || path.endsWith(`/${name}`));
    } catch {
      return [];
    }
  }

  async #ask(...args: readonly string[]): Promise<string> {
    const { stdout } = await run("git", [...args], {
      cwd: this.#folder,
      maxBuffer,
      encoding: "utf8",
      windowsHide: true,
    });
    return stdout;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
