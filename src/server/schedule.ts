// The schedule: what an actor has planned, kept in its store and ordered by time.
import type { Host, StorageChange } from "./host.js";

/** A planned action, as a store keeps it. */
export interface ScheduleEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Among entries of one time, the lower runs first. */
  readonly order: number;
  readonly action: string;
  /** JSON text of the arguments in wire form. */
  readonly args: string;
}

/** What a turn does to the schedule, once it commits. */
export type ScheduleChange = { readonly add: ScheduleEntry } | { readonly remove: string };

/** Under which keys a store keeps entries. */
export const schedulePrefix = "work/";

/**
 * The committed entries of one actor, and the one alarm that its host keeps for them. An entry is `taken` when a turn
 * waits to run it, and `begun` when it does: from then on it can neither be listed nor cancelled.
 */
export class Schedule {
  readonly #host: Host;
  readonly #entries = new Map<string, ScheduleEntry>();
  /** The earliest first. */
  readonly #sorted: ScheduleEntry[] = [];
  readonly #taken = new Set<string>();
  readonly #begun = new Set<string>();
  #order = 0;
  /** What the host was told last; undefined when that has rung. */
  #alarm: number | null | undefined = null;
  /** When the actor is to be woken for its connections at the latest; undefined when it has none. */
  #vigil: number | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** How many there are, those that run among them. */
  get size(): number {
    return this.#entries.size;
  }

  /** Does no turn have an entry? */
  get idle(): boolean {
    return this.#taken.size === 0;
  }

  /** The order of the next entry. */
  nextOrder(): number {
    return ++this.#order;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Is it there, and not yet begun? */
  isPlanned(id: string): boolean {
    return this.#entries.has(id) && !this.#begun.has(id);
  }

  /** Those that have not begun, in the order in which they will. */
  planned(): ScheduleEntry[] {
    return this.#sorted.filter(({ id }) => !this.#begun.has(id));
  }

  /** Makes a change real. `changes` gets what is to be stored; call `arm` before it is. */
  apply(change: ScheduleChange, changes: StorageChange[] | undefined): void {
    if ("add" in change) {
      this.#insert(change.add);
      changes?.push({ put: schedulePrefix + change.add.id, value: change.add });
    } else if (this.#remove(change.remove)) changes?.push({ delete: schedulePrefix + change.remove });
  }

  /** Tells the host when to ring, where that has changed. */
  arm(): void {
    const planned = this.#sorted[0]?.at;
    // With nothing else planned the time may stand where it is, though it is over: it is for a host that comes back. Else
    // it moves on, and not too often, as each move is written.
    if (this.#vigil !== undefined && planned !== undefined && this.#vigil <= this.#host.now()) this.#renew(10);
    const at = Math.min(planned ?? Infinity, this.#vigil ?? Infinity);
    this.#tell(at === Infinity ? null : at);
  }

  /**
   * The actor has stored connections, or none any more: after a crash it has to wake for them though nobody asks for it, or
   * those that do not come back would never be over.
   */
  watch(hasConnections: boolean): void {
    if (hasConnections === (this.#vigil !== undefined)) return;
    if (hasConnections) this.#renew(1);
    else this.#vigil = undefined;
    this.arm();
  }

  #renew(windows: number): void {
    this.#vigil = this.#host.now() + windows * this.#host.limits.resumeWindow;
  }

  #tell(at: number | null): void {
    if (at === this.#alarm) return;
    this.#alarm = at;
    this.#host.setAlarm(at);
  }

  /** The host has rung: it has no alarm any more. */
  rang(): void {
    const isVigil = this.#vigil !== undefined && this.#vigil <= this.#host.now() && this.#entries.size === 0;
    this.#alarm = isVigil ? this.#vigil : undefined;
  }

  /** Hands out what is due and was not handed out before. */
  take(): ScheduleEntry[] {
    const now = this.#host.now();
    const due: ScheduleEntry[] = [];
    for (const entry of this.#sorted) {
      if (entry.at > now) break;
      if (this.#taken.has(entry.id)) continue;
      this.#taken.add(entry.id);
      due.push(entry);
    }
    return due;
  }

  /** A turn begins to run an entry. False when it was cancelled meanwhile. */
  begin(id: string): boolean {
    if (!this.#entries.has(id)) return false;
    this.#begun.add(id);
    return true;
  }

  /** The time of the first entry that was not handed out. */
  next(): number | undefined {
    return this.#sorted.find(({ id }) => !this.#taken.has(id))?.at;
  }

  /** Takes what was stored, at a wake. */
  load(stored: ReadonlyMap<string, unknown>): void {
    for (const entry of stored.values()) {
      if (!isScheduleEntry(entry)) continue;
      this.#insert(entry);
      this.#order = Math.max(this.#order, entry.order);
    }
    // Whatever rings now rings for what is there now.
    if (this.#entries.size > 0) this.arm();
  }

  /** The actor ends, and its plans with it. */
  clear(): void {
    this.#entries.clear();
    this.#sorted.length = 0;
    this.#vigil = undefined;
    this.arm();
  }

  #insert(entry: ScheduleEntry): void {
    this.#entries.set(entry.id, entry);
    this.#sorted.splice(this.#place(entry), 0, entry);
  }

  #remove(id: string): boolean {
    this.#taken.delete(id);
    this.#begun.delete(id);
    const entry = this.#entries.get(id);
    if (!entry) return false;
    this.#entries.delete(id);
    this.#sorted.splice(this.#place(entry), 1);
    return true;
  }

  // Where an entry stands, or would.
  #place({ at, order }: ScheduleEntry): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#sorted[middle];
      if (other && (other.at < at || (other.at === at && other.order < order))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Reads an entry, which is `unknown` to stores. */
export function isScheduleEntry(value: unknown): value is ScheduleEntry {
  return typeof value === "object" && value !== null && "at" in value && "action" in value && "args" in value;
}
