// A page's view of the inspector without a browser: the session, requests, and the live stream.
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { serve, type RunningServer, type ServeOptions } from "actorgen/node";
import { vault } from "./vault.js";

/** What a request came to. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export const logged: Record<string, unknown>[] = [];
const write = (fields: object, msg: string): void => void logged.push({ ...fields, msg });
export const logger = { debug: write, info: write, warn: write, error: write };

/** Starts a server with the vault and an inspector. */
export function start(options: ServeOptions = {}): Promise<RunningServer> {
  return serve([vault()], { port: 0, store: "memory", inspector: true, logger, ...options });
}

/** The token of a server. */
export function tokenOf({ inspectorUrl = "" }: RunningServer): string {
  return inspectorUrl.slice(inspectorUrl.indexOf("#token=") + 7);
}

/** Asks with exactly these headers: fetch would set its own Host and Origin. */
export function ask(
  url: string,
  headers: Record<string, string> = {},
  method = "GET",
  body?: unknown,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = { ...(body !== undefined && { "content-type": "application/json" }), ...headers };
    const request = httpRequest(url, { method, headers: sent }, (response) => {
      let text = "";
      // A stream has no end: that it began says enough.
      if (response.headers["content-type"] === "text/event-stream") response.destroy();
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("close", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Headers of a page that has shown the token. */
export async function enter(server: RunningServer): Promise<Record<string, string>> {
  const answer = await ask(`${server.url}/inspector/session`, {}, "POST", { token: tokenOf(server) });
  const [cookie = ""] = answer.headers["set-cookie"] ?? [];
  return { cookie: cookie.split(";")[0] ?? "", "actorgen-inspector": "1" };
}

interface Message {
  readonly event: string;
  readonly data: unknown;
}

/** A live stream, message by message. */
export class LiveStream {
  readonly #messages: Message[] = [];
  #wake = (): void => {};
  readonly #abort = new AbortController();
  readonly opened: Promise<number>;

  constructor(server: RunningServer, headers: Record<string, string>) {
    this.opened = this.#read(`${server.url}/inspector/live`, headers);
  }

  async #read(url: string, headers: Record<string, string>): Promise<number> {
    const response = await fetch(url, { headers, signal: this.#abort.signal });
    void this.#follow(response).catch(() => {});
    return response.status;
  }

  async #follow({ body }: Response): Promise<void> {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const [, event = "", data = "null"] = /^event: (\w+)\ndata: (.*)$/s.exec(part) ?? [];
        this.#messages.push({ event, data: JSON.parse(data) });
      }
      this.#wake();
    }
  }

  /** The first message that fits, past or to come. */
  async find(event: string, test: (data: unknown) => boolean = () => true): Promise<unknown> {
    for (;;) {
      const found = this.#messages.find((message) => message.event === event && test(message.data));
      if (found) return found.data;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** All entries so far. */
  get entries(): Record<string, unknown>[] {
    return this.#messages.flatMap(({ event, data }) =>
      event === "entries" ? Reflect.get(Object(data), "entries") : [],
    );
  }

  /** All text so far. */
  get text(): string {
    return JSON.stringify(this.#messages);
  }

  close(): void {
    this.#abort.abort();
  }
}
