// Server-sent events with POST: connections for those who cannot open a WebSocket.
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson } from "../../protocol/codec.js";
import { closeCodes, type Hello, type Resume } from "../../protocol/frames.js";
import { Refusal, wireError } from "../../server/failures.js";
import { errorText } from "../../server/replies.js";
import { randomId } from "./directory.js";
import { readBody } from "./http.js";
import type { Message } from "./message.js";
import { NodeSocket, type Entered, type SocketShared } from "./socket.js";

/** Does a request ask for a stream? */
export function wantsStream({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && /\btext\/event-stream\b/i.test(headers.accept ?? "");
}

/**
 * The hello of a client that comes back by itself: with `Last-Event-ID` it goes on where it was. What the hello says wins,
 * and an id that is none of ours says nothing.
 */
export function withLastEventId(hello: Hello, lastEventId: unknown): Hello {
  if (hello.resume || typeof lastEventId !== "string") return hello;
  const resume = readEventId(lastEventId);
  return resume ? { ...hello, resume } : hello;
}

/** The open streams of a handler, by the tokens that their clients post with. */
export class Streams {
  readonly #byToken = new Map<string, StreamPeer>();
  readonly #shared: SocketShared;

  constructor(shared: SocketShared) {
    this.#shared = shared;
  }

  /** Begins the stream of an admitted connection. `path` is the only address that takes posts for it. */
  open(path: string, response: ServerResponse, entered: Entered): void {
    const token = randomId();
    response.writeHead(200, {
      "content-type": "text/event-stream",
      // No proxy may keep or compress what has to arrive at once.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    response.write(`event: stream\ndata: ${token}\n\n`);
    const peer = new StreamPeer(path, response, entered, this.#shared);
    this.#byToken.set(token, peer);
    response.on("close", () => {
      this.#byToken.delete(token);
      peer.gone(peer.closing?.code ?? noCode);
    });
    entered.core.open(peer);
  }

  /**
   * Takes a post for a stream: a message, the end of the connection, both, or neither, which is a sign of life.
   * @throws ActorError `not_found` for a stream that is over, and what `readBody` throws
   */
  async post(path: string, token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const peer = this.#byToken.get(token);
    if (peer?.path !== path) throw new Refusal("not_found", "There is no such stream here, or no longer.");
    let text = "";
    try {
      text = await readBody(request, this.#shared.limits.messageBytes);
    } catch (error) {
      peer.refused(error);
      throw error;
    }
    peer.received(text);
    if (request.headers["actorgen-close"] !== undefined) peer.close(closeCodes.done, "");
    response.writeHead(204, { "cache-control": "no-store" }).end();
  }
}

// What a WebSocket that was cut reports.
const noCode = 1006;

/** One open stream. */
class StreamPeer extends NodeSocket {
  readonly path: string;
  readonly #response: ServerResponse;
  #posts = 0;
  /** The part of event ids that stays; undefined before the first message, empty where that is no welcome. */
  #idStart: string | undefined;

  constructor(path: string, response: ServerResponse, entered: Entered, shared: SocketShared) {
    super(entered, shared, randomId());
    this.path = path;
    this.#response = response;
  }

  /** One message came, or an empty one. */
  received(text: string): void {
    this.#posts++;
    if (text && !this.closing) this.core?.message(this, text);
  }

  /** A post could not be read. What follows one that is too large is lost, as it is over WebSocket. */
  refused(error: unknown): void {
    this.#posts++;
    const wire = wireError(error);
    if (wire.code === "aborted") return;
    this.send({ text: errorText(wire) });
    if (wire.code === "too_large") this.close(closeCodes.badFrames, wire.code);
  }

  protected get heard(): number {
    return this.#posts;
  }

  protected get waiting(): number {
    return this.#response.writableLength;
  }

  protected put(message: Message): void {
    const id = this.#eventId(message);
    if (!id) {
      this.#response.write(message.event);
      return;
    }
    this.#response.cork();
    this.#response.write(id);
    this.#response.write(message.event);
    this.#response.uncork();
  }

  // Clients answer this with an empty post at once: a hidden page's timers may be too slow to ping in time.
  protected ask(): void {
    this.#response.write("event: ping\ndata\n\n");
  }

  finish(code: number, reason: string): void {
    this.#response.end(`event: close\ndata: ${code} ${reason.replace(/\s+/g, " ")}\n\n`);
  }

  terminate(): void {
    this.#response.destroy();
  }

  // A line with all that a hello's `resume` has; none where the message has no numbered event.
  #eventId(message: Message): string {
    if (this.#idStart !== undefined) {
      return this.#idStart && message.seq > 0 ? `id: ${this.#idStart}${message.seq}\n` : "";
    }
    const welcome = parseJson(message.frames[0]?.text ?? "null");
    if (!isWelcome(welcome)) return (this.#idStart = "");
    const { connection, secret, epoch, seq } = welcome;
    this.#idStart = `${connection}.${secret}.${epoch}.`;
    return `id: ${this.#idStart}${Math.max(seq, message.seq)}\n`;
  }
}

function readEventId(text: string): Resume | undefined {
  const [, connection, secret, epoch, seq] = /^([\w-]+)\.([\w-]+)\.([\w-]+)\.(\d{1,15})$/.exec(text) ?? [];
  return connection && secret && epoch && seq ? { connection, secret, epoch, seq: Number(seq) } : undefined;
}

function isWelcome(value: unknown): value is Resume {
  return typeof value === "object" && value !== null && "t" in value && value.t === "welcome";
}
