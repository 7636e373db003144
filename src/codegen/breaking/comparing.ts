// Gathers what comparing finds: changes that are facts, and positions whose values are compared afterwards.
import type { ActionContract, NamedSchema } from "../../schema/contract.js";
import { pathText, type Locate } from "../read/findings.js";
import type { Change } from "./change.js";
import { callText } from "./client-code.js";
import type { Position } from "./positions.js";
import { ruleOf, type RuleId } from "./rules.js";
import type { Contracts } from "./validators.js";

interface Documented {
  readonly description?: string;
  readonly deprecated?: boolean;
}

/** A required argument that old callers do not give. */
export interface AddedArgument {
  readonly action: string;
  readonly path: readonly string[];
  readonly before: ActionContract;
  readonly after: ActionContract;
  readonly added: NamedSchema;
}

/** The notes of one comparison. */
export class Comparing {
  readonly old: Contracts;
  readonly new: Contracts;
  readonly changes: Change[] = [];
  readonly positions: Position[] = [];
  readonly added: AddedArgument[] = [];
  readonly #locate: Locate;

  constructor(old: Contracts, now: Contracts, locate: Locate) {
    this.old = old;
    this.new = now;
    this.#locate = locate;
  }

  /** Notes a change that needs no proof. */
  note(rule: RuleId, path: readonly string[], message: string, more: Partial<Change> = {}): void {
    const { severity, mend } = { mend: undefined, ...ruleOf(rule) };
    const place = this.#locate(path);
    this.changes.push({
      rule,
      severity,
      actor: path[0] ?? "",
      at: pathText(path),
      message,
      ...(mend !== undefined && { mend }),
      ...(place !== undefined && { place }),
      ...more,
    });
  }

  /** Asks for the values of a position to be compared. */
  compare(position: Position): void {
    this.positions.push(position);
  }

  /** Notes a new required argument: the call of before is what fails. */
  addedArgument(added: AddedArgument): void {
    const { action, path, before, after } = added;
    const place = after.args.findIndex((arg) => arg.name === added.added.name);
    const isLast = place >= before.args.length;
    const message = `\`${action}\` has a new argument \`${added.added.name}\` that must be given${isLast ? "" : ", and stands before others"}.`;
    this.note("argument-added-required", path, message, { call: callText(action, before, this.old) });
    this.added.push(added);
  }

  /** Notes changed words of an actor, action, event or argument. */
  docs(path: readonly string[], name: string, old: Documented, now: Documented): void {
    if (old.deprecated !== now.deprecated)
      this.note(
        "deprecated-changed",
        path,
        `${name} is ${now.deprecated === true ? "deprecated" : "no longer deprecated"}.`,
      );
    if (old.description !== now.description) this.note("docs-changed", path, `${name} is documented in other words.`);
  }
}
