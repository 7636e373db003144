// Adds what actorgen needs to a package.json, as text: indentation, line ends and everything else stay as they are.
import { isRecord, parseJson } from "../parse-json.js";
import { locateJson } from "../stub/locate.js";
import { applyInsertions, insertMembers, type Insertion, type MemberLines } from "../stub/object-text.js";

/** The scripts that `actorgen init` adds. */
export const scripts: Readonly<Record<string, string>> = {
  generate: "actorgen",
  stub: "actorgen stub",
  "check:generated": "actorgen --check && actorgen stub --check",
};

/** The new text, what was added, and what was left because something else has its name. */
export interface PackageEdit {
  readonly text: string;
  readonly added: readonly string[];
  readonly left: readonly string[];
}

/**
 * Adds scripts, and `"type": "module"`, since actorgen's packages are ES modules.
 *
 * @param mayChangeType Is there no code yet that counts on `"type": "commonjs"`, as `npm init` writes it?
 * @returns Undefined when the text is not a JSON object.
 */
export function editPackageJson(text: string, mayChangeType: boolean): PackageEdit | undefined {
  const parsed = parsedObject(text);
  const root = locateJson(text);
  if (parsed === undefined || root === undefined) return undefined;
  const added: string[] = [];
  const left: string[] = [];
  const insertions: Insertion[] = [];
  const members: MemberLines[] = [];

  const { type, scripts: own } = parsed;
  if (type === undefined) {
    members.push([{ depth: 0, text: '"type": "module"' }]);
    added.push('"type": "module"');
  }
  const present = isRecord(own) ? own : {};
  const missing = Object.entries(scripts).filter(([name]) => present[name] === undefined);
  for (const [name, command] of Object.entries(scripts))
    if (present[name] !== undefined && present[name] !== command) left.push(`script ${name}`);
  added.push(...missing.map(([name]) => `script ${name}`));
  const lines = missing.map(([name, command]) => [
    { depth: 0, text: `${JSON.stringify(name)}: ${JSON.stringify(command)}` },
  ]);
  const place = own === undefined ? undefined : locateJson(text, "scripts");
  const options = { trailingComma: false };
  if (place !== undefined) insertions.push(...insertMembers(text, place, lines, options));
  else if (own === undefined && lines.length > 0) members.push(whole(lines));
  insertions.push(...insertMembers(text, root, members, options));

  const edited = applyInsertions(text, insertions);
  if (type !== "commonjs") return { text: edited, added, left };
  if (!mayChangeType) return { text: edited, added, left: [...left, '"type": "commonjs"'] };
  const changed = edited.replace(/("type"\s*:\s*)"commonjs"/, '$1"module"');
  return { text: changed, added: [...added, '"type": "module" instead of npm\'s default'], left };
}

function whole(scriptLines: readonly MemberLines[]): MemberLines {
  const inside = scriptLines.flatMap((lines, index) =>
    lines.map(({ text }) => ({ depth: 1, text: index < scriptLines.length - 1 ? `${text},` : text })),
  );
  return [{ depth: 0, text: '"scripts": {' }, ...inside, { depth: 0, text: "}" }];
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseJson(text.replace(/^\uFEFF/, ""));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
