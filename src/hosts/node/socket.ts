// Sockets: one accepted WebSocket as the core sees it. Reading is `ws`; frames are written by the outbox, already encoded.
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { errorCodes } from "../../protocol/errors.js";
import { closeCodes } from "../../protocol/frames.js";
import type { Limits } from "../../protocol/limits.js";
import type { ActorCore, HostSocket, Logger, OutFrame } from "../../server/host.js";
import { errorText } from "../../server/replies.js";
import { noFrames, type Outbox, type Outgoing } from "./outbox.js";

/** `ws` knows of an oversized message before we do: it is answered first, and closed with a code of ours. */
export class ActorWebSocket extends WebSocket {
  peer: NodeSocket | undefined;

  override close(code?: number, reason?: string | Buffer): void {
    if (code !== 1009 || !this.peer) {
      super.close(code, reason);
      return;
    }
    this.peer.send({ text: errorText({ code: "too_large", message: errorCodes.too_large.means }) });
    this.peer.close(closeCodes.badFrames, "too_large");
  }
}

/** What all sockets of a handler share. */
export interface SocketShared {
  readonly outbox: Outbox;
  readonly limits: Limits;
  readonly log: Logger;
  readonly open: Set<NodeSocket>;
}

/** One open socket. Its listeners are shared by all sockets, so that an idle one costs little. */
export class NodeSocket implements HostSocket, Outgoing {
  readonly id: string;
  attachment: unknown;
  frames: OutFrame[] = noFrames;
  closing: { readonly code: number; readonly reason: string } | undefined;
  /** For the sweep of silent peers. */
  bytesRead = 0;
  quietSince = 0;
  readonly core: ActorCore | undefined;
  readonly #web: ActorWebSocket;
  readonly #stream: Duplex;
  readonly #shared: SocketShared;

  /** `core` is absent for a socket that is only there to be refused. */
  constructor(
    web: ActorWebSocket,
    stream: Duplex,
    core: ActorCore | undefined,
    attachment: unknown,
    shared: SocketShared,
    id: string,
  ) {
    this.#web = web;
    this.#stream = stream;
    this.core = core;
    this.attachment = attachment;
    this.#shared = shared;
    this.id = id;
    web.peer = this;
    web.on("message", onMessage);
    web.on("close", onClose);
    web.on("error", onError);
    shared.open.add(this);
  }

  send(frame: OutFrame): void {
    if (this.closing) return;
    if (this.frames.length > 0) {
      this.frames.push(frame);
      return;
    }
    this.frames = [frame];
    this.#shared.outbox.add(this);
  }

  close(code: number, reason: string): void {
    if (this.closing) return;
    this.closing = { code, reason: shortReason(reason) };
    if (this.frames.length === 0) this.#shared.outbox.add(this);
  }

  /** One message came. */
  received(data: WebSocket.RawData, binary: boolean): void {
    if (!this.core || this.closing) return;
    if (binary) this.send({ text: errorText({ code: "bad_frame", message: "Messages are text." }) });
    else this.core.message(this, data.toString());
  }

  /** The socket has closed. */
  gone(code: number): void {
    this.closing ??= { code, reason: "" };
    this.#shared.open.delete(this);
    this.core?.closed(this, code);
  }

  /** Writes an encoded message, unless the peer has stopped reading: then the socket is cut. */
  write(message: Buffer): void {
    if (this.#web.readyState !== WebSocket.OPEN) return;
    const waiting = this.#stream.writableLength;
    if (waiting > this.#shared.limits.bufferedBytes) {
      this.#shared.log.warn({ socket: this.id, waiting }, "a slow consumer was dropped");
      this.#web.terminate();
    } else this.#stream.write(message);
  }

  /** Ends the socket after what was written. */
  finish(code: number, reason: string): void {
    if (this.#web.readyState === WebSocket.OPEN) WebSocket.prototype.close.call(this.#web, code, reason);
  }

  /** Cuts the socket without a word. */
  terminate(): void {
    this.#web.terminate();
  }

  /** Called by the sweep: asks a quiet peer, closes the socket when no byte came for too long, and cuts it when that did not help. */
  checkSilence(now: number): void {
    const read = this.#stream instanceof Socket ? this.#stream.bytesRead : 0;
    if (read !== this.bytesRead || this.quietSince === 0) {
      this.bytesRead = read;
      this.quietSince = now;
    } else if (now - this.quietSince >= this.#shared.limits.silence) {
      if (this.closing) this.terminate();
      else this.close(closeCodes.silent, "silent");
    } else if (now - this.quietSince >= this.#shared.limits.silence / 2) {
      // Browsers slow a hidden page's timers down to one a minute, but they answer this by themselves.
      this.#web.ping();
    }
  }
}

function onMessage(this: WebSocket, data: WebSocket.RawData, binary: boolean): void {
  if (this instanceof ActorWebSocket) this.peer?.received(data, binary);
}

function onClose(this: WebSocket, code: number): void {
  if (this instanceof ActorWebSocket) this.peer?.gone(code);
}

// Faults of the network and of the peer's framing; the close event follows.
function onError(): void {}

// A close frame has room for 123 bytes; cut where a character ends.
function shortReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= 123) return reason;
  return new TextDecoder().decode(bytes.subarray(0, 123), { stream: true });
}
