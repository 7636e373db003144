// Carries a connection over server-sent events and POST, where no WebSocket opens. A chunk of its own: imports types only.
import type { Transport, TransportAddress, TransportReceiver, TransportSocket } from "./transport.js";

/** How streams behave. */
export interface SseOptions {
  /**
   * Streams that may be open to one origin at a time. Default 5: browsers open six connections to an origin over HTTP/1.1,
   * and requests need one. Raise it where the server speaks HTTP/2 and outside of browsers.
   */
  readonly maxStreams?: number | undefined;
}

// Messages that wait are joined up to this length: it keeps them far below the server's 1,024 frames and 1 MiB.
const maxLength = 20_000;
// Milliseconds in which a server that refused a post may say why over the stream.
const grace = 1_000;
// Only an attempt with these statuses may succeed later: too_many_requests, shutting_down, timeout.
const laterStatuses = [429, 503, 504];

/**
 * A transport for `ClientOptions.transport`. One stream too many is refused with the error `too_many_streams`.
 *
 * @example const client = createClient(url, { transport: createSseTransport({ maxStreams: 100 }) });
 */
export function createSseTransport({ maxStreams = 5 }: SseOptions = {}): Transport {
  return bounded(maxStreams, new Map(), 4400);
}

const ofThisPage = new Map<string, number>();

/** Server-sent events alone: five streams to one origin, whatever the number of clients. */
export const sseTransport: Transport = /* @__PURE__ */ bounded(5, ofThisPage, 4400);

/**
 * What clients fall back to. One stream too many is tried again: another may end, or a WebSocket open. It is told as an
 * error where nothing but streams has worked yet, and is a fault of the network elsewhere. Keeps `sse` of the context.
 */
export function fallbackStreams(context: { sse?: boolean | undefined }): Transport {
  const open = bounded(5, ofThisPage, context.sse && 1013);
  return (address, { message, close }) =>
    open(address, {
      close,
      message(text) {
        context.sse ??= true;
        message(text);
      },
    });
}

function bounded(maxStreams: number, openTo: Map<string, number>, refusal: number | false | undefined): Transport {
  return async (address, receiver) => {
    const { origin } = new URL(address.url);
    const count = openTo.get(origin) ?? 0;
    if (count >= maxStreams) {
      const code = "too_many_streams";
      const message = `${count} event streams to ${origin} are open, and browsers allow few: dispose connections, or serve over HTTP/2 and raise maxStreams.`;
      if (refusal) refuse(receiver, { code, message }, refusal);
      else receiver.close(1006, code);
      return { send() {}, close() {} };
    }
    openTo.set(origin, count + 1);
    return openStream(address, {
      message: receiver.message,
      close(code, reason) {
        openTo.set(origin, (openTo.get(origin) ?? 1) - 1);
        receiver.close(code, reason);
      },
    });
  };
}

function refuse(
  receiver: TransportReceiver,
  error: { readonly code: string; readonly message?: string },
  closeCode: number,
): void {
  receiver.message(JSON.stringify({ ...error, t: "error" }));
  receiver.close(closeCode, error.code);
}

function openStream(
  { url, hello, fetch: fetchWith = fetch, clock, silence }: TransportAddress,
  receiver: TransportReceiver,
): TransportSocket {
  const controller = new AbortController();
  const { signal } = controller;
  let token: string | undefined;
  let over = false;
  let closing = false;
  let posting = false;
  const waiting: string[] = [];

  const finish = (code: number, reason = ""): void => {
    if (over) return;
    over = true;
    controller.abort();
    receiver.close(code, reason);
  };

  const read = async (): Promise<void> => {
    const headers = { accept: "text/event-stream", "actorgen-hello": hello };
    const response = await fetchWith(url, { headers, signal, cache: "no-store" });
    const type = response.headers.get("content-type") ?? "";
    if (!response.ok || !response.body || !type.startsWith("text/event-stream")) return answered(response);
    await readEvents(response.body, (event, data) => {
      if (over) return;
      if (event === "stream") token = data;
      else if (event === "ping") void post("");
      else if (event === "close") finish(Number.parseInt(data), data.replace(/^\d+ /, ""));
      else if (event === "") receiver.message(data);
    });
  };

  // There is no stream. 426 asks for a WebSocket: the server has nothing else.
  const answered = async (response: Response): Promise<void> => {
    const body: { readonly error?: { readonly code: string } } | null = await response.json();
    if (over || !body?.error || response.status === 426) return;
    over = true;
    refuse(receiver, body.error, laterStatuses.includes(response.status) ? 1013 : 4400);
  };

  // False when it failed, and the stream is to end.
  const post = async (body: string, last = false): Promise<boolean> => {
    let status = 0;
    // The stream may go on beside a post that hangs, so that nothing else would end it.
    const cancel = clock.timer(silence, () => finish(1006));
    try {
      const headers = { "actorgen-stream": token ?? "", ...(last && { "actorgen-close": "1" }) };
      // A page that goes away may still send this much.
      const keepalive = last && body.length < 10_000;
      const response = await fetchWith(url, { method: "POST", headers, body, keepalive, ...(!last && { signal }) });
      ({ status } = response);
      if (response.ok) return true;
    } catch {
      // As a post that was refused.
    } finally {
      cancel();
    }
    // What was sent may be lost: only another stream can make sure. Where none would help, none is tried.
    if (status === 404) finish(1006);
    else if (!over) clock.timer(grace, () => (status === 413 ? finish(4422, "too_large") : finish(1006)));
    return false;
  };

  // One post at a time, so that messages arrive in order; what comes meanwhile leaves as one.
  const pump = async (): Promise<void> => {
    if (posting) return;
    posting = true;
    // The frames of one tick and the end that follows them go together.
    await undefined;
    while (!over && (waiting.length > 0 || closing)) {
      const body = takeMessage(waiting);
      const last = closing && waiting.length === 0;
      const arrived = await post(body, last);
      if (last) finish(1000);
      if (!arrived) return;
    }
    posting = false;
  };

  read().then(
    () => finish(1006),
    () => finish(1006),
  );
  return {
    send(text) {
      waiting.push(text);
      void pump();
    },
    close(code = 1000) {
      // The server hears of the end only where it is one for good.
      closing = code === 1000;
      if (token && closing) void pump();
      else finish(code);
    },
  };
}

// Takes off as many messages as may go as one: frames, or arrays of them, to an array.
function takeMessage(waiting: string[]): string {
  let message = waiting.shift() ?? "";
  for (let next = waiting[0]; next !== undefined && message.length + next.length < maxLength; next = waiting[0]) {
    message = `[${framesOf(message)},${framesOf(next)}]`;
    waiting.shift();
  }
  return message;
}

function framesOf(message: string): string {
  return message.startsWith("[") ? message.slice(1, -1) : message;
}

// Calls `dispatch` with each event until the stream ends. Looks at each character once, however an event is cut.
async function readEvents(
  body: ReadableStream<Uint8Array>,
  dispatch: (event: string, data: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [rest, event, data] = ["", "", ""];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = decoder.decode(value, { stream: true }).split("\n");
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("data: ")) data += line.slice(6);
      else if (line.startsWith("event: ")) event = line.slice(7);
      else if (line === "") {
        if (event || data) dispatch(event, data);
        event = data = "";
      }
    }
  }
}
