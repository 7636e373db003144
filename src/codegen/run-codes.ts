// The codes of the generator's findings about a run, beside those about schemas: loading, config, templates, writing.
import { diagnosticCodes, type CodeEntry } from "./codes.js";
import { liveCodes } from "./live/codes.js";

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
  AG105: {
    title: "Schema files do not end loading.",
    explanation:
      "Schema files are imported in a thread that is ended after 10 seconds, or after `loadTimeout` of the config.",
    example: "while (!isReady()) {}",
    mend: "Remove what loops or waits at import, or raise `loadTimeout` (milliseconds).",
  },
  AG106: {
    title: "A schema file ends the process.",
    explanation: "It calls `process.exit` when it is imported. Nothing was generated, whatever code it gave.",
    example: "if (!process.env.API_KEY) process.exit(1);",
    mend: "Move the check into the file that starts the server.",
  },
  AG107: {
    title: "A schema file leaves something running.",
    explanation:
      "It starts a server, a timer or a connection when it is imported. The generator ends it; a client that imports the file would start it too.",
    example: "setInterval(refresh, 1000);",
    mend: "Start it in a function that the server calls.",
  },
  AG108: {
    title: "A schema file throws after it was imported.",
    explanation: "A timer or a promise that it started at import failed before the schemas were read.",
    example: 'void connect("postgres://...");',
    mend: "Move what needs a server, a database or secrets into another file.",
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
  AG200: {
    title: "There is nothing of this name to compare with.",
    explanation: "`--against` takes a generated folder, a contract.json, or a commit, branch or tag that git knows.",
    example: "npx actorgen breaking --against origin/mian",
    mend: "Correct it. In CI the branch may have to be fetched first: `git fetch origin main`.",
  },
  AG201: {
    title: "There is no git repository to look in.",
    explanation: "`--against` names no file or folder, and git cannot be asked for a commit of this name.",
    example: "npx actorgen breaking --against v1.2.0 # outside of the repository, or without git",
    mend: "Run it inside of the repository, or name a contract.json.",
  },
  AG202: {
    title: "There is no contract where one was looked for.",
    explanation: "The folder, or the commit, has no contract.json of this output folder.",
    example: "npx actorgen breaking --against v0.1.0 # from before generated/ was committed",
    mend: "Name a commit or folder that has one, or the output folder of then with `--output`.",
  },
  AG203: {
    title: "The contract to compare with cannot be read.",
    explanation: "It is not JSON, or not a contract of a format that this version knows.",
    example: "npx actorgen breaking --against package.json",
    mend: "Generate it again with the version that wrote it, or name another one.",
  },
  AG220: {
    title: "A file with an implementation does not parse.",
    explanation: "`actorgen stub` inserts into valid code alone, so that it cannot make things worse.",
    example: "export const room = implementRoom({ actions: { );",
    mend: "Mend the syntax at the place shown.",
  },
  AG221: {
    title: "The handlers of an actor cannot be read.",
    explanation:
      "Handlers are found where they stand as an object literal in the call, or in a const of the same file.",
    example: 'import { actions } from "./actions.js"; export const room = implementRoom({ actions });',
    mend: "Write the object literal in the file of the call, or keep these handlers by hand: the compiler checks them too.",
  },
  AG222: {
    title: "An actor is implemented more than once.",
    explanation: "With several implementations nothing says which one is to be kept in step.",
    example: "// actors/room.ts and lab/room.ts both call implementRoom",
    mend: "Name the folder that counts: `--dir`, or `stubs: { folder }` in the config.",
  },
  AG223: {
    title: "Missing handlers may come from a spread or a computed name.",
    explanation:
      "What a spread brings is known only when the file runs, and a handler inserted beside it might replace it.",
    example: "actions: { ...shared, [name]: handler }",
    mend: "Write the missing handlers out, or write out what the spread brings.",
  },
  AG224: {
    title: "Another file stands where an implementation is to be written.",
    explanation: "The file has the name of a new implementation but does not implement the actor.",
    example: "// actors/chat-room.ts, which exports something else",
    mend: "Rename it, implement the actor in it, or choose another folder with `--dir`.",
  },
  AG225: {
    title: "An implementation lacks handlers.",
    explanation: "`actorgen stub --check` found that the schema declares more than is implemented.",
    example: "npx actorgen stub --check",
    mend: "Run `npx actorgen stub` and write the bodies.",
  },
  AG226: {
    title: "An actor has no implementation.",
    explanation: "`actorgen stub --check` found no call of its `implement` function outside of tests and built code.",
    example: "npx actorgen stub --check",
    mend: "Run `npx actorgen stub` and write the bodies.",
  },
  AG227: {
    title: "A handler belongs to no action.",
    explanation: "The action was removed or renamed. Handlers are your code, so they are reported and never removed.",
    example: "actions: { sendMesage(c, text) {} }",
    mend: "Move its code to the action that took its place, then remove it.",
  },
  AG228: {
    title: "There is no such actor.",
    explanation: "Actors are called as their schemas are exported.",
    example: "npx actorgen stub chatrom",
    mend: "Correct the name.",
  },
  AG229: {
    title: "An implementation could not be written.",
    explanation: "The system refused, or the file was saved by someone else meanwhile. It is as it was.",
    example: "chmod -w actors",
    mend: "Make the folder writable, or run again.",
  },
  AG230: {
    title: "package.json cannot be read.",
    explanation: "`actorgen init` adds scripts to it, as text, so it must be a JSON object.",
    example: '{ "name": "chat", }',
    mend: "Mend its syntax, then run `npx actorgen init` again.",
  },
  AG231: {
    title: "A file of a new project could not be written.",
    explanation: "The system refused. `actorgen init` never writes over what is there.",
    example: "chmod -w .",
    mend: "Make the folder writable and run `npx actorgen init` again: it adds what is missing.",
  },
  AG240: {
    title: "The folder is another command's.",
    explanation:
      "`docs` and `package` remove files of theirs that are not emitted any more, and would take those of another command for such.",
    example: "npx actorgen docs --output generated",
    mend: "Name a folder of its own with `--output`.",
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;

/** Every code that `actorgen explain` knows, sorted. */
export const allCodes: Readonly<Record<string, CodeEntry>> = { ...diagnosticCodes, ...runCodes, ...liveCodes };
