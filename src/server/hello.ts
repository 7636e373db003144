// The hello: what a client says before there is a connection, read from its base64url text.
import { parseJson } from "../protocol/codec.js";
import type { Hello } from "../protocol/frames.js";
import { Refusal } from "./failures.js";

const modes: ReadonlySet<unknown> = new Set<Hello["mode"]>(["get", "getOrCreate", "create", "id"]);

/**
 * Reads a hello. Unknown fields are ignored; `undefined` text is a hello with nothing but the mode.
 * @throws ActorError `too_large`, `bad_json`, `too_deep` or `bad_frame`
 */
export function readHello(text: string | undefined, maxBytes: number, defaultMode: Hello["mode"]): Hello {
  if (text === undefined) return { mode: defaultMode };
  if (text.length > Math.ceil((maxBytes * 4) / 3)) {
    throw new Refusal("too_large", `The hello is larger than ${maxBytes} bytes.`);
  }
  const hello = parseJson(decodeText(text));
  if (!isHello(hello)) throw new Refusal("bad_frame", "The hello does not have the shape of one.");
  return hello;
}

function decodeText(text: string): string {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("bad_json", "The hello is not base64url of JSON.");
  }
}

function isHello(value: unknown): value is Hello {
  if (typeof value !== "object" || value === null || !("mode" in value) || !modes.has(value.mode)) return false;
  if ("hash" in value && typeof value.hash !== "string") return false;
  if ("resume" in value && !isResume(value.resume)) return false;
  return (
    !("events" in value) || (Array.isArray(value.events) && value.events.every((name) => typeof name === "string"))
  );
}

function isResume(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("seq" in value)) return false;
  const { seq } = value;
  if (typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0) return false;
  return ["connection", "secret", "epoch"].every((name) => typeof Reflect.get(value, name) === "string");
}
