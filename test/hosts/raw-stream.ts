// A raw client of server-sent events: each event as it came, and posts.
import { encode } from "./raw-client.js";

/** One event: its fields by name, and comments under "". */
export type RawEvent = Readonly<Record<string, string>>;

/** A stream that is read as it comes. */
export class RawStream {
  readonly response: Response;
  readonly url: string;
  /** What came in one piece. */
  readonly chunks: string[] = [];
  readonly events: RawEvent[] = [];
  readonly ended: Promise<"ended" | "cut">;
  readonly #controller: AbortController;
  #wake: () => void = () => {};
  #over = false;

  static async open(url: string, hello?: object, headers: Record<string, string> = {}): Promise<RawStream> {
    const controller = new AbortController();
    const response = await fetch(url, {
      signal: controller.signal,
      headers: { accept: "text/event-stream", ...(hello && { "actorgen-hello": encode(hello) }), ...headers },
    });
    return new RawStream(url, response, controller);
  }

  private constructor(url: string, response: Response, controller: AbortController) {
    this.url = url;
    this.response = response;
    this.#controller = controller;
    this.ended = this.#read().then(
      () => "ended" as const,
      () => "cut" as const,
    );
    void this.ended.then(() => {
      this.#over = true;
      this.#wake();
    });
  }

  /** Takes off the next events, waiting for them. */
  async next(count = 1): Promise<RawEvent[]> {
    while (this.events.length < count && !this.#over) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.events.splice(0, count);
  }

  /** Takes off the next message's frames. */
  async frames(): Promise<Record<string, unknown>[]> {
    const [event] = await this.next();
    return [JSON.parse(event?.["data"] ?? "null")].flat();
  }

  /** Posts for this stream. */
  post(token: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url, {
      method: "POST",
      headers: { "actorgen-stream": token, ...headers },
      body: typeof body === "string" ? body : (JSON.stringify(body) ?? null),
    });
  }

  cut(): void {
    this.#controller.abort();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of this.response.body ?? []) {
      const text = decoder.decode(chunk, { stream: true });
      this.chunks.push(text);
      const blocks = (rest + text).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const fields = block.split("\n").map((line): [string, string] => {
          const [name = "", ...value] = line.split(": ");
          return [name, value.join(": ")];
        });
        this.events.push(Object.fromEntries(fields));
      }
      this.#wake();
    }
  }
}
