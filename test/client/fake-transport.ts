// A transport whose far end is the test.
import type { Hello, ServerFrame } from "../../src/protocol/frames.js";
import type { Transport, TransportReceiver } from "../../src/client/transport.js";
import { settled } from "./fake-clock.js";

type Frame = Readonly<Record<string, unknown>>;

/** One attempt of a client to connect. */
export class FakeSocket {
  readonly url: string;
  readonly hello: Hello;
  /** Messages as they were sent: an array of frames, or its only one. */
  readonly messages: (Frame | Frame[])[] = [];
  /** The client closed it. */
  closing = false;
  /** Answers a close of the client at once. */
  answersClose = true;
  readonly #receiver: TransportReceiver;

  constructor(url: string, hello: string, receiver: TransportReceiver) {
    this.url = url;
    this.hello = JSON.parse(Buffer.from(hello, "base64url").toString());
    this.#receiver = receiver;
  }

  /** All frames sent so far, without batches. */
  get frames(): Frame[] {
    return this.messages.flat();
  }

  /** Frames of one type. */
  of(t: string): Frame[] {
    return this.frames.filter((frame) => frame["t"] === t);
  }

  sent(text: string): void {
    const message: Frame | Frame[] = JSON.parse(text);
    this.messages.push(Array.isArray(message) && message.length === 1 ? (message[0] ?? []) : message);
  }

  closed(): void {
    this.closing = true;
    if (this.answersClose) void this.close(1000);
  }

  /** Sends one frame, or several as a batch. */
  send(...frames: (ServerFrame | Frame)[]): void {
    this.text(JSON.stringify(frames.length === 1 ? frames[0] : frames));
  }

  text(text: string): void {
    this.#receiver.message(text);
  }

  async close(code: number, reason = ""): Promise<void> {
    this.#receiver.close(code, reason);
    await settled();
  }

  async welcome(frame: Partial<ServerFrame> = {}): Promise<void> {
    this.send({ ...welcome, ...frame });
    await settled();
  }
}

export const welcome = {
  t: "welcome",
  connection: "connection-1",
  secret: "secret-1",
  actorId: "actor-1",
  epoch: "epoch-1",
  seq: 7,
  hash: "room-hash",
} as const;

export class FakeNetwork {
  readonly sockets: FakeSocket[] = [];
  /** What an attempt rejects with, when set. */
  refusal: unknown;

  readonly transport: Transport = async ({ url, hello }, receiver) => {
    if (this.refusal !== undefined) throw this.refusal;
    const socket = new FakeSocket(url, hello, receiver);
    this.sockets.push(socket);
    return { send: (text) => socket.sent(text), close: () => socket.closed() };
  };

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("nobody has connected");
    return socket;
  }
}
