// The outbox: all frames of one tick to one socket leave as one message, and a message that many sockets get is encoded once.
import type { OutFrame } from "../../server/host.js";

/** A socket with frames to send. */
export interface Outgoing {
  frames: OutFrame[];
  /** What is to be done after the frames. */
  closing: { readonly code: number; readonly reason: string } | undefined;
  write(message: Buffer): void;
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
    let last = noFrames;
    let message: Buffer | undefined;
    for (const socket of dirty) {
      const { frames, closing } = socket;
      socket.frames = noFrames;
      if (frames.length > 0) {
        if (message === undefined || !same(frames, last)) message = encodeMessage(frames);
        last = frames;
        socket.write(message);
      }
      if (closing) socket.finish(closing.code, closing.reason);
    }
  }
}

function same(frames: OutFrame[], others: OutFrame[]): boolean {
  if (frames.length !== others.length) return false;
  for (let index = 0; index < frames.length; index++) if (frames[index] !== others[index]) return false;
  return true;
}

/** A WebSocket text message, as the bytes of one unmasked frame. */
export function encodeMessage(frames: readonly OutFrame[]): Buffer {
  let text = frames[0]?.text ?? "";
  if (frames.length > 1) {
    for (let index = 1; index < frames.length; index++) text += `,${frames[index]?.text}`;
    text = `[${text}]`;
  }
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(head + length);
  bytes[0] = 0x81;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    bytes.writeUInt32BE(length >>> 0, 6);
  }
  bytes.write(text, head);
  return bytes;
}
