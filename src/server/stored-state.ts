// Stored state: what an actor kept, as the code of today wants it. What does not fit is refused and left as it is.
import type { Issue } from "../protocol/issue.js";
import { CreateTurnContext } from "./context.js";
import { deepFreeze } from "./draft.js";
import { Refusal } from "./failures.js";
import type { Host } from "./host.js";
import type { ActorImplementation } from "./implement.js";

/** A state as it was stored, by a definition of that version. */
export interface StoredState {
  readonly value: unknown;
  readonly version: number;
}

/** What a state came to. */
export interface FittedState {
  readonly value: unknown;
  /** `migrate` made it. */
  readonly migrated: boolean;
}

/**
 * The state of an actor that wakes: as `migrate` makes it when it is of another version, else as it was kept, with what
 * its schema has gained and without what it has lost.
 * @throws Refusal `state_incompatible`; nothing was changed
 */
export async function fitState(
  { descriptor, handlers }: ActorImplementation,
  host: Host,
  { value, version }: StoredState,
): Promise<FittedState> {
  const { parseState, checkState } = descriptor;
  const migrated = version !== descriptor.version && handlers.migrate !== undefined;
  const issues: Issue[] = [];
  let fitted: unknown;
  if (migrated) {
    fitted = await handlers.migrate?.(new CreateTurnContext(host), value, version);
    fitted = parseState ? parseState(fitted, issues) : fitted;
  } else fitted = checkState ? checkState(value, issues) : value;
  if (issues.length > 0) throw incompatible(migrated ? "What migrate made of the" : "The", version, issues);
  return { value: fitted, migrated };
}

/** The state of a stored connection, frozen; undefined when it does not fit: the connection is over then. */
export function fitConnState({ descriptor }: ActorImplementation, value: unknown): { value: unknown } | undefined {
  const issues: Issue[] = [];
  const { checkConnState } = descriptor;
  const fitted = checkConnState ? checkConnState(value, issues) : value;
  return issues.length > 0 ? undefined : { value: deepFreeze(fitted) };
}

function incompatible(what: string, version: number, issues: readonly Issue[]): Refusal {
  const where = issues[0] && issues[0].path.length > 0 ? ` at ${issues[0].path.join(".")}` : "";
  const message = `${what} state of version ${version} does not fit${where}: ${issues[0]?.message}`;
  return new Refusal("state_incompatible", message, issues);
}
