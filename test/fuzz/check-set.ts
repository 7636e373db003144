// One schema set through the generator: it is refused with a line, or its names, docs and values arrive as they were.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createPrinter, generate, generateClient, loadSchemas, type Contract, type Diagnostic } from "actorgen/codegen";
import { fileOf, typeOf } from "../../templates/typescript/names.js";
import { recipesOf, schemaSet, type SchemaSet } from "./schema-set.js";
import { look, type Found } from "./syntax.js";

/** What came of one set. */
export interface CheckedSet {
  readonly set: SchemaSet;
  /** Below the batch's folder. */
  readonly folder: string;
  /** Codes of the errors; none when files were emitted. */
  readonly refused: readonly string[];
  readonly faults: readonly string[];
}

const facts = { react: true, testing: true };

/** Makes the set of a seed, generates into `root/name`, and looks at what was emitted. */
export async function checkSet(seed: number, root: string, name: string): Promise<CheckedSet> {
  const set = schemaSet(seed);
  const folder = join(root, name);
  const file = join(folder, "schema.ts");
  write(file, set.text);
  const { modules, diagnostics: found } = await loadSchemas({ root: folder, files: [file] });
  const generated = found.length > 0 ? undefined : generate(modules, facts);
  const errors = [...found, ...(generated?.diagnostics ?? [])].filter(({ severity }) => severity === "error");
  if (!generated || errors.length > 0) {
    return { set, folder: name, refused: errors.map(({ code }) => code), faults: errors.flatMap(placeless) };
  }
  const faults: string[] = [];
  const sources = new Map<string, Found>();
  const print = createPrinter();
  for (const emitted of generated.files) {
    const text = await print(emitted);
    write(join(folder, "generated", emitted.path), text);
    if (!emitted.path.endsWith(".ts")) continue;
    const source = look(emitted.path, text);
    sources.set(emitted.path, source);
    for (const error of source.errors) faults.push(`${emitted.path} does not parse: ${error}`);
    for (const code of source.executable) faults.push(`${emitted.path} runs what was a name or a doc: ${code}`);
  }
  faults.push(...renamed(set, generated.contract, sources));

  // Through the file, as another repository gets it.
  const contract = generated.files.find(({ path }) => path === "contract.json")?.text ?? "";
  const received: Contract = JSON.parse(contract);
  const before = new Map(generated.files.map(({ path, text }) => [path, text]));
  for (const { path, text } of generateClient(received, facts).files) {
    write(join(folder, "from", path), text);
    // Without the server's converters, others may be numbered otherwise.
    if (!/(validators|testing)\.ts$/.test(path) && before.get(path) !== text)
      faults.push(`${path} differs with --from`);
  }
  return { set, folder: name, refused: [], faults };
}

function placeless({ code, message, file, line }: Diagnostic): string[] {
  return file === undefined || line === undefined || line < 1 ? [`${code} names no line: ${message}`] : [];
}

/** Names of the set that are not, as they are, in the contract and in the emitted types. */
function renamed(set: SchemaSet, contract: Contract, sources: ReadonlyMap<string, Found>): string[] {
  const faults: string[] = [];
  const same = (what: string, wanted: Iterable<string>, got: Iterable<string>): void => {
    const [one, other] = [[...wanted].sort(), [...got].sort()];
    if (JSON.stringify(one) !== JSON.stringify(other))
      faults.push(`${what}: ${JSON.stringify(one)} became ${JSON.stringify(other)}`);
  };
  const { actors, types } = set;
  same("actors", actors.keys(), Object.keys(contract.actors));
  same("named types", types.keys(), Object.keys(contract.$defs));
  const exported = sources.get("types.ts")?.types ?? new Set();
  for (const name of types.keys()) if (!exported.has(name)) faults.push(`types.ts exports no ${name}`);
  const inContract = propertiesOf(contract);
  const members = new Set([...sources.values()].flatMap((source) => [...source.members]));
  for (const [name, actor] of actors) {
    const own = contract.actors[name];
    const source = sources.get(`${fileOf(name)}.ts`);
    const actions = source?.interfaces.get(`${typeOf(name)}Actions`) ?? new Map<string, readonly string[]>();
    const events = source?.interfaces.get(`${typeOf(name)}Events`) ?? new Map<string, readonly string[]>();
    same(`actions of ${name}`, actor.actions.keys(), Object.keys(own?.actions ?? {}));
    same(`emitted actions of ${name}`, actor.actions.keys(), actions.keys());
    same(`events of ${name}`, actor.events.keys(), Object.keys(own?.events ?? {}));
    same(`emitted events of ${name}`, actor.events.keys(), events.keys());
    for (const [action, { args, errors }] of actor.actions) {
      same(`arguments of ${action}`, args.keys(), own?.actions[action]?.args.map((arg) => arg.name) ?? []);
      same(`parameters of ${action}`, args.keys(), actions.get(action) ?? []);
      same(`errors of ${action}`, errors.keys(), Object.keys(own?.actions[action]?.errors ?? {}));
    }
  }
  const used = [...types.values(), ...[...actors.values()].flatMap(recipesOf)].flatMap(({ names }) => names);
  for (const name of new Set(used)) {
    if (!inContract.has(name)) faults.push(`the property ${JSON.stringify(name)} is not in the contract`);
    if (!members.has(name)) faults.push(`the property ${JSON.stringify(name)} is no member of an emitted type`);
  }
  return faults;
}

/** Names of all properties of all schemas in a document. */
function propertiesOf(document: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof document !== "object" || document === null) return found;
  for (const [key, value] of Object.entries(document)) {
    if (key === "properties" && typeof value === "object" && value !== null)
      for (const name of Object.keys(value)) found.add(name);
    propertiesOf(value, found);
  }
  return found;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
