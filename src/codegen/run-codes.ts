// The codes of the generator's findings about a run, beside those about schemas: loading, config, templates, writing.
import { diagnosticCodes, type CodeEntry } from "./codes.js";

const runCodes = {
  AG101: {
    title: "A file does not parse.",
    explanation:
      "A schema or config file is not valid TypeScript, or it imports a name that the other file does not export.",
    example: "export const room = defineActor({ state: z.object({ );",
    mend: "Mend the syntax at the place shown.",
  },
  AG102: {
    title: "An import leads nowhere.",
    explanation:
      "A schema file imports a file or a package that is not there. Path aliases are read from tsconfig.json.",
    example: 'import { Message } from "./mesage.js";',
    mend: "Correct the path, install the package, or add the alias to `paths`.",
  },
  AG103: {
    title: "A schema file throws when it is imported.",
    explanation:
      "Schemas are values, so their files are imported when code is generated, in a process without your server.",
    example: "const url = new URL(process.env.DATABASE_URL);",
    mend: "Move what needs a server, a database or secrets into another file.",
  },
  AG104: {
    title: "No schema file was found.",
    explanation: "The globs of `input` match no file. Tests, declaration files and the output folder are left out.",
    example: 'export default defineConfig({ input: "schema/*.ts" }); // the folder is schemas/',
    mend: "Correct the glob, or create a first schema.",
  },
  AG110: {
    title: "The config file exports no config.",
    explanation: "The generator takes the default export of `actorgen.config.ts`.",
    example: "export const config = defineConfig({});",
    mend: "Write `export default defineConfig({ ... })`.",
  },
  AG111: {
    title: "The config has an unknown option.",
    explanation: "A misspelt option would otherwise be left out without a word.",
    example: 'export default defineConfig({ ouput: "generated" });',
    mend: "Correct its spelling or remove it.",
  },
  AG112: {
    title: "An option of the config has a wrong value.",
    explanation: "The value is of another kind than the option takes.",
    example: "export default defineConfig({ output: true });",
    mend: "Give it what the message says, or leave it out for the default.",
  },
  AG113: {
    title: "The config file is not there.",
    explanation: "`--config` names a file that does not exist.",
    example: "npx actorgen --config config/actorgen.ts",
    mend: "Correct the path. Left out, the nearest `actorgen.config.ts` upward is used.",
  },
  AG114: {
    title: "A contract cannot be read.",
    explanation: "`--from` takes a `contract.json` that actorgen emitted, of a format that this version knows.",
    example: "npx actorgen --from package.json",
    mend: "Name the `contract.json` of a generated folder.",
  },
  AG120: {
    title: "A template threw.",
    explanation: "Templates are functions of the contract; one of yours, or of actorgen's own, failed.",
    example: "export default defineConfig({ templates: [() => { throw new Error(); }] });",
    mend: "Mend the template. If it is one of actorgen's own, please report it.",
  },
  AG121: {
    title: "A template emits a path outside the output folder.",
    explanation:
      "Emitted paths are relative to the output folder, with `/` between folders. Names that start with `.actorgen` are taken.",
    example: 'const template = () => [{ path: "../secrets.ts", text: "" }];',
    mend: "Emit a path below the output folder.",
  },
  AG122: {
    title: "Two templates emit one file.",
    explanation: "Paths that differ only in case count as one, because many file systems take them for one.",
    example: 'const template = () => [{ path: "Client.ts", text: "" }];',
    mend: "Give one of the two another name.",
  },
  AG123: {
    title: "Emitted text is not valid code.",
    explanation: "Emitted files are formatted with Prettier, which could not parse this one.",
    example: 'const template = () => [{ path: "a.ts", text: "export const = 1" }];',
    mend: "Mend the template. If it is one of actorgen's own, please report it with the schema.",
  },
  AG130: {
    title: "A generated file was edited by hand.",
    explanation: "The next run would lose the edit, so nothing is written. Reformatting a file is no edit.",
    example: "// generated/client.ts, with a line of your own",
    mend: "Move your code to another file and undo the edit, or overwrite it with `--force`.",
  },
  AG131: {
    title: "A file that is not generated stands in the way.",
    explanation: "A file of this name is to be generated, but actorgen did not write the one that is there.",
    example: "// generated/client.ts, written by you",
    mend: "Move or rename it, or choose another output folder. `--force` does not overwrite it.",
  },
  AG132: {
    title: "A path in the output folder cannot be written.",
    explanation:
      "It is a symbolic link, leads out of the output folder through one, or is a folder where a file is to be.",
    example: "ln -s ../src/client.ts generated/client.ts",
    mend: "Remove it, or choose another output folder.",
  },
  AG133: {
    title: "The manifest cannot be read.",
    explanation: "`.actorgen-manifest.json` says which files are actorgen's. Without it no file may be overwritten.",
    example: "<<<<<<< HEAD",
    mend: "Restore it from version control, or remove the output folder and generate again.",
  },
  AG134: {
    title: "Another run holds the lock.",
    explanation: "One run writes into a folder at a time; this one waited for a minute.",
    example: "npx actorgen --watch & npx actorgen",
    mend: "Wait for the other run, or remove `.actorgen-lock` if there is none.",
  },
  AG135: {
    title: "The output folder cannot be written.",
    explanation:
      "The system refused: no permission, a full disk, or a folder that is a file. The old files are untouched.",
    example: "chmod -w generated",
    mend: "Make the folder writable, or make room, and run again.",
  },
  AG140: {
    title: "A generated file is missing.",
    explanation: "`--check` found that the schemas say more than the output folder holds.",
    example: "npx actorgen --check",
    mend: "Run `npx actorgen` and commit the result.",
  },
  AG141: {
    title: "A generated file is not what the schemas say.",
    explanation:
      "`--check` compares code and comments; layout, quotes, semicolons and trailing commas are no difference.",
    example: "npx actorgen --check",
    mend: "Run `npx actorgen` and commit the result.",
  },
  AG142: {
    title: "A generated file is stale.",
    explanation: "`--check` found a file that actorgen wrote once and would remove now.",
    example: "npx actorgen --check",
    mend: "Run `npx actorgen` and commit the result.",
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;

/** Every code that `actorgen explain` knows, sorted. */
export const allCodes: Readonly<Record<string, CodeEntry>> = { ...diagnosticCodes, ...runCodes };
