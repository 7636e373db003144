// The link to the server: the session, calls, and the live stream, which comes back by itself.
import type { WireError } from "../../../../protocol/errors.js";
import type { Entry } from "../recorder.js";
import type { Forms } from "../schemas.js";
import type { ActorDetail, ActorRow } from "../snapshot.js";

/** What the server tells. */
export interface Messages {
  readonly page: { readonly id: string; readonly forms: Forms };
  readonly actors: { readonly rows: readonly ActorRow[]; readonly gone: readonly string[] };
  readonly entries: { readonly entries: readonly Entry[]; readonly missed: number };
  readonly actor: ActorDetail | null;
}

/** Who is told. */
export type Listeners = { readonly [Name in keyof Messages]: (message: Messages[Name]) => void };

/** A connection of a detail, as the server shows it. */
export interface ShownConnection {
  readonly id: string;
  readonly online: boolean;
  readonly subscriptions: readonly string[];
  readonly calls: number;
  readonly params: unknown;
  readonly auth: unknown;
  readonly state: unknown;
}

const base = "inspector";
const headers = { "actorgen-inspector": "1", "content-type": "application/json" };

/** What the server answers to a request of the page: the value, or the error that it was refused with. */
export async function post(
  path: string,
  body: object,
): Promise<{ readonly value?: unknown; readonly error?: WireError }> {
  try {
    const response = await fetch(`${base}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return asAnswer(await response.json());
  } catch {
    return { error: { code: "disconnected", message: "The server does not answer." } };
  }
}

/** Shows the token; true when the server takes it. */
export async function enter(token: string): Promise<boolean> {
  return (await post("session", { token })).error === undefined;
}

/**
 * Follows the live stream for as long as the page is open. `status` hears how it goes; "locked": the session is over, and
 * nothing more comes.
 */
export async function follow(listeners: Listeners, status: (now: "live" | "away" | "locked") => void): Promise<void> {
  for (let wait = 250; ; wait = Math.min(wait * 2, 4_000)) {
    try {
      const response = await fetch(`${base}/live`, { headers, cache: "no-store" });
      if (response.status === 401) return status("locked");
      if (response.ok && response.body) {
        status("live");
        wait = 250;
        await read(response.body, listeners);
      }
    } catch {
      // The server is away; it is asked again.
    }
    status("away");
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function read(body: ReadableStream<Uint8Array>, listeners: Listeners): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (let rest = ""; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) await take(part, listeners);
  }
}

async function take(text: string, listeners: Listeners): Promise<void> {
  const [, event, data = "null"] = /^event: (\w+)\ndata: (.*)$/s.exec(text) ?? [];
  const message = await parse(data);
  switch (event) {
    case "page":
      return listeners.page(asMessage<"page">(message));
    case "actors":
      return listeners.actors(asMessage<"actors">(message));
    case "entries":
      return listeners.entries(asMessage<"entries">(message));
    case "actor":
      return listeners.actor(asMessage<"actor">(message));
  }
}

/** JSON text to its value; rejects for what is none. */
export async function parse(text: string): Promise<unknown> {
  return await new Response(text).json();
}

// The page and the server are of one version: what comes is what live.ts and calls.ts send.
function asMessage<Name extends keyof Messages>(message: unknown): Messages[Name] {
  return message as Messages[Name];
}

function asAnswer(value: unknown): { readonly value?: unknown; readonly error?: WireError } {
  return value as { readonly value?: unknown; readonly error?: WireError };
}
