// Request records: the replies to requests that have an id, so that one that is made again is answered and not run again.
import { Expiry } from "./expiry.js";
import { Refusal } from "./failures.js";
import type { CallReply, Host, StorageChange } from "./host.js";

/** Records that one actor keeps, and how much text of replies in them; the oldest go first. */
const maxRecords = 10_000;
const maxLength = 1 << 20;

/** Under which keys a store keeps records. */
export const requestPrefix = "request/";

/** What came of a request. */
interface RequestRecord {
  readonly id: string;
  /** Undefined: it began to take effect, and what came of it is not known, or no longer. */
  readonly reply: CallReply | undefined;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly stored: boolean;
}

/** Of one actor; kept for `limits.retryWindow`. */
export class RequestRecords {
  readonly #host: Host;
  readonly #persist: (changes: readonly StorageChange[]) => void;
  readonly #running = new Map<string, Promise<CallReply>>();
  readonly #records = new Map<string, RequestRecord>();
  readonly #expiry: Expiry<string>;
  /** Records that have their reply, the oldest first. */
  readonly #answered = new Map<string, number>();
  /** Records that were over when they were loaded. */
  readonly #overdue = new Set<string>();
  #length = 0;

  constructor(host: Host, persist: (changes: readonly StorageChange[]) => void) {
    this.#host = host;
    this.#persist = persist;
    this.#expiry = new Expiry(host, host.limits.retryWindow, (id) => this.#drop(id));
  }

  /**
   * The reply to a request: of the run that is under way, of the record, or of `start`.
   * @throws Refusal `outcome_unknown`
   */
  answer(id: string, start: () => Promise<CallReply>): Promise<CallReply> {
    const running = this.#running.get(id);
    if (running) return running;
    const record = this.#records.get(id);
    if (record) {
      if (!record.reply) throw new Refusal("outcome_unknown");
      return Promise.resolve(record.reply);
    }
    const reply = start();
    this.#running.set(id, reply);
    const done = (): void => void this.#running.delete(id);
    reply.then(done, done);
    return reply;
  }

  /** Keeps what came of a request. Gives what a durable store is to keep of it. */
  put(id: string, reply: CallReply | undefined): StorageChange {
    const record: RequestRecord = { id, reply, until: this.#until(id), stored: true };
    this.#keep(record);
    return { put: requestPrefix + id, value: record };
  }

  /** The same, in memory alone. One that failed and has left no trace may as well run again. */
  note(id: string, reply: CallReply): void {
    if (reply.error && !this.#records.has(id)) return;
    this.#keep({ id, reply, until: this.#until(id), stored: this.#records.get(id)?.stored ?? false });
  }

  /**
   * Takes what was stored, at a wake. What is over counts once more while the actor is awake: a planned action of another
   * actor that a crash cut off makes its calls again when the server is back, however long that takes.
   */
  load(stored: ReadonlyMap<string, unknown>): void {
    const now = this.#host.now();
    const records = [...stored.values()].filter(isRecord).map((record) => {
      if (record.until > now) return record;
      this.#overdue.add(record.id);
      return { ...record, until: now + this.#host.limits.retryWindow };
    });
    for (const record of records.sort((one, other) => one.until - other.until)) this.#keep(record);
  }

  /** What a store may forget as the actor leaves memory. */
  overdue(): StorageChange[] {
    return [...this.#overdue].map((id) => ({ delete: requestPrefix + id }));
  }

  /** The actor leaves memory. */
  stop(): void {
    this.#expiry.clear();
  }

  #until(id: string): number {
    return this.#records.get(id)?.until ?? this.#host.now() + this.#host.limits.retryWindow;
  }

  #keep(record: RequestRecord): void {
    const { id, reply, until } = record;
    this.#forgetReply(id);
    this.#records.set(id, record);
    if (!this.#expiry.has(id)) this.#expiry.add(id, until);
    const length = reply && "value" in reply ? (reply.value?.length ?? 0) : 0;
    if (reply) this.#answered.set(id, length);
    this.#length += length;
    for (const old of this.#answered.keys()) {
      if (this.#length <= maxLength || old === id) break;
      this.#forgetReply(old);
      const one = this.#records.get(old);
      if (one) this.#records.set(old, { ...one, reply: undefined });
    }
    const oldest = this.#records.size > maxRecords ? this.#expiry.oldest() : undefined;
    if (oldest !== undefined) {
      this.#expiry.delete(oldest);
      this.#drop(oldest);
    }
  }

  #forgetReply(id: string): void {
    this.#length -= this.#answered.get(id) ?? 0;
    this.#answered.delete(id);
  }

  #drop(id: string): void {
    const record = this.#records.get(id);
    this.#forgetReply(id);
    this.#records.delete(id);
    this.#overdue.delete(id);
    if (record?.stored && this.#host.capabilities.durable) this.#persist([{ delete: requestPrefix + id }]);
  }
}

function isRecord(value: unknown): value is RequestRecord {
  return typeof value === "object" && value !== null && "until" in value && "id" in value;
}
