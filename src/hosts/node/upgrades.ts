// Upgrades: from a request for a WebSocket to an open one, or to one that is told why not.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type Server } from "ws";
import type { WireError } from "../../protocol/errors.js";
import { subprotocol } from "../../protocol/frames.js";
import { refusalCode } from "../../server/dispatch.js";
import { Refusal } from "../../server/failures.js";
import { errorText } from "../../server/replies.js";
import { randomId } from "./directory.js";
import type { Entered, SocketShared } from "./socket.js";
import { ActorWebSocket, WebSocketPeer } from "./websocket.js";

/** Makes the WebSockets of a handler. */
export class Upgrades {
  readonly #shared: SocketShared;
  readonly #webSockets: Server<typeof ActorWebSocket>;

  constructor(shared: SocketShared) {
    this.#shared = shared;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: shared.limits.messageBytes,
      WebSocket: ActorWebSocket,
      handleProtocols: selectProtocol,
    });
    this.#webSockets.on("wsClientError", (_error, socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  }

  /** Opens the socket of an admitted connection. `ready` is called when it is the socket's affair what becomes of the stream. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer, entered: Entered, ready: () => void): void {
    this.#webSockets.handleUpgrade(request, stream, head, (web) => {
      ready();
      entered.core.open(new WebSocketPeer(web, stream, entered, this.#shared, randomId()));
    });
  }

  /** A browser shows nothing of a failed upgrade: the refusal is told over the socket. */
  refuse(request: IncomingMessage, stream: Duplex, head: Buffer, error: WireError, ready: () => void): void {
    this.#webSockets.handleUpgrade(request, stream, head, (web) => {
      ready();
      const socket = new WebSocketPeer(web, stream, undefined, this.#shared, randomId());
      socket.send({ text: errorText(error) });
      socket.close(refusalCode(error.code), error.code);
    });
  }
}

/**
 * The text of the hello among the subprotocols that a client offers.
 * @throws Refusal `unsupported_protocol` when it does not offer ours
 */
export function offeredHello({ headers }: IncomingMessage): string | undefined {
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((entry) => entry.trim());
  if (!offered.includes(subprotocol)) throw new Refusal("unsupported_protocol");
  return offered.find((entry) => entry.startsWith("hello."))?.slice("hello.".length);
}

// A refused client must still be able to read why, so one that does not know us gets the first it offered.
function selectProtocol(offered: Set<string>): string | false {
  if (offered.has(subprotocol)) return subprotocol;
  return [...offered].find((entry) => !entry.startsWith("hello.")) ?? false;
}
