// HTTP: reading bodies and writing replies.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { WireError } from "../../protocol/errors.js";
import { Refusal } from "../../server/failures.js";
import { errorJson, statusOf } from "../../server/replies.js";

/**
 * The body's text.
 * @throws ActorError `too_large`, `bad_json` for bytes that are not UTF-8, `aborted` when the client left
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = new Refusal("too_large", `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes: unknown = chunk;
      if (!(bytes instanceof Uint8Array)) continue;
      size += bytes.length;
      if (size > maxBytes) throw tooLarge;
      chunks.push(bytes);
    }
  } catch (error) {
    throw error === tooLarge ? error : new Refusal("aborted");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal("bad_json", "The body is not UTF-8.");
  }
}

/** Answers with JSON text. */
export function sendJson(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent || response.destroyed) return;
  // The rest of a body that was not read would be taken for the next request.
  if (!response.req.complete) response.setHeader("connection", "close");
  response.writeHead(status, {
    "content-type": "application/json",
    "cache-control": "no-store",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

/** Answers with an error, under the status of its code. */
export function sendError(response: ServerResponse, error: WireError): void {
  sendJson(response, statusOf(error.code), errorJson({ error }));
}
