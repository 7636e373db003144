// checkWith: checks a kept value against its Zod schema, and after a change only where it changed.
import type { CheckState } from "../protocol/descriptor.js";
import { maxIssues, type Issue } from "../protocol/issue.js";
import type { Schema } from "../schema/define-actor.js";
import { parseInto, remembering } from "./zod-converters.js";
import { childAt, hasOwnChecks, isOneWay, isZod4, ownChecksOf, partsOf, unwrap, type Zod4Schema } from "./zod-walk.js";

type Path = readonly (string | number)[];

/** A place on the path to a change, `depth` steps from the root. `level` counts the schemas above it: several may stand at one place. */
interface Site {
  readonly schema: Zod4Schema;
  readonly value: unknown;
  readonly path: Path;
  readonly depth: number;
  readonly level: number;
}

/**
 * A check of kept values: state, connection state. Without `paths`, it gives the value with what its schema has gained
 * since it was kept (defaults) and without what it has lost, unless anything in the schema changes values. With `paths`, it walks down to each
 * changed place and parses only that, and runs the own checks (`.max()`, refinements) of all that lies above; where it
 * cannot walk (unions, pipes, intersections, Zod 3) it checks the whole value there. A kept value is the schema's
 * output, so what a transform made of it is not checked again (Zod 4 only: Zod 3 parses it once more).
 *
 * @throws Error when the schema has async refinements
 * @example const checkState = checkWith(chatRoom.state);
 */
export function checkWith(schema: Schema): CheckState {
  return remembering(schema, (value: unknown, issues: Issue[], paths?: readonly Path[]) => {
    if (paths && isZod4(schema)) checkChanged(schema, value, paths, issues);
    else if (isZod4(schema) && !isOneWay(schema)) return parseInto(schema, value, issues, []);
    else checkHere(schema, value, issues, []);
    return value;
  });
}

// What changed, as a whole; then the own checks of all that holds it, from the inside out. Each place once.
function checkChanged(schema: Zod4Schema, value: unknown, paths: readonly Path[], issues: Issue[]): void {
  const [only] = paths;
  if (only && paths.length === 1) {
    checkPath(schema, value, only, issues);
    return;
  }
  const whole = new Places();
  for (const path of paths) whole.add(walk(schema, value, path, [], none));
  const done = new Places();
  const above: Site[] = [];
  for (const path of paths) {
    const end = walk(schema, value, path, above, whole);
    if (!end || !done.add(end)) continue;
    checkHere(end.schema, end.value, issues, path.slice(0, end.depth));
    if (issues.length >= maxIssues) return;
  }
  for (const site of above.sort((a, b) => b.level - a.level)) {
    if (issues.length > 0) return;
    if (done.add(site)) parseInto(ownChecksOf(site.schema), site.value, issues, site.path.slice(0, site.depth));
  }
}

// The same for one change, which is what most actions make: there is nothing to be found twice.
function checkPath(schema: Zod4Schema, value: unknown, path: Path, issues: Issue[]): void {
  const above: Site[] = [];
  const end = walk(schema, value, path, above, none);
  if (end) checkHere(end.schema, end.value, issues, path.slice(0, end.depth));
  for (let site = above.pop(); site && issues.length === 0; site = above.pop()) {
    parseInto(ownChecksOf(site.schema), site.value, issues, site.path.slice(0, site.depth));
  }
}

// Down a path to the place that is checked as a whole, if any: where it ends, where one can go no further, or the first
// of `whole`. Gathers the places above it that have checks of their own.
function walk(schema: Zod4Schema, value: unknown, path: Path, above: Site[], whole: Places): Site | undefined {
  let site: Site = { schema, value, path, depth: 0, level: 0 };
  for (;;) {
    const { depth, level } = site;
    const key = path[depth];
    if (key === undefined || whole.has(site)) return site;
    const inner = unwrap(site.schema, site.value);
    const child = inner ? undefined : childAt(site.schema, site.value, key);
    if (child === "whole") return site;
    if (hasOwnChecks(site.schema)) above.push(site);
    if (child === "none") return undefined;
    if (inner) site = { schema: inner, value: site.value, path, depth, level: level + 1 };
    else if (child) site = { schema: child.schema, value: child.value, path, depth: depth + 1, level: level + 1 };
  }
}

// Places by the objects that stand there: primitives have nothing below them, and each has a path of its own.
class Places {
  readonly #schemas = new Map<unknown, Zod4Schema[]>();

  /** Is it new here? */
  add(site: Site | undefined): boolean {
    if (typeof site?.value !== "object" || site.value === null) return true;
    const schemas = this.#schemas.get(site.value);
    if (!schemas) this.#schemas.set(site.value, [site.schema]);
    else if (schemas.includes(site.schema)) return false;
    else schemas.push(site.schema);
    return true;
  }

  has({ schema, value }: Site): boolean {
    return this.#schemas.get(value)?.includes(schema) === true;
  }
}

const none = new Places();

function checkHere(schema: Schema, value: unknown, issues: Issue[], path: Path): void {
  if (!isZod4(schema) || !isOneWay(schema)) {
    parseInto(schema, value, issues, path);
    return;
  }
  if (schema._zod.def.type === "union") {
    checkOptions(schema, value, issues, path);
    return;
  }
  const parts = partsOf(schema, value);
  if (parts === "parse") {
    parseInto(schema, value, issues, path);
    return;
  }
  const expected = schema._zod.def.type;
  if (!parts) issues.push({ code: "invalid_type", expected, path, message: `Invalid input: expected ${expected}` });
  for (const part of parts ?? []) {
    if (issues.length >= maxIssues) return;
    checkHere(part.schema, part.value, issues, part.key === undefined ? path : [...path, part.key]);
  }
  if (issues.length === 0 && hasOwnChecks(schema)) parseInto(ownChecksOf(schema), value, issues, path);
}

function checkOptions(schema: Zod4Schema, value: unknown, issues: Issue[], path: Path): void {
  const fits = (schema._zod.def.options ?? []).some((option) => {
    const misfits: Issue[] = [];
    checkHere(option, value, misfits, path);
    return misfits.length === 0;
  });
  if (!fits) issues.push({ code: "invalid_union", path, message: "Invalid input" });
  else if (hasOwnChecks(schema)) parseInto(ownChecksOf(schema), value, issues, path);
}
