// Sends fuzzed messages over real sockets, and sees that the server goes on answering.
import { once } from "node:events";
import { connect } from "node:net";
import { WebSocket } from "ws";
import { examples, Fuzzer } from "./fuzzer.js";
import { integer, pick, type Random } from "./seeded.js";
import { within } from "./waiting.js";

/** What came of it. */
export interface FuzzReport {
  readonly frames: number;
  /** Sockets that the server closed. */
  readonly closed: number;
  /** Streams with broken framing, and broken hellos. */
  readonly broken: number;
  readonly results: number;
  readonly refused: number;
  /** Replies that tell of a fault inside of the server. */
  readonly internal: readonly string[];
}

const places = [
  ["chatRoom", { userId: "user-1" }],
  ["gameRoom", { playerId: "player-1" }],
  ["gameRoom", { playerId: "player-2", role: "spectator" }],
  ["wireKinds", undefined],
] as const;

/** Sends at least so many frames by `sockets` sockets at once. `after` is told the number of frames so far, now and then. */
export async function fuzz(
  url: string,
  options: { frames: number; sockets: number; random: Random; after?: (frames: number) => Promise<void> },
): Promise<FuzzReport> {
  const { random, sockets, frames: wanted } = options;
  const report = { frames: 0, closed: 0, broken: 0, results: 0, refused: 0, internal: new Array<string>() };
  const count = (text: string): void => {
    // Cheap and sure enough: inside of a value the quotes are escaped.
    report.results += text.split('"t":"result"').length - 1;
    report.refused += text.split('"t":"error"').length - 1;
    if (text.includes('"internal_error"') || text.includes('"invalid_result"') || text.includes('"invalid_state"')) {
      report.internal.push(text.slice(0, 300));
    }
  };
  const one = async (index: number): Promise<void> => {
    while (report.frames < wanted) {
      const [actor, params] = places[index % places.length] ?? places[0];
      const socket = await open(url, actor, params, count);
      let closed = false;
      socket.on("close", () => (closed = true));
      const fuzzer = new Fuzzer(random, [examples[actor]]);
      // A connection that lived this long has seen enough.
      for (let round = 0; round < 200 && !closed && report.frames < wanted; round++) {
        for (let left = 20; left > 0 && !closed; left--) {
          const { data, frames } = fuzzer.next();
          socket.send(data);
          report.frames += frames;
        }
        if (!closed) await within(30_000, `a pong of ${actor}`, answered(socket));
        await options.after?.(report.frames);
      }
      if (closed) report.closed++;
      else if (random() < 0.5) socket.close();
      else socket.terminate();
      await brokenStream(url, random, report);
    }
  };
  await Promise.all(Array.from({ length: sockets }, (_socket, index) => one(index)));
  return report;
}

async function open(url: string, actor: string, params: unknown, count: (text: string) => void): Promise<WebSocket> {
  const hello = Buffer.from(JSON.stringify({ mode: "getOrCreate", params })).toString("base64url");
  const socket = new WebSocket(`${url.replace("http", "ws")}/actors/${actor}/fuzz`, ["actorgen.v1", `hello.${hello}`]);
  socket.on("message", (data) => count(String(data)));
  socket.on("error", () => {});
  await within(20_000, "a welcome", Promise.race([once(socket, "message"), once(socket, "close")]));
  return socket;
}

// Either there is an answer to a ping, or the socket is closed: a server that does neither is stuck.
async function answered(socket: WebSocket): Promise<void> {
  socket.send('{"t":"ping"}');
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off("message", look);
      socket.off("close", done);
      resolve();
    };
    const look = (data: WebSocket.RawData): void => {
      if (String(data).includes('"t":"pong"')) done();
    };
    socket.on("message", look);
    socket.on("close", done);
    if (socket.readyState !== WebSocket.OPEN) done();
  });
}

// Bytes that are no WebSocket frames, after an upgrade that may be wrong as well.
async function brokenStream(url: string, random: Random, report: { broken: number; frames: number }): Promise<void> {
  const { port, hostname } = new URL(url);
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => integer(random, 256)));
  const hello = Buffer.from('{"mode":"getOrCreate","params":{"userId":"a"}}').toString("base64url");
  const offered = pick(random, [
    `actorgen.v1, hello.${hello}`,
    `actorgen.v1, hello.${hello.slice(0, integer(random, hello.length))}`,
    `actorgen.v1, hello.${bytes(20).toString("base64url")}`,
    "actorgen.v2",
    "actorgen.v1",
  ]);
  const path = pick(random, [
    "/actors/chatRoom/fuzz",
    "/actors/chatRoom/~",
    "/actors/__proto__/a",
    "/actors/a/~zz/%00",
    "/",
  ]);
  const socket = connect({ port: Number(port), host: hostname });
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.resume();
  await Promise.race([once(socket, "connect").catch(() => {}), closed]);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: ${Buffer.from("0123456789abcdef").toString("base64")}\r\nSec-WebSocket-Protocol: ${offered}\r\n\r\n`,
  );
  const streams = [
    bytes(integer(random, 300)),
    Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
    Buffer.from([0x81, 5, 1, 2, 3]),
    Buffer.alloc(0),
  ];
  socket.end(pick(random, streams));
  await within(20_000, "the end of a stream with broken framing", closed);
  report.broken++;
  report.frames++;
}
