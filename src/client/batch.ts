// Gathers the frames of one tick into one message.

// The server takes 1,024.
const maxFrames = 1_000;

/** The frames that wait for the end of the tick. */
export class Batch {
  readonly #send: (message: string) => void;
  readonly #maxLength: number;
  #text = "";
  #count = 0;

  /** `send` gets each message: one frame, or an array of them with at most `maxLength` characters. */
  constructor(maxLength: number, send: (message: string) => void) {
    this.#maxLength = maxLength;
    this.#send = send;
  }

  /** Queues a frame. One that is longer than a message may be goes alone. */
  push(frame: string): void {
    if (this.#count === maxFrames || this.#text.length + frame.length > this.#maxLength) this.flush();
    if (this.#count++ > 0) this.#text += "," + frame;
    else {
      this.#text = frame;
      queueMicrotask(() => this.flush());
    }
  }

  /** Sends now what waits. */
  flush(): void {
    const count = this.#count;
    const text = this.#text;
    this.#count = 0;
    this.#text = "";
    if (count > 0) this.#send(count > 1 ? `[${text}]` : text);
  }
}
