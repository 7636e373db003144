// One reader that never reads, while 300 MB go to others.
import { connect, type Socket } from "node:net";
import type { Contestant } from "../../test/faults/contestant.js";
import { NumberedStream } from "../../test/faults/numbered-stream.js";
import { until, within } from "../../test/faults/waiting.js";
import { scaled, type Conditions, type Outcome } from "./torture-test.js";

/** A server to measure. */
export interface MeasuredServer {
  readonly url: string;
  /** Resident bytes. */
  rss(): number;
}

const pad = 64_000;
const blast = 16;

/**
 * Eight readers hear all of it; `stuck` opens a socket that subscribes and then never reads. Growth is what the server's
 * RSS has at most above its highest value while the same was sent without the stuck reader.
 */
export async function starve(
  conditions: Conditions,
  server: MeasuredServer,
  contestant: Contestant,
  stuck: (url: string) => Promise<Socket>,
): Promise<Outcome & { readonly growth: number; readonly cut: boolean }> {
  const failures: string[] = [];
  let opened = 0;
  const streams = Array.from({ length: 8 }, (_reader, index) => new NumberedStream(`reader ${index}`, failures));
  const readers = streams.map((stream, index) =>
    contestant.connect(
      server.url,
      index,
      {
        public: (n) => stream.take(n),
        private() {},
        opened: () => void opened++,
        gap: (what) => void failures.push(`a gap: ${JSON.stringify(what)}`),
        failed: (error) => void failures.push(String(error)),
      },
      { listens: true },
    ),
  );
  await until(20_000, "the readers", () => opened === readers.length);
  const driver = contestant.drive(server.url);
  let peak = 0;
  const sample = (): number => (peak = Math.max(peak, server.rss()));
  const sampling = setInterval(sample, 20);
  const send = async (megabytes: number, what: string): Promise<void> => {
    const wanted = Math.ceil((megabytes * 1e6) / (pad * blast));
    for (let done = 1; done <= wanted; done++) {
      const last = await within(20_000, "a broadcast", driver.blast(blast, pad));
      await until(20_000, `event ${last} at every reader`, () => streams.every((stream) => stream.last >= last));
      conditions.progress(`${what}: ${Math.round((done * blast * pad) / 1e6)} of ${megabytes} MB`);
    }
    sample();
  };
  const megabytes = scaled(conditions, 300, 30);
  let before: number;
  let socket: Socket;
  let closed = false;
  try {
    await send(Math.max(60, Math.round(megabytes / 3)), "without the stuck reader");
    before = peak;
    socket = await stuck(server.url);
    socket.on("close", () => (closed = true)).on("error", () => {});
    await send(megabytes, "beside the stuck reader");
  } finally {
    clearInterval(sampling);
  }
  const growth = peak - before;
  // Now it reads: what the server had not given up arrives, and then the end if it was cut.
  socket.resume();
  await until(5_000, "the stuck reader's end", () => closed).catch(() => {});
  const cut = closed;
  socket.destroy();
  await Promise.all(readers.map((reader) => reader.close()));
  await driver.close();
  const heard = streams.reduce((sum, stream) => sum + stream.heard, 0);
  const missed = streams.reduce((sum, stream) => sum + stream.missed, 0);
  return {
    failures,
    growth,
    cut,
    fired: { "MB broadcast": megabytes },
    found: `RSS ${(before / 1e6).toFixed(0)} MB, with the stuck reader +${(growth / 1e6).toFixed(1)} MB; ${heard} events heard, ${missed} missed; its socket was ${cut ? "cut" : "kept"}`,
  };
}

/** Upgrades by hand, sends what is given, and stops reading with the answer. */
export async function stuckSocket(url: string, path: string, headers: readonly string[]): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const key = Buffer.from("0123456789abcdef").toString("base64");
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${key}`,
    ...headers,
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  const first = await within(
    5_000,
    "the answer to an upgrade",
    new Promise<Buffer>((resolve) => socket.once("data", resolve)),
  );
  if (!first.toString("latin1").startsWith("HTTP/1.1 101")) throw new Error(`No upgrade: ${first.toString("latin1")}`);
  socket.pause();
  return socket;
}
