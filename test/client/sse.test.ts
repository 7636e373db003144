// Server-sent events as the client's second transport: when it is taken, what it keeps to, and what it makes of faults.
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createSseTransport, fallbackStreams, type SseOptions } from "actorgen/client/sse";
import { createHandler, serve, type RunningServer } from "actorgen/node";
import { probe, probeClient, type ProbeConnection } from "../conformance/probe.js";
import { systemClock } from "../../src/client/clock.js";
import { FakeClock, settled } from "./fake-clock.js";
import { rejection } from "./room.js";

const silent = (): void => {};
const logger = { debug: silent, info: silent, warn: silent, error: silent };
/** What an address has besides. */
const still = { hello: "", clock: systemClock, silence: 45_000 };
const reconnect = { minDelay: 1, maxDelay: 5 };
const cleanup: (() => unknown)[] = [];
let server: RunningServer;
/** `ws` and `sse`, in the order of the attempts. */
let attempts: string[];

beforeEach(async () => {
  attempts = [];
  server = await serve([probe().actor], { port: 0, logger, store: "memory" });
  cleanup.push(() => server.close());
});
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
  vi.unstubAllGlobals();
});

/** The platform's fetch, which notes streams. */
const noting: typeof fetch = (input, init) => {
  if (init?.method !== "POST") attempts.push("sse");
  return fetch(input, init);
};

function connect(url = server.url, options: Parameters<typeof probeClient>[1] = {}): ProbeConnection {
  const client = probeClient(url, { reconnect, fetch: noting, ...options });
  cleanup.push(() => client.dispose());
  return client.probe.getOrCreate("room", { params: { name: "ann" } }).connect();
}

function overSse(options: Parameters<typeof probeClient>[1] = {}, sse: SseOptions = {}): ProbeConnection {
  return connect(server.url, { transport: createSseTransport(sse), ...options });
}

/** A WebSocket that a firewall stops. */
class StoppedSocket {
  onclose: ((event: { code: number; reason: string }) => void) | undefined;
  constructor() {
    attempts.push("ws");
    setTimeout(() => this.onclose?.({ code: 1006, reason: "" }));
  }
  close(): void {}
}

/** One that the page's policy forbids. */
class ForbiddenSocket {
  constructor() {
    attempts.push("ws");
    throw new DOMException("Refused to connect by the Content Security Policy.", "SecurityError");
  }
}

describe("falling back", () => {
  test.each([
    ["throws", ForbiddenSocket],
    ["fails", StoppedSocket],
  ])("where WebSocket %s, and for all later connections of the client at once", async (_how, Socket) => {
    vi.stubGlobal("WebSocket", Socket);
    const client = probeClient(server.url, { reconnect, fetch: noting });
    cleanup.push(() => client.dispose());
    const options = { params: { name: "ann" } };
    const connection = client.probe.getOrCreate("room", options).connect();
    const errors: unknown[] = [];
    connection.onError((error) => errors.push(error));
    expect(await connection.add(1)).toBe(1);
    expect(await client.probe.getOrCreate("other", options).connect().add(2)).toBe(2);
    expect([attempts, errors]).toEqual([["ws", "ws", "sse", "sse"], []]);
  });

  test("where something on the way does not let upgrades through", async () => {
    const { actor } = probe();
    const handler = createHandler([actor], { logger, store: "memory" });
    const http = createServer((request, response) => void handler.request(request, response));
    http.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    cleanup.push(
      () => new Promise((resolve) => http.close(resolve)),
      () => handler.close(),
    );
    const address = http.address();
    const connection = connect(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
    expect(await connection.echo("through")).toBe("through");
    expect(attempts).toEqual(["sse"]);
  });

  test("a server that is down is asked once per attempt, every third time for a stream", async () => {
    vi.stubGlobal("WebSocket", StoppedSocket);
    const down: typeof fetch = async () => {
      attempts.push("sse");
      throw new TypeError("fetch failed");
    };
    const connection = connect(server.url, { fetch: down, reconnect: { ...reconnect, attempts: 5 } });
    expect(await rejection(connection.ready)).toMatchObject({ code: "disconnected" });
    expect(attempts).toEqual(["ws", "ws", "sse", "ws", "ws", "sse"]);
  });

  /** The real one; opens while the network lets it. */
  const stubWebSocket = (lets: () => boolean): { cut(): void } => {
    const sockets: WebSocket[] = [];
    vi.stubGlobal(
      "WebSocket",
      class extends WebSocket {
        constructor(url: string, protocols: string[]) {
          attempts.push("ws");
          super(lets() ? url : "ws://127.0.0.1:1", protocols);
          this.on("error", silent);
          sockets.push(this);
        }
      },
    );
    return { cut: () => sockets.forEach((socket) => socket.terminate()) };
  };
  /** Lets streams through, and cuts them. */
  const cuttable = (): { readonly fetch: typeof fetch; cut(): void } => {
    let controller = new AbortController();
    return {
      cut() {
        controller.abort();
        controller = new AbortController();
      },
      fetch: (input, init = {}) =>
        noting(input, { ...init, signal: AbortSignal.any([controller.signal, ...(init.signal ? [init.signal] : [])]) }),
    };
  };
  const opens = (connection: ProbeConnection): Promise<void> =>
    new Promise((resolve) => {
      const unsubscribe = connection.onOpen(() => {
        unsubscribe();
        resolve();
      });
    });

  test("one WebSocket that fails is a fault of the network: the next one opens", async () => {
    let tries = 0;
    stubWebSocket(() => ++tries > 1);
    expect(await connect().echo("back")).toBe("back");
    expect(attempts).toEqual(["ws", "ws"]);
  });

  test("behind a proxy that only knows sockets, a stream that never answers is given up for the next WebSocket", async () => {
    let tries = 0;
    stubWebSocket(() => ++tries > 2);
    const never: typeof fetch = (_input, init) => {
      attempts.push("sse");
      return new Promise((_resolve, reject) =>
        init?.signal?.addEventListener("abort", () => reject(new Error("gone"))),
      );
    };
    expect(await connect(server.url, { fetch: never, silence: 600 }).echo("back")).toBe("back");
    expect(attempts).toEqual(["ws", "ws", "sse", "ws"]);
  });

  test("where WebSocket has worked, it is the first to be tried again, also after a stream that stood in", async () => {
    let lets = true;
    const sockets = stubWebSocket(() => lets);
    const streams = cuttable();
    const connection = connect(server.url, { fetch: streams.fetch });
    await connection.ready;
    lets = false;
    const back = opens(connection);
    sockets.cut();
    await back;
    expect(attempts).toEqual(["ws", "ws", "ws", "sse"]);
    lets = true;
    const again = opens(connection);
    streams.cut();
    await again;
    expect(await connection.echo("by WebSocket")).toBe("by WebSocket");
    expect(attempts).toEqual(["ws", "ws", "ws", "sse", "ws"]);
  });

  test("where only streams have worked, a WebSocket is tried every third time, and kept when it opens", async () => {
    let lets = false;
    stubWebSocket(() => lets);
    const streams = cuttable();
    const connection = connect(server.url, { fetch: streams.fetch });
    await connection.ready;
    for (let round = 0; round < 3; round++) {
      const back = opens(connection);
      streams.cut();
      await back;
    }
    expect(attempts).toEqual(["ws", "ws", "sse", "sse", "sse", "ws", "sse"]);
    lets = true;
    attempts = [];
    for (let round = 0; round < 2; round++) {
      const back = opens(connection);
      streams.cut();
      await back;
    }
    expect(attempts).toEqual(["sse", "ws"]);
    expect(await connection.echo("by WebSocket")).toBe("by WebSocket");
  });

  test("what WebSocket refuses is refused", async () => {
    const client = probeClient(server.url, { reconnect, fetch: noting });
    const connection = client.probe.get("nobody", { params: { name: "ann" } }).connect();
    expect(await rejection(connection.ready)).toMatchObject({ code: "actor_not_found" });
    expect([connection.connStatus, attempts]).toEqual(["idle", []]);
  });

  test.each([
    ["a page for people", 200, "text/html", "<html>"],
    ["a server that has no streams", 426, "application/json", '{"error":{"code":"unsupported_protocol"}}'],
    ["a proxy's own error", 502, "text/html", "Bad Gateway"],
    ["an error that is none of this protocol's", 404, "application/json", '{"message":"Not found"}'],
  ])("%s counts as a fault of the network", async (_what, status, type, body) => {
    vi.stubGlobal("WebSocket", StoppedSocket);
    const answering: typeof fetch = async () => {
      attempts.push("sse");
      return new Response(body, { status, headers: { "content-type": type } });
    };
    const connection = connect(server.url, { fetch: answering, reconnect: { ...reconnect, attempts: 2 } });
    expect(await rejection(connection.ready)).toMatchObject({ code: "disconnected" });
    expect(attempts).toEqual(["ws", "ws", "sse"]);
  });

  test("an answer that says when is tried again, any other is not", async () => {
    const answer = (code: string, status: number): typeof fetch => {
      return async () => {
        attempts.push("sse");
        return new Response(JSON.stringify({ error: { code, message: code } }), { status });
      };
    };
    const later = overSse({ fetch: answer("shutting_down", 503), reconnect: { ...reconnect, attempts: 3 } });
    expect(await rejection(later.ready)).toMatchObject({ code: "shutting_down" });
    expect(attempts.length).toBe(4);
    const never = overSse({ fetch: answer("unauthorized", 401) });
    expect(await rejection(never.ready)).toMatchObject({ code: "unauthorized" });
    expect(attempts.length).toBe(5);
  });
});

describe("posts", () => {
  test("go one at a time; what comes meanwhile goes as one", async () => {
    let [open, most] = [0, 0];
    const bodies: unknown[] = [];
    const counting: typeof fetch = async (input, init) => {
      if (init?.method !== "POST") return fetch(input, init);
      bodies.push(init.body);
      most = Math.max(most, ++open);
      const response = await fetch(input, init);
      open--;
      return response;
    };
    const connection = overSse({ fetch: counting });
    await connection.ready;
    const calls = [connection.add(1)];
    await expect.poll(() => open, { interval: 0 }).toBe(1);
    for (let n = 0; n < 5; n++) {
      calls.push(connection.add(1));
      await Promise.resolve();
    }
    expect(await Promise.all(calls)).toEqual([1, 2, 3, 4, 5, 6]);
    expect([most, bodies.length]).toEqual([1, 2]);
    expect(JSON.parse(String(bodies[1]))).toHaveLength(5);
  });

  test("one whose answer is lost makes the connection come back, and nothing runs twice", async () => {
    let lost = 0;
    const losing: typeof fetch = async (input, init) => {
      const response = await noting(input, init);
      if (init?.method === "POST" && lost++ === 0) throw new TypeError("fetch failed");
      return response;
    };
    const connection = overSse({ fetch: losing });
    await connection.ready;
    const id = connection.connectionId;
    expect(await Promise.all([connection.add(1), connection.add(1)])).toEqual([1, 2]);
    await expect.poll(() => attempts.length, { timeout: 3_000 }).toBe(2);
    expect(await connection.add(1)).toBe(3);
    expect(connection.connectionId).toBe(id);
  });

  test("one that never arrived is sent again over another stream", async () => {
    let lost = 0;
    const losing: typeof fetch = (input, init) =>
      init?.method === "POST" && lost++ === 0 ? Promise.reject(new TypeError("fetch failed")) : noting(input, init);
    const connection = overSse({ fetch: losing });
    await connection.ready;
    expect(await connection.add(1)).toBe(1);
    expect(attempts).toEqual(["sse", "sse"]);
  });

  test("one that a proxy finds too large ends the connection, which would send it again and again", async () => {
    const small: typeof fetch = (input, init) =>
      init?.method === "POST" ? Promise.resolve(new Response("", { status: 413 })) : noting(input, init);
    const connection = overSse({ fetch: small });
    expect(await rejection(connection.echo("large"))).toMatchObject({ code: "disconnected", message: "too_large" });
    expect([connection.connStatus, attempts]).toEqual(["idle", ["sse"]]);
  });

  test("a message that the server finds too large is told, and ends the connection", async () => {
    const connection = overSse();
    const told: string[] = [];
    connection.onError(({ code }) => told.push(code));
    expect(await rejection(connection.echo("x".repeat(1 << 20)))).toMatchObject({ code: "disconnected" });
    expect([connection.connStatus, told]).toEqual(["idle", ["too_large"]]);
  });
});

test("a server that hears nothing asks, and is answered: no timer of a hidden page has to fire", async () => {
  const strict = await serve([probe().actor], { port: 0, logger, store: "memory", limits: { silence: 1_000 } });
  cleanup.push(() => strict.close());
  const connection = connect(strict.url, { transport: createSseTransport() });
  await connection.ready;
  const closed: string[] = [];
  connection.onClose(({ message }) => closed.push(message));
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect([connection.connStatus, closed]).toEqual(["connected", []]);
});

/** A stream that has opened and says nothing more; ends as its request does. */
const openStream: typeof fetch = async (_input, init) => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
      controller.enqueue(new TextEncoder().encode("event: stream\ndata: token\n\ndata: hello\n\n"));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
};

test("a post that hangs ends the stream after the silence, by the client's clock", async () => {
  const clock = new FakeClock();
  const told: unknown[] = [];
  const hangs: typeof fetch = (input, init) =>
    init?.method === "POST" ? new Promise(() => {}) : openStream(input, init);
  const socket = await createSseTransport()(
    { ...still, url: "http://hanging/actors/probe/k", fetch: hangs, clock },
    { message: (text) => told.push(text), close: (code) => told.push(code) },
  );
  await expect.poll(() => told).toEqual(["hello"]);
  socket.send("{}");
  await settled();
  await clock.advance(44_999);
  expect(told).toEqual(["hello"]);
  await clock.advance(1);
  expect([told, clock.delays]).toEqual([["hello", 1006], []]);
});

test("a post that fails leaves the server a second to say why, by the client's clock", async () => {
  const clock = new FakeClock();
  const told: unknown[] = [];
  const fails: typeof fetch = (input, init) =>
    init?.method === "POST" ? Promise.reject(new TypeError("fetch failed")) : openStream(input, init);
  const socket = await createSseTransport()(
    { ...still, url: "http://failing/actors/probe/k", fetch: fails, clock },
    { message: (text) => told.push(text), close: (code) => told.push(code) },
  );
  await expect.poll(() => told).toEqual(["hello"]);
  socket.send("{}");
  await settled();
  expect(clock.delays).toEqual([1_000]);
  await clock.advance(1_000);
  expect(told).toEqual(["hello", 1006]);
});

test("a connection whose posts hang, while events rain and pings are answered, comes back and makes its calls", async () => {
  let hang = 0;
  const hanging: typeof fetch = (input, init) => {
    if (init?.method !== "POST" || init.body === "" || hang++ > 0) return noting(input, init);
    return new Promise((_resolve, reject) =>
      init.signal?.addEventListener("abort", () => reject(new Error("aborted"))),
    );
  };
  const strict = await serve([probe().actor], { port: 0, logger, store: "memory", limits: { silence: 600 } });
  cleanup.push(() => strict.close());
  const transport = createSseTransport();
  const other = connect(strict.url, { transport });
  const rain = setInterval(() => void other.say("drop").catch(silent), 50);
  cleanup.push(() => clearInterval(rain));
  const connection = connect(strict.url, { transport, fetch: hanging, silence: 1_800 });
  connection.on("said", silent);
  await connection.ready;
  expect(await connection.echo("through")).toBe("through");
  // One of the other client, and at least two of this one.
  expect(attempts.length).toBeGreaterThan(2);
});

test("events are read whole, however they are cut: byte by byte, with comments and fields that are not known", async () => {
  const bytes = new TextEncoder().encode(
    ': a comment\n\nretry: 5\nevent: stream\ndata: token\n\nevent: novel\ndata: x\n\nid: 1\ndata: ["ü€😀"]\n\nevent: close\ndata: 1001 going away\n\n',
  );
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent < bytes.length) controller.enqueue(bytes.slice(sent, ++sent));
      else controller.close();
    },
  });
  const told: unknown[] = [];
  const headers = { "content-type": "text/event-stream; charset=utf-8" };
  await createSseTransport()(
    { ...still, url: "http://host/actors/probe/k", fetch: async () => new Response(body, { headers }) },
    { message: (text) => told.push(text), close: (code, reason) => told.push([code, reason]) },
  );
  await expect.poll(() => told.length).toBe(2);
  expect(told).toEqual(['["ü€😀"]', [1001, "going away"]]);
});

test("a page has six connections: one stream too many is refused with a reason, until another one ends", async () => {
  const transport = createSseTransport({ maxStreams: 2 });
  const [first, second] = [connect(server.url, { transport }), connect(server.url, { transport })];
  await Promise.all([first.ready, second.ready]);
  const third = connect(server.url, { transport });
  expect(await rejection(third.ready)).toMatchObject({
    code: "too_many_streams",
    message: expect.stringContaining("maxStreams"),
  });
  expect(third.connStatus).toBe("idle");
  await first.dispose();
  const fourth = connect(server.url, { transport });
  expect(await fourth.echo("room")).toBe("room");
});

test("a client that may yet get a WebSocket tries one stream too many again, and tells it where streams alone have worked", async () => {
  const told: unknown[] = [];
  const open = (sse: boolean | undefined, name: string) =>
    fallbackStreams({ sse })(
      { ...still, url: "http://many/actors/probe/k", fetch: () => new Promise(() => {}) },
      {
        message: (text) => told.push([name, JSON.parse(text).code]),
        close: (code, reason) => told.push([name, code, reason]),
      },
    );
  const links = await Promise.all(["1", "2", "3", "4", "5"].map((name) => open(undefined, name)));
  await open(undefined, "hopeful");
  await open(true, "last resort");
  expect(told).toEqual([
    ["hopeful", 1006, "too_many_streams"],
    ["last resort", "too_many_streams"],
    ["last resort", 1013, "too_many_streams"],
  ]);
  for (const link of links) link.close();
});

test("a disposed client leaves nothing open, also while it connects", async () => {
  const connection = overSse();
  await connection.dispose();
  expect(connection.connStatus).toBe("idle");
  const other = overSse();
  await other.ready;
  await other.dispose();
  expect(other.connStatus).toBe("idle");
});
