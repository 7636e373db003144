// Reads server-sent events as docs/protocol.md has them: lines that end with a line feed, one data line each.

/** One event of a stream. */
export interface StreamEvent {
  /** Empty where the stream says none. */
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** Characters that one event may have. */
const maxEvent = 16 * 1024 * 1024;

/** The events of a body, as they come. @throws RangeError for an event without end, and what the body throws */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  // Joined only where an event ends: to search a growing text at every chunk takes the square of its length.
  let pieces: string[] = [];
  let size = 0;
  let last = "";
  for await (const chunk of body) {
    const piece = decoder.decode(chunk, { stream: true });
    const isEnd = (last + piece).includes("\n\n");
    pieces.push(piece);
    size += piece.length;
    last = piece.at(-1) ?? last;
    if (isEnd) {
      const events = pieces.join("").split("\n\n");
      const rest = events.pop() ?? "";
      for (const text of events) yield readEvent(text);
      pieces = [rest];
      size = rest.length;
    }
    if (size > maxEvent) throw new RangeError("an event is larger than 16 MiB");
  }
}

function readEvent(text: string): StreamEvent {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name = "", value = ""] = /^([^:]*):? ?([^]*)$/.exec(line.replace(/\r$/, "")) ?? [];
    if (name === "data" && fields.has(name)) fields.set(name, `${fields.get(name)}\n${value}`);
    else fields.set(name, value);
  }
  return { event: fields.get("event") ?? "", data: fields.get("data") ?? "", id: fields.get("id") };
}
