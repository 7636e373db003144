// A socket in memory: both ends of one connection. Messages travel as text, those of one tick together and in order.
import type { TransportReceiver } from "../client/index.js";
import { errorCodes } from "../protocol/errors.js";
import { closeCodes } from "../protocol/frames.js";
import { isAttachment } from "../server/connection.js";
import type { ActorCore, HostSocket, OutFrame, Permit } from "../server/host.js";
import { errorText } from "../server/replies.js";
import type { World } from "./process.js";

/** Where a socket is kept while it is open, and what it needs of its harness. */
export interface SocketShared extends Pick<World, "limits" | "clock" | "rest" | "log"> {
  readonly open: Set<MemorySocket>;
}

/** One socket, from the first word of its client to the end that both were told. */
export class MemorySocket implements HostSocket {
  readonly id: string;
  attachment: unknown;
  permit: Permit | undefined;
  core: ActorCore | undefined;
  /** Whose it is. */
  readonly client: object;
  /** Half-open: nothing arrives any more, on neither side. */
  stalled = false;
  /** The next message of the server is lost, and the socket with it. */
  losesNext = false;
  readonly #shared: SocketShared;
  readonly #receiver: TransportReceiver;
  #frames: OutFrame[] = [];
  #closing: { readonly code: number; readonly reason: string } | undefined;
  #flushing = false;
  /** Characters that the client was sent and does not read. */
  #unread = 0;
  #heard: number;
  #serverOver = false;
  #clientOver = false;

  constructor(id: string, client: object, receiver: TransportReceiver, shared: SocketShared) {
    this.id = id;
    this.client = client;
    this.#receiver = receiver;
    this.#shared = shared;
    this.#heard = shared.clock.now();
    shared.open.add(this);
    this.#watch();
  }

  /** The connection that it carries; undefined before that is accepted. */
  get connection(): string | undefined {
    return isAttachment(this.attachment) ? this.attachment.connection : undefined;
  }

  // The server's end.

  send(frame: OutFrame): void {
    if (this.#closing || this.#serverOver) return;
    this.#frames.push(frame);
    this.#later();
  }

  close(code: number, reason: string): void {
    if (this.#serverOver) return;
    this.#closing ??= { code, reason };
    this.#later();
  }

  // The client's end.

  /** A message of the client's. */
  sent(text: string): void {
    this.#shared.rest.touch();
    queueMicrotask(() => {
      if (this.stalled || this.#serverOver || this.#closing) return;
      this.#heard = this.#shared.clock.now();
      this.#shared.rest.touch();
      if (new TextEncoder().encode(text).length <= this.#shared.limits.messageBytes) this.core?.message(this, text);
      else {
        this.send({ text: errorText({ code: "too_large", message: errorCodes.too_large.means }) });
        this.close(closeCodes.badFrames, "too_large");
      }
    });
  }

  /** The client closes it, after what it sent. */
  left(code: number): void {
    queueMicrotask(() => {
      // A peer that does not answer: the client waits no longer than its platform lets it.
      this.#endServer(this.stalled ? closeCodes.silent : code, this.stalled);
      this.#endClient(code, "");
    });
  }

  /** The network loses it: both ends are told. */
  cut(code = 1006): void {
    this.#endServer(code);
    this.#endClient(1006, "");
  }

  #later(): void {
    this.#shared.rest.touch();
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    this.#shared.rest.touch();
    const frames = this.#frames.splice(0);
    if (frames.length > 0 && !this.#clientOver) {
      const texts = frames.map(({ text }) => text);
      this.#deliver(texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(",")}]`);
    }
    if (!this.#closing) return;
    const { code, reason } = this.#closing;
    this.#endServer(code);
    if (!this.stalled) this.#endClient(code, reason);
  }

  #deliver(message: string): void {
    if (this.losesNext) this.cut();
    else if (!this.stalled) this.#receiver.message(message);
    else if ((this.#unread += message.length) > this.#shared.limits.bufferedBytes) {
      this.#shared.log.logger({ socket: this.id }).warn({ waiting: this.#unread }, "a slow consumer was dropped");
      this.#endServer(1006);
    }
  }

  // `quiet`: the server does not learn of it, and finds out by the silence.
  #endServer(code: number, quiet = false): void {
    if (this.#serverOver || quiet) return;
    this.#serverOver = true;
    this.#shared.open.delete(this);
    this.#shared.clock.clear(this);
    this.#shared.rest.touch();
    this.core?.closed(this, code);
  }

  #endClient(code: number, reason: string): void {
    if (this.#clientOver) return;
    this.#clientOver = true;
    this.#shared.rest.touch();
    this.#receiver.close(code, reason);
  }

  // A peer from which nothing came for too long is dropped.
  #watch(): void {
    const { clock, limits } = this.#shared;
    clock.set(this, "the silence of a socket", Math.max(0, this.#heard + limits.silence - clock.now()), () => {
      if (clock.now() - this.#heard < limits.silence) this.#watch();
      else this.close(closeCodes.silent, "silent");
    });
  }
}
