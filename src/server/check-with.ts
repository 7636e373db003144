// checkWith: checks a kept value against its Zod schema, and after a change only where it changed.
import type { CheckState } from "../protocol/descriptor.js";
import { maxIssues, type Issue } from "../protocol/issue.js";
import type { Schema } from "../schema/define-actor.js";
import { parseInto } from "./zod-converters.js";
import { childAt, hasOwnChecks, isOneWay, isZod4, ownIssues, partsOf, unwrap, type Zod4Schema } from "./zod-walk.js";

type Path = readonly (string | number)[];

/**
 * A check of kept values: state, connection state. It never replaces the value. With `paths`, it walks down to each
 * changed place and parses only that, and runs the own checks (`.max()`, refinements) of all that lies above; where it
 * cannot walk (unions, pipes, intersections, Zod 3) it checks the whole value there. A kept value is the schema's
 * output, so what a transform made of it is not checked again (Zod 4 only: Zod 3 parses it once more).
 *
 * @throws Error when the schema has async refinements
 * @example const checkState = checkWith(chatRoom.state);
 */
export function checkWith(schema: Schema): CheckState {
  return (value, issues, paths) => {
    if (!paths || !isZod4(schema)) checkHere(schema, value, issues, []);
    else {
      const done = paths.length > 1 ? new Set<string>() : undefined;
      for (const path of paths) checkAlong(schema, value, path, 0, issues, done);
    }
    return value;
  };
}

// Down the path to what changed, then up again through the checks of all that holds it. `done`, where several paths
// meet, is what was checked for another of them.
function checkAlong(
  schema: Zod4Schema,
  value: unknown,
  path: Path,
  depth: number,
  issues: Issue[],
  done: Set<string> | undefined,
): void {
  const key = path[depth];
  const inner = key === undefined ? undefined : unwrap(schema, value);
  if (inner) {
    checkAlong(inner, value, path, depth, issues, done);
    if (issues.length === 0 && hasOwnChecks(schema)) checkOwn(schema, value, issues, path.slice(0, depth));
    return;
  }
  const child = key === undefined ? "whole" : childAt(schema, value, key);
  if (child !== "whole" && child !== "none") checkAlong(child.schema, child.value, path, depth + 1, issues, done);
  if (issues.length > 0 || (child !== "whole" && !hasOwnChecks(schema))) return;
  const here = path.slice(0, depth);
  if (done) {
    const mark = `${child === "whole" ? "whole" : "own"} ${JSON.stringify(here)}`;
    if (done.has(mark)) return;
    done.add(mark);
  }
  if (child === "whole") checkHere(schema, value, issues, here);
  else checkOwn(schema, value, issues, here);
}

// The own checks of a container. Zod words the issues when it can parse the value.
function checkOwn(schema: Zod4Schema, value: unknown, issues: Issue[], path: Path): void {
  const own = ownIssues(schema, value, path);
  if (own.length === 0) return;
  if (!isOneWay(schema)) parseInto(schema, value, issues, path);
  if (issues.length === 0) issues.push(...own.slice(0, maxIssues));
}

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
  if (issues.length === 0) issues.push(...ownIssues(schema, value, path).slice(0, maxIssues));
}

function checkOptions(schema: Zod4Schema, value: unknown, issues: Issue[], path: Path): void {
  const fits = (schema._zod.def.options ?? []).some((option) => {
    const misfits: Issue[] = [];
    checkHere(option, value, misfits, path);
    return misfits.length === 0;
  });
  if (!fits) issues.push({ code: "invalid_union", path, message: "Invalid input" });
  else issues.push(...ownIssues(schema, value, path).slice(0, maxIssues));
}
