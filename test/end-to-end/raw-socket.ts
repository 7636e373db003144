// A WebSocket without our client: says exactly what it is told and keeps what it hears.
import { once } from "node:events";
import WebSocket from "ws";

/** A frame as it came. */
export type Frame = Readonly<Record<string, unknown>>;

/** An open raw socket. */
export interface RawSocket {
  readonly socket: WebSocket;
  send(data: string | Uint8Array): void;
  /** The next frame that was not taken yet. Rejects when the socket closes first or after 5 s. */
  next(): Promise<Frame>;
  /** The code with which the socket closes. */
  closed(): Promise<number>;
}

/** The hello as it stands in the subprotocol. */
export function helloEntry(hello: unknown): string {
  return `hello.${Buffer.from(JSON.stringify(hello)).toString("base64url")}`;
}

/** Connects to `/actors/<path>`; does not wait for the welcome. */
export async function rawSocket(
  url: string,
  path: string,
  hello: unknown,
  protocols?: readonly string[],
): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/actors/${path}`, [
    ...(protocols ?? ["actorgen.v1", helloEntry(hello)]),
  ]);
  const frames: Frame[] = [];
  const waiting: { take: (frame: Frame) => void; fail: (error: Error) => void }[] = [];
  socket.on("message", (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString());
    for (const frame of (Array.isArray(message) ? message : [message]) as Frame[]) {
      const waiter = waiting.shift();
      if (waiter) waiter.take(frame);
      else frames.push(frame);
    }
  });
  const closing = new Promise<number>((resolve) =>
    socket.on("close", (code) => {
      for (const { fail } of waiting) fail(new Error(`closed with ${code} while a frame was awaited`));
      resolve(code);
    }),
  );
  socket.on("error", () => {});
  await once(socket, "open");
  return {
    socket,
    send: (data) => socket.send(data),
    next: () => {
      const frame = frames.shift();
      if (frame) return Promise.resolve(frame);
      return new Promise((take, fail) => {
        const timer = setTimeout(() => fail(new Error("no frame within 5 s")), 5_000);
        waiting.push({
          take: (got) => (clearTimeout(timer), take(got)),
          fail: (error) => (clearTimeout(timer), fail(error)),
        });
      });
    },
    closed: () => closing,
  };
}
