// `c.schedule`: the schedule as one turn has it, with what the turn itself has planned and cancelled.
import { parseJson } from "../protocol/codec.js";
import { ActorError } from "../protocol/errors.js";
import type { Issue } from "../protocol/issue.js";
import type { Actor } from "./actor.js";
import type { Effect } from "./connection.js";
import { plain } from "./draft.js";
import { refusedValues } from "./failures.js";
import type { ActionEntry } from "./implement.js";
import type { ScheduleChange, ScheduleEntry } from "./schedule.js";
import { readArgs } from "./values.js";

/** What a schedule needs of its turn. */
export interface PlanningTurn {
  readonly actor: Actor;
  /** What was emitted and is not real yet. Throws when the turn has failed. */
  readonly pending: readonly Effect[];
  emit(effect: Effect): void;
}

/** The last millisecond that a Date can hold. */
const lastTime = 8.64e15;

/** `ActorSchedule` of types.ts. */
export class TurnSchedule {
  readonly #turn: PlanningTurn;

  constructor(turn: PlanningTurn) {
    this.#turn = turn;
  }

  after(ms: number, action: string, ...args: unknown[]): string {
    return this.#plan(this.#turn.actor.host.now() + ms, action, args);
  }

  at(time: Date | number, action: string, ...args: unknown[]): string {
    return this.#plan(Number(time), action, args);
  }

  cancel(id: string): boolean {
    const planned = this.#changed((change) => ("add" in change ? change.add.id : change.remove) === id);
    const last = planned.at(-1);
    const there = last ? "add" in last : this.#turn.actor.schedule.isPlanned(id);
    if (there) this.#turn.emit({ work: { remove: id } });
    return there;
  }

  list(): { id: string; at: Date; action: string; args: unknown }[] {
    const entries = new Map(this.#turn.actor.schedule.planned().map((entry) => [entry.id, entry]));
    for (const change of this.#changed(() => true)) {
      if ("add" in change) entries.set(change.add.id, change.add);
      else entries.delete(change.remove);
    }
    return [...entries.values()]
      .sort((one, other) => one.at - other.at || one.order - other.order)
      .map(({ id, at, action, args }) => ({ id, at: new Date(at), action, args: parseJson(args) }));
  }

  #plan(time: number, name: string, args: readonly unknown[]): string {
    // Never early.
    const at = Math.ceil(time);
    if (!(Math.abs(at) <= lastTime)) throw refused(`${time} is no time at which an action can run.`);
    const { actor, pending } = this.#turn;
    const action = actor.implementation.actions.get(name);
    if (!action) throw new ActorError({ code: "unknown_action", message: `There is no action "${String(name)}".` });
    if (action.secrets?.args) throw refused(`The arguments of "${name}" hold a secret, and what is planned is stored.`);
    const text = encode(action, args);
    const { schedules } = actor.host.limits;
    if (actor.schedule.size + pending.length >= schedules && this.#count() >= schedules) {
      throw new ActorError({ code: "too_many_requests", message: `An actor plans at most ${schedules} actions.` });
    }
    const id = actor.host.randomId();
    const entry: ScheduleEntry = { id, at, order: actor.schedule.nextOrder(), action: name, args: text };
    this.#turn.emit({ work: { add: entry } });
    return id;
  }

  #count(): number {
    const changes = this.#changed(() => true);
    return changes.reduce((sum, change) => sum + ("add" in change ? 1 : -1), this.#turn.actor.schedule.size);
  }

  #changed(wanted: (change: ScheduleChange) => boolean): ScheduleChange[] {
    return this.#turn.pending.flatMap((effect) => ("work" in effect && wanted(effect.work) ? [effect.work] : []));
  }
}

// Read back at once, so that what is refused is refused here and not when nobody is there to hear of it.
function encode(action: ActionEntry, args: readonly unknown[]): string {
  const issues: Issue[] = [];
  const wire = action.encodeArgs ? action.encodeArgs(plain(args), issues) : args;
  if (issues.length > 0) throw new ActorError(refusedValues("invalid_argument", issues));
  const text = JSON.stringify(wire);
  const copy = parseJson(text);
  readArgs(action, Array.isArray(copy) ? copy : [], undefined);
  return text;
}

function refused(message: string): ActorError {
  return new ActorError({ code: "invalid_argument", message });
}
