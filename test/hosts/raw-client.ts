// What tests of the node host share: an actor, a server that ends with its test, and a raw client.
import { afterEach, expect } from "vitest";
import { WebSocket } from "ws";
import { serve, type RunningServer, type ServeOptions } from "actorgen/node";
import { lab, params, type Lab } from "../server/lab.js";
import { chatRoom } from "../server/example.js";

type Frame = Record<string, unknown>;

export const logged: object[] = [];
const write = (fields: object): void => void logged.push(fields);
export const logger = { debug: write, info: write, warn: write, error: write };
/** What is closed after each test. */
export const running: { close(): unknown }[] = [];
const uncaught: unknown[] = [];
process.on("uncaughtException", (error) => uncaught.push(error));

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
  expect(uncaught).toEqual([]);
});

export const actions = {
  add: (c: Lab, n = 0) => (c.state.count += n),
  tell: (c: Lab, n = 0) => c.broadcast("changed", n),
  fill: (c: Lab, n = 0) => {
    for (let index = 0; index < n; index++) c.broadcast("named", { name: "x".repeat(100_000) });
  },
  wait: (c: Lab) => new Promise((resolve) => c.abortSignal.addEventListener("abort", () => resolve(undefined))),
  slow: async () => (await new Promise((resolve) => setTimeout(resolve, 50)), "slow"),
  broken: () => Promise.reject(new Error("secret")),
  end: (c: Lab) => c.destroy(),
};

export async function start(options: ServeOptions = {}, hooks: Parameters<typeof lab>[1] = {}): Promise<RunningServer> {
  const server = await serve([lab(actions, hooks), chatRoom], { port: 0, logger, store: "memory", ...options });
  running.push(server);
  return server;
}

export const encode = (hello: object): string => Buffer.from(JSON.stringify(hello)).toString("base64url");

/** A raw client: each message it got, split into frames. */
export class Client {
  readonly socket: WebSocket;
  readonly messages: string[] = [];
  readonly frames: Frame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #wake: () => void = () => {};

  constructor(
    url: string,
    hello: object = { mode: "getOrCreate", params },
    options: { origin?: string; protocols?: string[]; autoPong?: boolean } = {},
  ) {
    const protocols = options.protocols ?? ["actorgen.v1", `hello.${encode(hello)}`];
    const { origin, autoPong = true } = options;
    this.socket = new WebSocket(url.replace("http", "ws"), protocols, { autoPong, ...(origin && { origin }) });
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
    });
    this.socket.on("close", () => this.#wake());
    this.socket.on("message", (data) => {
      this.messages.push(String(data));
      this.frames.push(...[JSON.parse(String(data))].flat());
      this.#wake();
    });
    running.push({ close: () => this.socket.terminate() });
  }
  send(...frames: unknown[]): this {
    for (const frame of frames)
      this.socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
    return this;
  }
  /** Takes off the next frames, waiting for them. */
  async next(count: number): Promise<Frame[]> {
    while (this.frames.length < count && this.socket.readyState <= WebSocket.OPEN) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.messages.length = 0;
    return this.frames.splice(0, count);
  }
  async welcomed(): Promise<this> {
    expect(await this.next(1)).toMatchObject([{ t: "welcome" }]);
    return this;
  }
}
export const call = (id: number, action: string, ...args: unknown[]) => ({ t: "call", id, action, args });

export async function post(
  url: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(url, { method: "POST", headers, ...(body !== undefined && { body }) });
  return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
}
