// The contract to compare with: from a file, from a generated folder, or from git.
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostic.js";
import { isRecord, parseJson } from "../parse-json.js";
import { isContract, isPrivateContract } from "./contract-shape.js";
import { Git } from "./git.js";
import type { Contracts } from "./validators.js";

const publicName = "contract.json";
const privateName = "contract.server.json";

/** What `--against` says, and where from. */
export interface AgainstOptions {
  /** A contract.json, a folder that holds one, or a git ref. */
  readonly against: string;
  /** Absolute folder in which the command was given. */
  readonly cwd: string;
  /** Absolute path of the output folder, whose contract is looked for in git. */
  readonly output: string;
}

/** What was found, and a name for it; or why there is nothing. */
export type OldContracts = (Contracts & { readonly from: string }) | { readonly diagnostic: Diagnostic };

/** Reads it. A path that exists is taken before a ref of the same name, unless it is a folder without a contract. */
export async function readOldContracts(options: AgainstOptions): Promise<OldContracts> {
  const { against, cwd } = options;
  const path = resolve(cwd, against);
  const found = against === "" ? undefined : statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) {
    const beside = basename(path) === publicName ? join(dirname(path), privateName) : undefined;
    return parsed(readFileSync(path, "utf8"), readIfThere(beside), against);
  }
  const inside = join(path, publicName);
  if (found?.isDirectory() === true && existsSync(inside))
    return parsed(readFileSync(inside, "utf8"), readIfThere(join(path, privateName)), join(against, publicName));
  return await fromGit(options, found?.isDirectory() === true);
}

function readIfThere(path: string | undefined): string | undefined {
  return path !== undefined && existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

async function fromGit({ against, cwd, output }: AgainstOptions, isFolder: boolean): Promise<OldContracts> {
  const folder = nearestFolder(output);
  const git = new Git(folder);
  const root = await git.root();
  const commit = "path" in root ? await git.commit(against) : undefined;
  if ("failure" in root || commit === undefined) {
    if (isFolder)
      return failure(
        "AG202",
        `The folder ${against} holds no ${publicName}.`,
        "Name a folder that actorgen wrote, a contract.json, or a git ref.",
      );
    if (/[\\/]|\.json$/.test(against) && !existsSync(resolve(cwd, against)) && !("path" in root))
      return failure("AG202", `There is no file or folder ${against}.`, "Correct the path after --against.");
    if ("failure" in root) {
      return root.failure === "no-git"
        ? failure(
            "AG201",
            `${against} is no file or folder, and git cannot be run to ask for a ref of this name.`,
            "Install git, or name a contract.json.",
          )
        : failure(
            "AG201",
            `${against} is no file or folder, and ${folder} is not in a git repository.`,
            "Run it inside of the repository, or name a contract.json or a generated folder.",
          );
    }
    const mend =
      "Correct it. In CI the branch may have to be fetched first: git fetch origin main, and then --against origin/main.";
    return failure("AG200", `${against} is neither a file, a folder, nor a commit that git knows.`, mend);
  }
  const inRepository = (name: string): string => {
    const target = join(realpathSync(folder), relative(folder, output), name);
    return relative(realpathSync("path" in root ? root.path : folder), target)
      .split(sep)
      .join("/");
  };
  const path = inRepository(publicName);
  const file = await git.file(commit, path);
  if ("failure" in file) {
    const [other] = file.elsewhere;
    const mend =
      other === undefined
        ? "Commit the generated folder, so that later versions can be compared with it, or name a commit that has it."
        : `At that commit there is ${other}: name its folder with --output, or save it (git show ${commit.slice(0, 12)}:${other} > old.json) and name that.`;
    return failure("AG202", `${against} (${commit.slice(0, 12)}) has no ${path}.`, mend);
  }
  const server = await git.file(commit, inRepository(privateName));
  return parsed(file.text, "text" in server ? server.text : undefined, `${against} (${commit.slice(0, 12)})`);
}

// The output folder need not be there yet.
function nearestFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function parsed(text: string, serverText: string | undefined, from: string): OldContracts {
  const mend = "Generate it again with the version that wrote it, or name another contract.";
  try {
    const contract = parseJson(text);
    const server = serverText === undefined ? undefined : parseJson(serverText);
    if (!isContract(contract)) return notRead(from, contract, mend);
    if (server === undefined) return { contract, from };
    if (isPrivateContract(server)) return { contract, server, from };
    return failure("AG203", `The ${privateName} of ${from} is not one that this version of actorgen can read.`, mend);
  } catch (error) {
    return failure(
      "AG203",
      `The contract of ${from} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      mend,
    );
  }
}

function notRead(from: string, value: unknown, mend: string): OldContracts {
  const format = isRecord(value) ? value["actorgen"] : undefined;
  if (typeof format !== "number" || format === 1)
    return failure("AG203", `${from} is not a contract that actorgen wrote.`, mend);
  const message = `${from} is a contract of format ${format}, and this version of actorgen reads format 1.`;
  return failure("AG203", message, "Use the version of actorgen that wrote it, or generate it again with this one.");
}

function failure(code: string, message: string, mend: string): OldContracts {
  return { diagnostic: { code, severity: "error", message, mend } };
}
