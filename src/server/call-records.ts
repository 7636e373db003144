// Call records: the replies to the calls of one connection, so that a call that is sent again is answered and not run again.

import type { StorageChange } from "./host.js";

/** The reply's frame; "unknown" where it is no longer kept; "new" when no such call was ever finished. */
export type CallRecord = { readonly text: string } | "unknown" | "new";

/** Replies are kept until the client says that it has them, the newest `slots` of them and at most this much text. */
const maxLength = 1 << 20;

/** Of one connection. Ids grow, and a store keeps a reply in the slot `id % slots`, where it replaces an older one. */
export class CallRecords {
  /** As many as a connection may have calls in flight. */
  readonly #slots: number;
  readonly #replies = new Map<number, string | undefined>();
  /** Up to this id a reply that is not kept may have been one that was dropped. */
  #dropped = 0;
  #length = 0;

  constructor(slots: number) {
    this.#slots = slots;
  }

  get empty(): boolean {
    return this.#replies.size === 0;
  }

  /** `text` undefined: the call began to take effect, and what came of it is not known. */
  put(id: number, text: string | undefined): void {
    this.#length += (text?.length ?? 0) - (this.#replies.get(id)?.length ?? 0);
    this.#replies.set(id, text);
    for (const [old, reply] of this.#replies) {
      if (this.#replies.size <= this.#slots && this.#length <= maxLength) break;
      if (old === id) break;
      this.#replies.delete(old);
      this.#length -= reply?.length ?? 0;
      this.#dropped = Math.max(this.#dropped, old);
    }
  }

  find(id: number): CallRecord {
    const text = this.#replies.get(id);
    if (text !== undefined) return { text };
    return this.#replies.has(id) || id <= this.#dropped ? "unknown" : "new";
  }

  /** The client has the replies up to this id. */
  acknowledge(id: number): void {
    for (const [old, reply] of this.#replies) {
      // Calls finish in any order: an older one behind this goes when this does.
      if (old > id) break;
      this.#replies.delete(old);
      this.#length -= reply?.length ?? 0;
    }
  }

  /** Where a store keeps the reply to a call of a connection. */
  key(connection: string, id: number): string {
    return `call/${connection}/${id % this.#slots}`;
  }

  /** Everything, to be stored for a connection. */
  stored(connection: string): StorageChange[] {
    return [...this.#replies].map(([id, text]) => ({ put: this.key(connection, id), value: { id, text } }));
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
