// A server as the command line reaches it: one place for its address, headers, time limits and the size of answers.
import { LiveFailure } from "./failure.js";
import { excerpt } from "./printable.js";

/** Bytes of an answer that are read; more is refused. */
const maxBytes = 32 * 1024 * 1024;

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What is asked besides the path. */
export interface Ask {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** One server by its URL, with the headers that the user wants in every request. */
export class LiveServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly #headers: Headers;

  /**
   * @param url Where it serves, with its `basePath`, such as `http://localhost:8080/realtime`
   * @param headers Each `name: value`
   * @throws LiveFailure AG260 for what is not the URL of a server, AG265 for what is no header
   */
  constructor(url: string, headers: readonly string[]) {
    this.url = serverUrl(url);
    this.#headers = new Headers();
    for (const line of headers) addHeader(this.#headers, line);
  }

  /**
   * Asks, and reads the whole answer, whatever its status.
   * @throws LiveFailure AG261 when nothing or a redirect comes, AG262 when too much comes
   */
  async ask(path: string, ask: Ask): Promise<Answer> {
    const response = await this.open(path, ask);
    try {
      return { status: response.status, text: await readText(response, this.url) };
    } catch (error) {
      throw error instanceof LiveFailure ? error : this.#unreachable(error);
    }
  }

  /**
   * Asks, and gives the answer once its head is there. No redirect is followed: headers may hold secrets.
   * @throws LiveFailure AG261
   */
  async open(path: string, { method = "GET", headers = {}, body, signal }: Ask): Promise<Response> {
    const all = new Headers(this.#headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    let response: Response;
    try {
      const init = { method, headers: all, redirect: "manual", signal, ...(body !== undefined && { body }) } as const;
      response = await fetch(this.url + path, init);
    } catch (error) {
      throw this.#unreachable(error);
    }
    if (response.status < 300 || response.status >= 400 || response.status === 304) return response;
    await response.body?.cancel().catch(() => {});
    const target = excerpt(response.headers.get("location") ?? "another address");
    throw new LiveFailure("AG261", `${this.url} sends on to ${target}.`, "Name the server's own URL.");
  }

  #unreachable(error: unknown): LiveFailure {
    if (error instanceof Error && error.name === "TimeoutError") {
      const mend = "Look whether it is the right address, or give it more time with --timeout <seconds>.";
      return new LiveFailure("AG261", `${this.url} did not answer in time.`, mend);
    }
    const mend = "Start the server, or correct the URL: it is what clients are created with.";
    return new LiveFailure("AG261", `${this.url} cannot be reached: ${excerpt(reasonOf(error))}.`, mend);
  }
}

// fetch itself says no more than "fetch failed".
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}

async function readText(response: Response, url: string): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) {
      const message = `${url} answered with more than ${maxBytes / 1024 / 1024} MiB.`;
      throw new LiveFailure("AG262", message, "Look whether this is an actorgen server.");
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function serverUrl(text: string): string {
  const refuse = (reason: string, mend: string): never => {
    throw new LiveFailure("AG260", `${excerpt(text)} ${reason}.`, mend);
  };
  // Before anything else is said of it, as all that is said repeats it.
  if (/^(?:[a-z][a-z\d+.-]*:\/\/)?[^/?#]*@/i.test(text)) {
    const mend = "Send it with --header 'authorization: ...'.";
    throw new LiveFailure("AG260", "The URL holds a user or a password, which are not shown here.", mend);
  }
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    const guess = URL.canParse(`http://${text}`) ? `http://${text}` : "http://localhost:8080";
    refuse("is not a URL", `Write it with its scheme, such as ${excerpt(guess)}.`);
  }
  if (!URL.canParse(text)) refuse("is not a URL", "Write it such as http://localhost:8080.");
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol))
    refuse("is not an http URL", `Write ${url.protocol === "wss:" ? "https" : "http"}://${url.host}.`);
  if (url.search !== "" || url.hash !== "") refuse("has more than a path", "Leave out what follows ? or #.");
  return url.href.replace(/\/+$/, "");
}

function addHeader(headers: Headers, line: string): void {
  const colon = line.indexOf(":");
  try {
    if (colon < 1) throw new TypeError("There is no colon.");
    headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  } catch {
    // The value may be a secret.
    const name = colon < 1 ? "A --header" : `The header ${excerpt(line.slice(0, colon))}`;
    throw new LiveFailure("AG265", `${name} cannot be sent.`, "Write it as --header 'authorization: Bearer ...'.");
  }
}
