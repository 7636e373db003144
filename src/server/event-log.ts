// The event log: what an actor sent of late, so that a connection that lost its socket gets what it missed, in order.
import type { Limits } from "../protocol/limits.js";
import type { OutFrame, StorageChange } from "./host.js";

/** An event on its way. It is the frame itself, so that all who get it share one text. */
export interface SentEvent extends OutFrame {
  /** 0 for a volatile event, which is not kept. */
  readonly seq: number;
  readonly event: string;
  /** The id of the one connection that it is for; absent: everyone who subscribed, but `except`. */
  readonly to: string | undefined;
  readonly except: readonly string[] | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Whose events are asked for. */
export interface EventReader {
  readonly id: string;
  /** The number after which it gets this event; undefined when it did not subscribe. */
  since(event: string): number | undefined;
}

/** What is dropped at once when a limit is passed, so that it does not happen with every event. */
const kept = 3 / 4;

/**
 * Numbers and keeps the events of one actor, bounded in count, bytes and age. Of what it drops it remembers the last
 * number by event and by receiver, so that a reader hears of a gap only where it missed something. (An event that was
 * for all but this reader counts as missed all the same.)
 */
export class EventLog {
  /** Numbers count within an epoch; a new one begins whenever the count is lost. */
  epoch: string;
  /** The number of the last event. */
  seq = 0;
  readonly #limits: Limits;
  readonly #events = new Map<number, SentEvent>();
  /** The only kept event of each `latest` one, by name and receiver. */
  readonly #latest = new Map<string, number>();
  readonly #dropped = new Map<string, number>();
  readonly #droppedTo = new Map<string, number>();
  #bytes = 0;
  #agedAt = 0;

  constructor(limits: Limits, epoch: string) {
    this.#limits = limits;
    this.epoch = epoch;
  }

  /** Keeps an event that has the next number. `changes` gets what is to be stored. */
  append(event: SentEvent, latest: boolean, changes: StorageChange[] | undefined): void {
    this.seq = event.seq;
    if (latest) this.#supersede(event, changes);
    this.#events.set(event.seq, event);
    this.#bytes += weight(event);
    changes?.push({ put: keyOf(event.seq), value: event });
    this.#trim(event.at, changes);
  }

  /** What a reader has not seen after `cursor`, up to `until`, oldest first. */
  missed(reader: EventReader, cursor: number, until: number): SentEvent[] {
    const missed: SentEvent[] = [];
    for (const event of this.#events.values()) {
      if (event.seq > cursor && event.seq <= until && isFor(reader, event)) missed.push(event);
    }
    return missed;
  }

  /** The number of the last event after `cursor` that the reader should have had and that is no longer kept. */
  gap(reader: EventReader, cursor: number): number | undefined {
    let last = this.#droppedTo.get(reader.id) ?? 0;
    for (const [event, seq] of this.#dropped) {
      const since = reader.since(event);
      if (since !== undefined && seq > since && seq > last) last = seq;
    }
    return last > cursor ? last : undefined;
  }

  /** Forgets what was for one connection that is over. */
  forget(connection: string): void {
    this.#droppedTo.delete(connection);
  }

  /** How many events are kept. */
  get size(): number {
    return this.#events.size;
  }

  /** Drops everything: where the events are not stored, they end with the memory. */
  clear(): void {
    for (const event of this.#events.values()) this.#drop(event);
    this.#events.clear();
    this.#bytes = 0;
  }

  /** What is stored beside the events. */
  head(): StorageChange {
    const { epoch, seq } = this;
    return { put: "log", value: { epoch, seq, dropped: [...this.#dropped], droppedTo: [...this.#droppedTo] } };
  }

  /** Takes what was stored: the head, and the events by key. */
  load(head: unknown, events: ReadonlyMap<string, unknown>): void {
    if (!isHead(head)) return;
    this.epoch = head.epoch;
    this.seq = head.seq;
    for (const [event, seq] of head.dropped) this.#dropped.set(event, seq);
    for (const [id, seq] of head.droppedTo) this.#droppedTo.set(id, seq);
    const stored = [...events.values()].filter(isSentEvent).sort((a, b) => a.seq - b.seq);
    for (const event of stored) {
      this.#events.set(event.seq, event);
      this.#bytes += weight(event);
      this.seq = Math.max(this.seq, event.seq);
    }
  }

  #supersede(event: SentEvent, changes: StorageChange[] | undefined): void {
    const key = JSON.stringify([event.event, event.to]);
    const before = this.#latest.get(key);
    this.#latest.set(key, event.seq);
    if (before !== undefined) this.#remove(before, changes);
  }

  #remove(seq: number, changes: StorageChange[] | undefined): SentEvent | undefined {
    const event = this.#events.get(seq);
    if (!event) return undefined;
    this.#events.delete(seq);
    this.#bytes -= weight(event);
    changes?.push({ delete: keyOf(seq) });
    return event;
  }

  #trim(now: number, changes: StorageChange[] | undefined): void {
    const { logEvents, logBytes, logAge } = this.#limits;
    const aging = now - this.#agedAt > logAge / 4;
    if (this.#events.size <= logEvents && this.#bytes <= logBytes && !aging) return;
    if (aging) this.#agedAt = now;
    const count = this.#events.size > logEvents ? logEvents * kept : logEvents;
    const bytes = this.#bytes > logBytes ? logBytes * kept : logBytes;
    let dropped = false;
    for (const [seq, event] of this.#events) {
      if (this.#events.size <= count && this.#bytes <= bytes && now - event.at <= logAge) break;
      this.#remove(seq, changes);
      this.#drop(event);
      dropped = true;
    }
    if (dropped) changes?.push(this.head());
  }

  #drop({ seq, event, to }: SentEvent): void {
    if (to === undefined) this.#dropped.set(event, seq);
    else this.#droppedTo.set(to, seq);
  }
}

function isFor(reader: EventReader, { seq, event, to, except }: SentEvent): boolean {
  if (to !== undefined) return to === reader.id;
  const since = reader.since(event);
  return since !== undefined && seq > since && !except?.includes(reader.id);
}

// Text has at least a byte per unit; the rest of an event weighs as much as a short one's text.
function weight({ text }: SentEvent): number {
  return text.length + 128;
}

/** Keys sort as the numbers do. */
function keyOf(seq: number): string {
  return `log/${String(seq).padStart(16, "0")}`;
}

interface Head {
  readonly epoch: string;
  readonly seq: number;
  readonly dropped: readonly (readonly [string, number])[];
  readonly droppedTo: readonly (readonly [string, number])[];
}

function isHead(value: unknown): value is Head {
  return typeof value === "object" && value !== null && "epoch" in value && "dropped" in value;
}

function isSentEvent(value: unknown): value is SentEvent {
  return typeof value === "object" && value !== null && "seq" in value && "text" in value;
}
