// Replies: the text of the frames that answer.
import { errorCodes, type WireError } from "../protocol/errors.js";
import type { WelcomeFrame } from "../protocol/frames.js";

/** `value` is JSON text; empty for void. */
export function resultText(id: number, value: string): string {
  return value === "" ? `{"t":"result","id":${id}}` : `{"t":"result","id":${id},"value":${value}}`;
}

/** Refuses a call (`id`), a subscription (`event`), or a message or the connection (neither). */
export function errorText(error: WireError, at: { readonly id?: number; readonly event?: string } = {}): string {
  return errorJson({ t: "error", ...at, ...error });
}

/** JSON of something that holds an error: Zod's issues may hold bigints and dates as bounds. */
export function errorJson(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
}

/** The HTTP status of a code; those that are not the runtime's own are 422. */
export function statusOf(code: string): number {
  return Object.entries(errorCodes).find(([name]) => name === code)?.[1].http ?? 422;
}

/** The first frame of an accepted connection. */
export function welcomeText(frame: Omit<WelcomeFrame, "t">): string {
  return JSON.stringify({ t: "welcome", ...frame });
}

/** `seq` is the number of the last event that has left. */
export function pongText(seq: number): string {
  return `{"t":"pong","seq":${seq}}`;
}
