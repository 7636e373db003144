// One stream of events: from its hello to its end, whichever side ends it.
import { parseJson } from "../../protocol/codec.js";
import { errorCodes, type WireError } from "../../protocol/errors.js";
import { closeCodes } from "../../protocol/frames.js";
import { isRecord } from "../parse-json.js";
import { errorOf, readAnswer, strange } from "./answer.js";
import { readEvents, type StreamEvent } from "./event-stream.js";
import { LiveFailure } from "./failure.js";
import { excerpt } from "./printable.js";
import type { LiveServer } from "./server.js";

/** What is told while events are followed. */
export type TailNews =
  | { readonly is: "event"; readonly event: string; readonly payload: unknown; readonly at: Date }
  /** A stream is there: the first, or one more. */
  | { readonly is: "open"; readonly events: readonly string[] }
  /** Events were missed that the server no longer has. */
  | { readonly is: "gap"; readonly from: unknown; readonly to: unknown }
  /** The subscription to one event was refused, or something else that ends nothing. */
  | { readonly is: "error"; readonly event: string | undefined; readonly error: WireError }
  /** The stream was cut; the next attempt begins after `wait` ms. */
  | { readonly is: "lost"; readonly reason: string; readonly wait: number }
  /** The server keeps its contract, so names were not checked. */
  | { readonly is: "unchecked"; readonly reason: string };

/** What is followed, and how far that went. */
export interface Following {
  readonly server: LiveServer;
  readonly path: string;
  readonly hello: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly signal: AbortSignal;
  /** The id of the last message: where the next stream goes on. */
  lastId: string | undefined;
}

/** Why a stream is over. */
export type StreamEnd =
  | { readonly is: "stopped" }
  | { readonly is: "closed"; readonly reason: string }
  | { readonly is: "refused"; readonly error: WireError }
  /** `isForNow`: the server itself says that it may be tried again. */
  | { readonly is: "lost"; readonly reason: string; readonly isForNow?: true };

/** Milliseconds for the first word of a stream, and between any two: the server asks for signs of life more often. */
const firstSilence = 15_000;
const longestSilence = 60_000;

/** Close codes after which nobody should come back. */
const finalCodes: ReadonlySet<number> = new Set([
  closeCodes.done,
  closeCodes.refused,
  closeCodes.destroyed,
  closeCodes.badFrames,
]);

const laterCodes: ReadonlySet<number> = new Set(Object.values(closeCodes).filter((code) => !finalCodes.has(code)));

/**
 * Opens a stream and tells what it says until it ends.
 * @throws LiveFailure when no stream of an actorgen server comes
 */
export async function followStream(
  following: Following,
  onNews: (news: TailNews) => "enough" | undefined,
): Promise<StreamEnd> {
  const { server, path, hello, lastId, signal } = following;
  const silence = new Silence();
  const gone = new AbortController();
  const headers = { accept: "text/event-stream", ...hello, ...(lastId !== undefined && { "last-event-id": lastId }) };
  const stream = new StreamReader(following, onNews);
  // The server is told first, so that it does not wait for this connection to come back.
  const leave = (): void => void stream.leave().then(() => gone.abort());
  signal.addEventListener("abort", leave);
  try {
    if (signal.aborted) return { is: "stopped" };
    silence.within(firstSilence);
    const cut = AbortSignal.any([gone.signal, silence.signal]);
    const response = await server.open(path, { headers, signal: cut });
    if (response.status !== 200 || !/^text\/event-stream\b/.test(response.headers.get("content-type") ?? ""))
      return await refusal(response, server.url);
    if (response.body === null) return { is: "lost", reason: "the stream is empty" };
    for await (const event of readEvents(response.body)) {
      silence.within(longestSilence);
      const end = stream.take(event);
      if (end === undefined) continue;
      if (signal.aborted) return { is: "stopped" };
      if (end.is === "stopped") await stream.leave();
      return end;
    }
    return { is: "lost", reason: "the connection was cut" };
  } catch (error) {
    if (signal.aborted) return { is: "stopped" };
    if (silence.signal.aborted) return { is: "lost", reason: "the server is silent" };
    if (error instanceof LiveFailure) throw error;
    return { is: "lost", reason: error instanceof Error ? excerpt(error.message) : "the connection was cut" };
  } finally {
    silence.end();
    signal.removeEventListener("abort", leave);
  }
}

async function refusal(response: Response, url: string): Promise<StreamEnd> {
  const text = await new Response(response.body?.pipeThrough(new FirstBytes())).text();
  const answer = { status: response.status, text };
  const reading = readAnswer(answer, url);
  if (!("error" in reading)) throw strange(answer, url);
  const { error } = reading;
  if (response.status === 426)
    throw new LiveFailure("AG262", `${url} has no event streams.`, "Update the server's actorgen.");
  return isForNow(error) ? { is: "lost", reason: error.message, isForNow: true } : { is: "refused", error };
}

function isForNow({ code }: WireError): boolean {
  return Object.entries(errorCodes).some(([name, { retry }]) => name === code && retry);
}

/** An error is short: lets its first 64 KiB through. */
class FirstBytes extends TransformStream<Uint8Array, Uint8Array> {
  constructor() {
    let left = 65_536;
    super({
      transform(chunk, controller) {
        controller.enqueue(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) controller.terminate();
      },
    });
  }
}

/** Aborts when nothing is heard. */
class Silence {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  within(ms: number): void {
    this.end();
    this.#timer = setTimeout(() => this.#controller.abort(), ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Understands the events of one stream. */
class StreamReader {
  readonly #following: Following;
  readonly #onNews: (news: TailNews) => "enough" | undefined;
  #token: string | undefined;
  /** What the server said last that was about no event: a refusal comes as this and a close. */
  #error: WireError | undefined;

  constructor(following: Following, onNews: (news: TailNews) => "enough" | undefined) {
    this.#following = following;
    this.#onNews = onNews;
  }

  /** Takes one event; gives the end when that is it. */
  take({ event, data, id }: StreamEvent): StreamEnd | undefined {
    if (event === "stream") this.#token = data;
    else if (event === "ping") void this.post({});
    else if (event === "close") return this.#closed(data);
    else if (event === "") {
      const isEnough = this.#message(data);
      if (id !== undefined) this.#following.lastId = id;
      if (isEnough) return { is: "stopped" };
    }
    return undefined;
  }

  /** Ends the connection for good. */
  async leave(): Promise<void> {
    await this.post({ "actorgen-close": "1" });
  }

  /** Posts to the stream, without caring what comes of it: the stream itself tells. */
  async post(headers: Readonly<Record<string, string>>): Promise<void> {
    if (this.#token === undefined || !/^[\w-]{1,100}$/.test(this.#token)) return;
    const { server, path } = this.#following;
    const all = { ...headers, "actorgen-stream": this.#token };
    const signal = AbortSignal.timeout(2_000);
    await server.ask(path, { method: "POST", headers: all, signal }).catch(() => {});
  }

  #closed(data: string): StreamEnd {
    const [code = "", reason = ""] = [data.split(" ", 1)[0], data.replace(/^\S* ?/, "")];
    const why = excerpt(reason);
    if (laterCodes.has(Number(code)))
      return { is: "lost", reason: why || "the server closed the stream", isForNow: true };
    if (!finalCodes.has(Number(code))) return { is: "lost", reason: why || "the stream was closed" };
    if (this.#error !== undefined && Number(code) !== closeCodes.done) return { is: "refused", error: this.#error };
    return { is: "closed", reason: why };
  }

  #message(data: string): boolean {
    let message: unknown;
    try {
      message = parseJson(data);
    } catch {
      const error = { code: "bad_json", message: `The server sent what is not JSON: "${excerpt(data)}".` };
      return this.#onNews({ is: "error", event: undefined, error }) === "enough";
    }
    return (Array.isArray(message) ? message : [message]).some((frame: unknown) => this.#frame(frame));
  }

  #frame(frame: unknown): boolean {
    if (!isRecord(frame)) return false;
    const { t, event } = frame;
    if (t === "welcome") {
      const { gap } = frame;
      this.#onNews({ is: "open", events: this.#following.events });
      if (isRecord(gap)) this.#onNews({ is: "gap", from: gap["from"], to: gap["to"] });
    } else if (t === "event" && typeof event === "string")
      return this.#onNews({ is: "event", event, payload: frame["payload"], at: new Date() }) === "enough";
    else if (t === "error") this.#refused(frame, typeof event === "string" ? event : undefined);
    return false;
  }

  #refused(frame: unknown, event: string | undefined): void {
    const error = errorOf(frame);
    if (error === undefined) return;
    if (event === undefined) this.#error = error;
    else this.#onNews({ is: "error", event, error });
  }
}
