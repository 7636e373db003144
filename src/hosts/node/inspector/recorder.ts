// The recorder: the newest calls, events and refusals of all actors, in memory, and only while somebody looks.
import { performance } from "node:perf_hooks";
import { parseJson } from "../../../protocol/codec.js";
import type { WireError } from "../../../protocol/errors.js";
import type { ActorAddress, Observer, Witness } from "../../../server/host.js";
import { mask, open, type Secrecy } from "../../../server/mask.js";
import type { ActorSchemas } from "./schemas.js";

/** One line of the stream, with values as they may be shown. */
export interface Entry {
  /** Counts from 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: "call" | "hook" | "event" | "refusal";
  readonly actor: string;
  readonly key: readonly string[];
  readonly actorId: string;
  /** Of the action, hook or event; empty for a refusal at the door. */
  readonly name: string;
  /** How an action was called. */
  readonly transport?: string | undefined;
  readonly connection?: string | undefined;
  /** From the call to its reply. */
  readonly ms?: number;
  readonly args?: readonly unknown[];
  /** The result of a call, or the payload of an event; absent for void. */
  readonly value?: unknown;
  readonly error?: unknown;
  /** Of an event; 0 for a volatile one. */
  readonly seq?: number;
  /** How many connections an event was for. */
  readonly receivers?: number;
}

/** Entries that are kept. */
export const maxEntries = 1_000;
/** A text longer than this is not looked into. */
const longestText = 64 * 1024;
/** Milliseconds that recording goes on after the last page left, so that a reload misses nothing. */
const linger = 5_000;

/** What is known of an entry before it has its number. */
type Happening = Omit<Entry, "n" | "at">;

/** Keeps what passes, for pages. */
export class Recorder {
  readonly #schemas: ReadonlyMap<string, ActorSchemas>;
  /** A ring: the entry `n` stands at `n % maxEntries`. */
  readonly #ring: Entry[] = [];
  #last = 0;
  #watchers = 0;
  #ending: NodeJS.Timeout | undefined;
  #on = false;

  constructor(schemas: ReadonlyMap<string, ActorSchemas>) {
    this.#schemas = schemas;
  }

  /** Is anything recorded? */
  get on(): boolean {
    return this.#on;
  }

  /** The number of the last entry. */
  get last(): number {
    return this.#last;
  }

  /** A page looks on, until what is returned is called. */
  watch(): () => void {
    clearTimeout(this.#ending);
    this.#watchers++;
    this.#on = true;
    return () => {
      if (--this.#watchers > 0) return;
      this.#ending = setTimeout(() => this.clear(), linger).unref();
    };
  }

  /** Stops, and forgets everything. */
  clear(): void {
    clearTimeout(this.#ending);
    this.#on = false;
    this.#ring.length = 0;
  }

  /** What was recorded after the entry `n`, oldest first; at most `count` of the newest. */
  since(n: number, count: number = maxEntries): Entry[] {
    const oldest = Math.max(n, this.#last - Math.min(count, maxEntries)) + 1;
    const found: Entry[] = [];
    for (let at = oldest; at <= this.#last; at++) {
      const entry = this.#ring[at % maxEntries];
      if (entry?.n === at) found.push(entry);
    }
    return found;
  }

  /** Who is told of an actor's turns; nobody while nothing is recorded. */
  observer(address: ActorAddress): Observer | undefined {
    if (!this.#on) return undefined;
    return ({ kind, name, transport, args, connection }) => {
      const start = performance.now();
      return {
        run: (body) => body(),
        end: (error, result) => {
          const isCall = kind === "action";
          this.#add(address, {
            kind: isCall ? "call" : "hook",
            name,
            transport,
            connection,
            ms: performance.now() - start,
            ...(args && { args: this.#args(address, name, args) }),
            ...(result !== undefined && { value: this.#json(this.#of(address)?.result(name), result) }),
            ...(error && { error: this.#error(address, name, error) }),
          });
        },
      };
    };
  }

  /** Who is told of an actor's events and refusals; nobody while nothing is recorded. */
  witness(address: ActorAddress): Witness | undefined {
    if (!this.#on) return undefined;
    return {
      sent: ({ event, seq, text, to }, receivers) => {
        const frame = text.length > longestText ? tooLong(text) : parseJson(text);
        const payload: unknown = typeof frame === "string" ? frame : Reflect.get(Object(frame), "payload");
        const value = mask(this.#of(address)?.payload(event) ?? open, payload);
        this.#add(address, { kind: "event", name: event, seq, receivers, connection: to, value });
      },
      refused: ({ action, event, connection }, error) =>
        this.refused(address, action ?? event ?? "", error, connection),
    };
  }

  /** Something was refused, maybe before there was an actor. */
  refused(address: ActorAddress, name: string, error: WireError, connection?: string): void {
    if (!this.#on) return;
    this.#add(address, {
      kind: "refusal",
      name: name.slice(0, 200),
      connection,
      error: this.#error(address, name, error),
    });
  }

  #add({ actor, key, id }: ActorAddress, happening: Omit<Happening, "actor" | "key" | "actorId">): void {
    if (!this.#on) return;
    const n = ++this.#last;
    this.#ring[n % maxEntries] = { n, at: Date.now(), actor, key, actorId: id, ...happening };
  }

  #of({ actor }: ActorAddress): ActorSchemas | undefined {
    return this.#schemas.get(actor);
  }

  #args(address: ActorAddress, action: string, args: readonly unknown[]): readonly unknown[] {
    const secrecies = this.#of(address)?.args(action) ?? [];
    return args.map((arg, index) => mask(secrecies[index] ?? open, arg));
  }

  // Issues and messages of the runtime hold no values; the data of a declared error may.
  #error(address: ActorAddress, action: string, error: WireError): unknown {
    const data = mask(this.#of(address)?.error(action, error.code) ?? open, error.data);
    return mask(open, { ...error, ...(data !== undefined && { data }) });
  }

  #json(secrecy: Secrecy = open, text: string): unknown {
    return mask(secrecy, text.length > longestText && !secrecy.secret ? tooLong(text) : parseJson(text));
  }
}

function tooLong(text: string): string {
  return `${Math.round(text.length / 1024)} kB of JSON`;
}
