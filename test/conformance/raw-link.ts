// A transport without a client above it: frames as they are, for what no client of ours would send.
import { setTimeout as delay } from "node:timers/promises";
import type { TransportSocket } from "actorgen/client";
import { systemClock } from "../../src/client/clock.js";
import type { Guest } from "./stage.js";

type Frame = Record<string, unknown>;

/** One open connection of a transport. */
export class RawLink {
  readonly frames: Frame[] = [];
  /** The close code, once closed. */
  readonly closed: Promise<number>;
  #socket: TransportSocket | undefined;
  #wake: () => void = () => {};
  #over = false;

  private constructor(onClose: (close: (code: number) => void) => void) {
    this.closed = new Promise((resolve) => {
      onClose((code) => {
        this.#over = true;
        resolve(code);
        this.#wake();
      });
    });
  }

  static async open({ transport, base }: Guest, hello: object, key = "raw"): Promise<RawLink> {
    let close: (code: number) => void = () => {};
    const link = new RawLink((end) => (close = end));
    const text = Buffer.from(JSON.stringify(hello)).toString("base64url");
    link.#socket = await transport(
      { url: `${base}probe/${key}`, hello: text, fetch: undefined, clock: systemClock, silence: 45_000 },
      {
        message(message) {
          const content: Frame | Frame[] = JSON.parse(message);
          link.frames.push(...[content].flat());
          link.#wake();
        },
        close: (code) => close(code),
      },
    );
    return link;
  }

  send(message: unknown): void {
    this.#socket?.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  close(code?: number): void {
    this.#socket?.close(code);
  }

  /** Takes off the next frames, waiting for them; fewer where the link ends before. */
  async next(count = 1): Promise<Frame[]> {
    while (this.frames.length < count && !this.#over) {
      await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), delay(5_000)]);
    }
    return this.frames.splice(0, count);
  }
}
