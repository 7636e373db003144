// Call records: the replies to the calls of one connection, so that a call that is sent again is answered and not run again.

import type { StorageChange } from "./host.js";

/** The reply's frame; "unknown" where it is no longer kept; "new" when no such call was ever finished. */
export type CallRecord = { readonly text: string } | "unknown" | "new";

/** Replies are kept until the client says that it has them, the newest `slots` of them and at most this much text. */
const maxLength = 1 << 20;

/**
 * Of one connection. Ids grow, and a store keeps a reply in the slot `id % slots`, where it replaces an older one. In
 * memory they stand in a queue, in the order in which calls finish: this is done for every call, and read hardly ever.
 */
export class CallRecords {
  /** As many as a connection may have calls in flight. */
  readonly #slots: number;
  #queue: StoredReply[] = [];
  /** The first of the queue that is still there. */
  #head = 0;
  /** Up to this id a reply that is not kept may have been one that was dropped. */
  #dropped = 0;
  #length = 0;

  constructor(slots: number) {
    this.#slots = slots;
  }

  get empty(): boolean {
    return this.#head === this.#queue.length;
  }

  /** `text` undefined: the call began to take effect, and what came of it is not known. */
  put(id: number, text: string | undefined): void {
    this.#queue.push({ id, text });
    this.#length += text?.length ?? 0;
    while (this.#queue.length - this.#head > this.#slots || this.#length > maxLength) {
      if (this.#head === this.#queue.length - 1) break;
      this.#dropped = Math.max(this.#dropped, this.#shift());
    }
  }

  find(id: number): CallRecord {
    const found = this.#queue.findLast((reply, index) => index >= this.#head && reply.id === id);
    if (found?.text !== undefined) return { text: found.text };
    return found || id <= this.#dropped ? "unknown" : "new";
  }

  /** The client has the replies up to this id. */
  acknowledge(id: number): void {
    // Calls finish in any order: an older one behind a newer goes when that does.
    for (let first = this.#queue[this.#head]; first && first.id <= id; first = this.#queue[this.#head]) this.#shift();
  }

  // What has left the queue is cut off now and then, so that each costs the same.
  #shift(): number {
    const first = this.#queue[this.#head++];
    this.#length -= first?.text?.length ?? 0;
    if (this.#head > 32 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return first?.id ?? 0;
  }

  /** Where a store keeps the reply to a call of a connection. */
  key(connection: string, id: number): string {
    return `call/${connection}/${id % this.#slots}`;
  }

  /** Everything, to be stored for a connection. */
  stored(connection: string): StorageChange[] {
    const kept = this.#queue.slice(this.#head);
    return kept.map((reply) => ({ put: this.key(connection, reply.id), value: reply }));
  }

  /** Takes what was stored. Gives the highest id. */
  load(stored: Iterable<unknown>): number {
    const replies = [...stored].filter(isStored).sort((a, b) => a.id - b.id);
    for (const { id, text } of replies) this.put(id, text);
    const last = replies.at(-1)?.id ?? 0;
    this.#dropped = Math.max(this.#dropped, last - this.#slots);
    return last;
  }
}

/** The stored form of a reply. */
export interface StoredReply {
  readonly id: number;
  readonly text: string | undefined;
}

function isStored(value: unknown): value is StoredReply {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "number";
}
