// Sockets: what the core sees of one open connection, whatever carries it. Frames are written by the outbox.
import { closeCodes } from "../../protocol/frames.js";
import type { Limits } from "../../protocol/limits.js";
import type { ActorCore, HostSocket, Logger, OutFrame, Permit } from "../../server/host.js";
import type { Message } from "./message.js";
import { noFrames, type Outbox, type Outgoing } from "./outbox.js";

/** What all sockets of a handler share. */
export interface SocketShared {
  readonly outbox: Outbox;
  readonly limits: Limits;
  readonly log: Logger;
  readonly open: Set<NodeSocket>;
}

/** What an admission gives: a core, and what it wants to know of the socket. */
export interface Entered {
  readonly core: ActorCore;
  readonly attachment: unknown;
  /** See `Caller`. */
  readonly permit: Permit | undefined;
}

/** One open socket: its queue, its end, and the bounds on how slow and how silent its peer may be. */
export abstract class NodeSocket implements HostSocket, Outgoing {
  readonly id: string;
  attachment: unknown;
  frames: OutFrame[] = noFrames;
  closing: { readonly code: number; readonly reason: string } | undefined;
  /** Absent for a socket that is only there to be refused. */
  readonly core: ActorCore | undefined;
  readonly permit: Permit | undefined;
  protected readonly shared: SocketShared;
  #heard = 0;
  #quietSince = 0;

  constructor(entered: Entered | undefined, shared: SocketShared, id: string) {
    this.core = entered?.core;
    this.attachment = entered?.attachment;
    this.permit = entered?.permit;
    this.shared = shared;
    this.id = id;
    shared.open.add(this);
  }

  /** A number that grows with every sign of life of the peer. */
  protected abstract get heard(): number;
  /** Bytes that wait for the peer to read. */
  protected abstract get waiting(): number;
  /** Writes without looking at what waits. */
  protected abstract put(message: Message): void;
  /** Asks a quiet peer for a sign of life, which its platform gives by itself. */
  protected abstract ask(): void;
  /** Ends the socket after what was written. */
  abstract finish(code: number, reason: string): void;
  /** Cuts the socket without a word. */
  abstract terminate(): void;

  send(frame: OutFrame): void {
    if (this.closing) return;
    if (this.frames.length > 0) {
      this.frames.push(frame);
      return;
    }
    this.frames = [frame];
    this.shared.outbox.add(this);
  }

  close(code: number, reason: string): void {
    if (this.closing) return;
    this.closing = { code, reason: shortReason(reason) };
    if (this.frames.length === 0) this.shared.outbox.add(this);
  }

  /** Writes a message, unless the peer has stopped reading: then the socket is cut. */
  write(message: Message): void {
    const { waiting } = this;
    if (waiting > this.shared.limits.bufferedBytes) {
      this.shared.log.warn({ socket: this.id, waiting }, "a slow consumer was dropped");
      this.terminate();
    } else this.put(message);
  }

  /** The socket has closed. */
  gone(code: number): void {
    this.closing ??= { code, reason: "" };
    if (this.shared.open.delete(this)) this.core?.closed(this, code);
  }

  /** Called by the sweep: asks a quiet peer, closes the socket when nothing came for too long, and cuts it when that did not help. */
  checkSilence(now: number): void {
    const { heard } = this;
    const { silence } = this.shared.limits;
    if (heard !== this.#heard || this.#quietSince === 0) {
      this.#heard = heard;
      this.#quietSince = now;
    } else if (now - this.#quietSince >= silence) {
      if (this.closing) this.terminate();
      else this.close(closeCodes.silent, "silent");
    } else if (now - this.#quietSince >= silence / 2) this.ask();
  }
}

// A close frame has room for 123 bytes; cut where a character ends.
function shortReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= 123) return reason;
  return new TextDecoder().decode(bytes.subarray(0, 123), { stream: true });
}
