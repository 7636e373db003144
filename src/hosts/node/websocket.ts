// One accepted WebSocket. Reading is `ws`; what is written comes encoded.
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { errorCodes } from "../../protocol/errors.js";
import { closeCodes } from "../../protocol/frames.js";
import { errorText } from "../../server/replies.js";
import type { Message } from "./message.js";
import { NodeSocket, type Entered, type SocketShared } from "./socket.js";

/** `ws` knows of an oversized message before we do: it is answered first, and closed with a code of ours. */
export class ActorWebSocket extends WebSocket {
  peer: WebSocketPeer | undefined;

  override close(code?: number, reason?: string | Buffer): void {
    if (code !== 1009 || !this.peer) {
      super.close(code, reason);
      return;
    }
    this.peer.send({ text: errorText({ code: "too_large", message: errorCodes.too_large.means }) });
    this.peer.close(closeCodes.badFrames, "too_large");
  }
}

/** One open WebSocket. Its listeners are shared by all, so that an idle one costs little. */
export class WebSocketPeer extends NodeSocket {
  readonly #web: ActorWebSocket;
  readonly #stream: Duplex;

  constructor(web: ActorWebSocket, stream: Duplex, entered: Entered | undefined, shared: SocketShared, id: string) {
    super(entered, shared, id);
    this.#web = web;
    this.#stream = stream;
    web.peer = this;
    web.on("message", onMessage);
    web.on("close", onClose);
    web.on("error", onError);
  }

  /** One message came. */
  received(data: WebSocket.RawData, binary: boolean): void {
    if (!this.core || this.closing) return;
    if (binary) this.send({ text: errorText({ code: "bad_frame", message: "Messages are text." }) });
    else this.core.message(this, data.toString());
  }

  protected get heard(): number {
    return this.#stream instanceof Socket ? this.#stream.bytesRead : 0;
  }

  protected get waiting(): number {
    return this.#stream.writableLength;
  }

  protected put(message: Message): void {
    if (this.#web.readyState === WebSocket.OPEN) this.#stream.write(message.webSocket);
  }

  // Browsers slow a hidden page's timers down to one a minute, but they answer this by themselves.
  protected ask(): void {
    this.#web.ping();
  }

  finish(code: number, reason: string): void {
    if (this.#web.readyState === WebSocket.OPEN) WebSocket.prototype.close.call(this.#web, code, reason);
  }

  terminate(): void {
    this.#web.terminate();
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
