// Due work: runs planned actions when their time has come, each as a turn of its own.
import { parseJson } from "../protocol/codec.js";
import type { WireError } from "../protocol/errors.js";
import type { Actor } from "./actor.js";
import type { Step } from "./connection.js";
import { loggable, Refusal } from "./failures.js";
import type { Gate } from "./gate.js";
import type { TurnInfo } from "./host.js";
import type { UntypedErrors } from "./implement.js";
import type { ScheduleEntry } from "./schedule.js";
import type { Scheduler } from "./scheduler.js";
import { Turn } from "./turn.js";
import { readArgs } from "./values.js";

/** Milliseconds after which a timer looks again, whatever it waits for: more than hosts' timers can take is no timer. */
const longest = 2 ** 30;

/** Runs what is due of one actor's schedule. */
export class DueWork {
  readonly #actor: Actor;
  readonly #gate: Gate;
  readonly #scheduler: Scheduler;
  readonly #alive: () => boolean;
  #cancel: (() => void) | undefined;
  #starting = false;

  /** `alive`: may what failed still be taken off the schedule? */
  constructor(actor: Actor, gate: Gate, scheduler: Scheduler, alive: () => boolean) {
    this.#actor = actor;
    this.#gate = gate;
    this.#scheduler = scheduler;
    this.#alive = alive;
  }

  /** Runs what is due, the earliest first. Resolves when it has run and is durable. */
  async run(): Promise<void> {
    this.#starting = true;
    const runs = this.#actor.schedule.take().map((entry) => this.#start(entry));
    this.#starting = false;
    this.#watch();
    await Promise.all(runs);
  }

  #start(entry: ScheduleEntry): Promise<void> {
    return new Promise((resolve) => {
      const action = this.#actor.implementation.actions.get(entry.action);
      const turn = new ScheduledTurn(this.#actor, this.#gate, entry, action?.concurrent ?? false, (error) => {
        if (error) this.#failed(entry, turn, error);
        resolve();
        this.#watch();
      });
      this.#scheduler.submit(turn);
    });
  }

  // One that never began, was stopped with the actor, or could not be stored, stays planned.
  #failed(entry: ScheduleEntry, turn: ScheduledTurn, error: WireError): void {
    const { schedule, host } = this.#actor;
    if (!turn.undone || !this.#alive()) return;
    // An internal error is in the log already.
    if (error.ref === undefined)
      host.log.warn({ ...turn.describe(), error: loggable(error) }, "a scheduled action failed");
    if (schedule.has(entry.id)) this.#actor.immediate({ work: { remove: entry.id } });
  }

  // While turns run, the host's alarm stands at what they have not committed yet: what comes next needs a timer.
  #watch(): void {
    if (this.#starting) return;
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#alive()) return;
    const { schedule, host } = this.#actor;
    if (schedule.idle) {
      schedule.arm();
      return;
    }
    const next = schedule.next();
    if (next === undefined) return;
    const wait = Math.min(Math.max(0, next - host.now()), longest);
    this.#cancel = host.timer(wait, () => {
      if (this.#alive()) void this.run();
    });
  }
}

/** One run of a planned action. The first commit of it takes the entry off the schedule. */
class ScheduledTurn extends Turn {
  readonly #entry: ScheduleEntry;
  readonly #ended: (error?: WireError) => void;
  /** Its handler did not come to its end. */
  undone = false;

  constructor(actor: Actor, gate: Gate, entry: ScheduleEntry, concurrent: boolean, ended: (error?: WireError) => void) {
    super(actor, gate, concurrent);
    this.#entry = entry;
    this.#ended = ended;
  }

  override get errors(): UntypedErrors {
    return this.actor.implementation.actions.get(this.#entry.action)?.errors ?? super.errors;
  }

  // A run that is repeated after a crash makes the same calls to other actors.
  protected override origin(): string {
    return this.#entry.id;
  }

  start(): unknown {
    const { id, action: name, args } = this.#entry;
    if (!this.actor.schedule.begin(id)) return undefined;
    this.emit({ work: { remove: id } });
    const action = this.actor.implementation.actions.get(name);
    if (!action) throw new Refusal("unknown_action", `There is no action "${name}" any more.`);
    const wire = parseJson(args);
    return action.handler(this.context(), ...readArgs(action, Array.isArray(wire) ? wire : [], undefined));
  }

  protected override stepping(step: Step): void {
    step.emit({ work: { remove: this.#entry.id } });
  }

  /** Nobody gets what it returned. */
  accept(): void {}

  override fail(cause: unknown): void {
    this.undone = this.status === "running";
    super.fail(cause);
  }

  succeed(): void {
    this.#ended();
  }

  refuse(error: WireError): void {
    this.#ended(error);
  }

  override info(): TurnInfo {
    return { kind: "action", name: this.#entry.action, transport: "schedule" };
  }

  describe(): object {
    return { action: this.#entry.action, schedule: this.#entry.id };
  }
}
