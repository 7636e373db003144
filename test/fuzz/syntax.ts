// What stands in emitted code: its syntax errors, its executable sentinels, and the members of its types.
import { parseSync } from "oxc-parser";

/** A node of the tree. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What was found in one file. */
export interface Found {
  readonly errors: readonly string[];
  /** Calls of the sentinel: it has become code. */
  readonly executable: readonly string[];
  /** Types that are exported. */
  readonly types: ReadonlySet<string>;
  /** Names of all members of all types. */
  readonly members: ReadonlySet<string>;
  /** Per interface: its members, each with the names of its parameters. */
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/** Parses and looks. */
export function look(path: string, text: string): Found {
  const { program, errors } = parseSync(path, text);
  const executable: string[] = [];
  const types = new Set<string>();
  const members = new Set<string>();
  const interfaces = new Map<string, Map<string, readonly string[]>>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    const { type, callee, arguments: given } = value;
    // Locals and converters are named after the letters of a position, so a name alone is none of ours; a call is.
    const called = nameOf(callee);
    if (called === "SENTINEL" || (called.includes("SENTINEL") && Array.isArray(given) && given.length === 0)) {
      executable.push(called);
    }
    if (type.startsWith("JSX")) executable.push(type);
    if (type === "TSInterfaceDeclaration" || type === "TSTypeAliasDeclaration") types.add(nameOf(value["id"]));
    if (type === "TSPropertySignature" || type === "TSMethodSignature") members.add(nameOf(value["key"]));
    if (type === "TSInterfaceDeclaration" && isNode(value["body"]) && Array.isArray(value["body"]["body"])) {
      const own = value["body"]["body"].filter(isNode).map((member) => {
        const params = Array.isArray(member["params"]) ? member["params"].map(nameOf) : [];
        return [nameOf(member["key"]), params] as const;
      });
      interfaces.set(nameOf(value["id"]), new Map(own));
    }
    for (const child of Object.values(value)) visit(child);
  };
  visit(program);
  return { errors: errors.map(({ message }) => message), executable, types, members, interfaces };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  const { name, value } = node;
  return typeof name === "string" ? name : String(value);
}
