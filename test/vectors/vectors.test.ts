// The vectors hold of our server.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { serve, type RunningServer } from "actorgen/node";
import { decodeKey, encodeKey } from "../../src/protocol/key.js";
import { repository } from "../temporary-project.js";
import { counter } from "./actor.js";

const read = (name: string): never => JSON.parse(readFileSync(join(repository, "test/vectors", name), "utf8")) as never;
const keys: { encoded: { key: string[]; text: string }[]; refused: string[] } = read("keys.json");
const hellos: {
  accepted: { hello: object; text: string }[];
  refused: { why: string; text?: string; hello?: object; code: string }[];
} = read("hellos.json");
const conversations: { name: string; steps: Step[] }[] = read("conversations.json");

interface Step {
  readonly connect?: string;
  readonly hello?: object;
  readonly send?: string;
  readonly message?: object;
  readonly text?: string;
  readonly receive?: string;
  readonly frames?: object[];
  readonly cut?: string;
  readonly closed?: string;
  readonly code?: number;
  readonly reason?: string;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
let server: RunningServer;
beforeAll(async () => {
  server = await serve([counter], { port: 0, store: "memory", logger: silent });
});
afterAll(() => server.close());

const base64url = (hello: object): string => Buffer.from(JSON.stringify(hello)).toString("base64url");

/** One socket, and what came over it. */
class Peer {
  readonly socket: WebSocket;
  readonly frames: unknown[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #wake: () => void = () => {};

  constructor(key: string, hello: string) {
    this.socket = new WebSocket(`${server.url.replace("http", "ws")}/actors/counter/${key}`, [
      "actorgen.v1",
      `hello.${hello}`,
    ]);
    this.socket.on("error", () => {});
    this.socket.on("message", (data) => {
      this.frames.push(...[JSON.parse(String(data)) as unknown].flat());
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => {
        resolve({ code, reason: String(reason) });
        this.#wake();
      });
    });
  }
  async take(count: number): Promise<unknown[]> {
    while (this.frames.length < count && this.socket.readyState <= WebSocket.OPEN) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.frames.splice(0, count);
  }
}

/** Compares what is listed; `names` are the values that `$` texts stand for. */
function matches(actual: unknown, listed: unknown, names: Map<string, unknown>, at: string): void {
  if (typeof listed === "string" && listed.startsWith("$")) {
    if (!names.has(listed)) names.set(listed, actual);
    expect(typeof actual, at).toBe("string");
    expect(actual, at).toBe(names.get(listed));
  } else if (typeof listed !== "object" || listed === null) {
    expect(actual, at).toEqual(listed);
  } else {
    if (Array.isArray(listed)) expect(actual, at).toHaveLength(listed.length);
    for (const [field, value] of Object.entries(listed)) {
      if (value === null) expect(Object(actual), `${at}.${field}`).not.toHaveProperty(field);
      else matches(Object(actual)[field], value, names, `${at}.${field}`);
    }
  }
}

function named(value: unknown, names: ReadonlyMap<string, unknown>): object {
  return JSON.parse(JSON.stringify(value), (_field, part: unknown) =>
    typeof part === "string" && names.has(part) ? names.get(part) : part,
  ) as object;
}

describe("keys", () => {
  test.each(keys.encoded)("$text", ({ key, text }) => {
    expect(encodeKey(key)).toBe(text);
    expect(decodeKey(text)).toEqual(key);
  });
  test.each(keys.refused)("%s is none", (text) => {
    expect(() => decodeKey(text)).toThrow(expect.objectContaining({ code: "invalid_key" }));
  });
});

describe("hellos", () => {
  test.each(hellos.accepted)("$text", async ({ hello, text }) => {
    expect(base64url(hello)).toBe(text);
    const peer = new Peer("hellos", text);
    expect(await peer.take(1)).toMatchObject([{ t: "welcome" }]);
    peer.socket.close();
  });
  test.each(hellos.refused)("$why", async ({ text, hello = {}, code }) => {
    const peer = new Peer("nobody", text ?? base64url(hello));
    expect(await peer.take(1)).toMatchObject([{ t: "error", code }]);
    expect(await peer.closed).toMatchObject({ code: 4400 });
  });
});

describe("conversations", () => {
  test.each(conversations.map(({ name, steps }, index) => ({ name, steps, key: `conversation-${index}` })))(
    "$name",
    async ({ steps, key }) => {
      const names = new Map<string, unknown>();
      const peers = new Map<string, Peer>();
      const peer = (name: string): Peer => peers.get(name) ?? expect.fail(`nobody is called ${name}`);
      for (const [index, step] of steps.entries()) {
        if (step.connect) peers.set(step.connect, new Peer(key, base64url(named(step.hello, names))));
        if (step.send) peer(step.send).socket.send(step.text ?? JSON.stringify(step.message));
        if (step.receive) {
          const frames = await peer(step.receive).take(step.frames?.length ?? 0);
          matches(frames, step.frames, names, `step ${index}`);
        }
        if (step.cut) {
          peer(step.cut).socket.terminate();
          const offline = async (): Promise<boolean> => {
            const { actors } = await server.inspect();
            return actors.some((actor) => actor.key[0] === key && actor.connections.some(({ online }) => !online));
          };
          while (!(await offline())) await new Promise((resolve) => setImmediate(resolve));
        }
        if (step.closed) {
          const { code, reason } = await peer(step.closed).closed;
          expect(code).toBe(step.code);
          if (step.reason !== undefined) expect(reason).toBe(step.reason);
        }
      }
      for (const { socket, frames } of peers.values()) {
        expect(frames).toEqual([]);
        socket.terminate();
      }
    },
  );
});
