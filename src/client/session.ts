// One socket from its opening to its end: batches what leaves, pings, and gives a silent peer up.
import { closeCodes } from "../protocol/frames.js";
import { Batch } from "./batch.js";
import type { ClientContext } from "./client-context.js";
import type { TransportAddress, TransportReceiver, TransportSocket } from "./transport.js";

/** A socket that is opening, open, or closing. */
export class Session {
  readonly #context: ClientContext;
  readonly #receiver: TransportReceiver;
  readonly #batch: Batch;
  #socket: TransportSocket | undefined;
  #state: "opening" | "open" | "closing" | "closed" = "opening";
  /** Pings since the last message. */
  #unanswered = 0;
  #cancelTimer: (() => void) | undefined;

  /** `receiver` is told of messages while the session is not closing, and of the end exactly once. */
  constructor(context: ClientContext, address: TransportAddress, receiver: TransportReceiver) {
    this.#context = context;
    this.#receiver = receiver;
    // A quarter, because a character takes up to three bytes.
    this.#batch = new Batch(context.messageBytes / 4, (message) => this.#socket?.send(message));
    this.#wait();
    void this.#open(address);
  }

  async #open(address: TransportAddress): Promise<void> {
    try {
      this.#socket = await this.#context.transport(address, {
        message: (text) => this.#message(text),
        close: (code, reason) => this.#end(code, reason),
      });
    } catch (cause) {
      this.#end(closeCodes.refused, String(cause));
    }
    if (this.#state === "closing" || this.#state === "closed") this.#socket?.close();
  }

  /** Queues a frame. Only after the first message came. */
  push(frame: string): void {
    this.#batch.push(frame);
  }

  /** Sends what waits and closes. The receiver's `close` follows when the peer has answered. */
  close(): void {
    this.#batch.flush();
    this.#state = "closing";
    this.#socket?.close();
  }

  #message(text: string): void {
    if (this.#state === "opening") this.#state = "open";
    this.#unanswered = 0;
    if (this.#state === "open") this.#receiver.message(text);
  }

  // Three pings without an answer: nothing came for the silence, and at most a third longer.
  #wait(): void {
    this.#cancelTimer = this.#context.clock.timer(this.#context.silence / 3, () => {
      if (this.#unanswered++ === 3) {
        this.#end(closeCodes.silent, "The server is silent.");
        this.#socket?.close();
      } else {
        if (this.#state === "open") this.push('{"t":"ping"}');
        this.#wait();
      }
    });
  }

  #end(code: number, reason: string): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#cancelTimer?.();
    this.#receiver.close(code, reason);
  }
}
