// A message: the frames that leave a socket together, encoded once for all sockets of a kind that get the same ones.
import type { OutFrame } from "../../server/host.js";

/** Frames on their way out. Each encoding is made when the first socket asks for it. */
export class Message {
  readonly frames: readonly OutFrame[];
  #webSocket: Buffer | undefined;
  #event: Buffer | undefined;
  #seq: number | undefined;

  constructor(frames: readonly OutFrame[]) {
    this.frames = frames;
  }

  /** One frame, or an array of them. */
  get text(): string {
    const { frames } = this;
    let text = frames[0]?.text ?? "";
    if (frames.length === 1) return text;
    for (let index = 1; index < frames.length; index++) text += `,${frames[index]?.text}`;
    return `[${text}]`;
  }

  /** A text message, as the bytes of one unmasked WebSocket frame. */
  get webSocket(): Buffer {
    return (this.#webSocket ??= webSocketFrame(this.text));
  }

  /** The data of a server-sent event, with the empty line that ends it. JSON text of frames has no line breaks. */
  get event(): Buffer {
    return (this.#event ??= Buffer.from(`data: ${this.text}\n\n`));
  }

  /** The highest number of an event among the frames; 0 when there is none. */
  get seq(): number {
    return (this.#seq ??= this.frames.reduce((last, frame) => Math.max(last, seqOf(frame)), 0));
  }
}

// An event on its way is its frame.
function seqOf(frame: OutFrame): number {
  return "seq" in frame && typeof frame.seq === "number" ? frame.seq : 0;
}

function webSocketFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(head + length);
  bytes[0] = 0x81;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    bytes.writeUInt32BE(length >>> 0, 6);
  }
  bytes.write(text, head);
  return bytes;
}
