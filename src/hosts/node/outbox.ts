// The outbox: all frames of one tick to one socket leave as one message, and a message that many sockets get is encoded once.
import type { OutFrame } from "../../server/host.js";
import { Message } from "./message.js";

/** A socket with frames to send. */
export interface Outgoing {
  frames: OutFrame[];
  /** What is to be done after the frames. */
  closing: { readonly code: number; readonly reason: string } | undefined;
  write(message: Message): void;
  finish(code: number, reason: string): void;
}

/** Stands for an empty queue, so that an idle socket has none of its own. Never filled. */
export const noFrames: OutFrame[] = [];

/**
 * Collects sockets and writes them all at the end of the tick. A socket that is alone is the one whose message is being
 * handled: its replies need not wait for the messages of others.
 */
export class Outbox {
  #dirty: Outgoing[] = [];
  readonly #flush = (): void => this.flush();
  readonly #handled = (): void => {
    if (this.#dirty.length === 1) this.flush();
    else setImmediate(this.#flush);
  };

  /** This socket has something to send or to end with. */
  add(socket: Outgoing): void {
    if (this.#dirty.push(socket) === 1) process.nextTick(this.#handled);
  }

  /** Writes everything now. */
  flush(): void {
    const dirty = this.#dirty;
    this.#dirty = [];
    let message: Message | undefined;
    for (const socket of dirty) {
      const { frames, closing } = socket;
      socket.frames = noFrames;
      if (frames.length > 0) {
        if (message === undefined || !same(frames, message.frames)) message = new Message(frames);
        socket.write(message);
      }
      if (closing) socket.finish(closing.code, closing.reason);
    }
  }
}

function same(frames: readonly OutFrame[], others: readonly OutFrame[]): boolean {
  if (frames.length !== others.length) return false;
  for (let index = 0; index < frames.length; index++) if (frames[index] !== others[index]) return false;
  return true;
}
