// Events: payloads to JSON text at the call that sends them, and the text of event frames.
import type { Issue } from "../protocol/issue.js";
import { plain } from "./draft.js";
import { Refusal } from "./failures.js";
import type { EventEntry } from "./implement.js";

/**
 * The payload's JSON text, or `undefined` for void. Runs where the handler sends, so that the error points there.
 * @throws Refusal `invalid_event` with the issues
 */
export function encodePayload(event: EventEntry, payload: unknown): string | undefined {
  if (!event.encode) {
    if (payload === undefined) return undefined;
    throw new Refusal("invalid_event", `The event "${event.name}" has no payload.`);
  }
  const issues: Issue[] = [];
  const wire = event.encode(plain(payload), issues);
  if (issues.length > 0) {
    const where = issues[0] && issues[0].path.length > 0 ? ` at ${issues[0].path.join(".")}` : "";
    throw new Refusal("invalid_event", `The payload of "${event.name}"${where}: ${issues[0]?.message}`, issues);
  }
  return JSON.stringify(wire);
}

/** The frame of an event; `seq` is 0 for a volatile one. */
export function eventText(event: EventEntry, seq: number, payload: string | undefined): string {
  const head = seq === 0 ? event.head : `${event.head},"seq":${seq}`;
  return payload === undefined ? `${head}}` : `${head},"payload":${payload}}`;
}
