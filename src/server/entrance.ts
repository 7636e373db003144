// The entrance: what becomes of a hello before there is a socket. Who is calling, with which params, and what may be heard.
import type { WireError } from "../protocol/errors.js";
import type { Hello, Resume } from "../protocol/frames.js";
import type { Issue } from "../protocol/issue.js";
import type { Actor } from "./actor.js";
import { deepFreeze } from "./draft.js";
import { Refusal } from "./failures.js";
import type { Caller, Permit } from "./host.js";
import type { ActorImplementation } from "./implement.js";
import type { Lifecycle } from "./lifecycle.js";
import type { Presence } from "./presence.js";
import { parseValue, readValue } from "./values.js";

/** An event that a caller may not hear. */
export interface Denial {
  readonly event: string;
  readonly error: WireError;
}

/** What an admission says of a socket that is to come: plain data. */
export interface Entrance {
  readonly params: unknown;
  /** Absent where a connection is to be resumed, which has one. */
  readonly state?: unknown;
  readonly auth: unknown;
  readonly events: readonly string[];
  /** Events that the caller may not hear. */
  readonly denied: readonly Denial[];
  readonly resume: Resume | undefined;
}

/** Reads an attachment, which is `unknown` to hosts. */
export function isEntrance(value: unknown): value is Entrance {
  return typeof value === "object" && value !== null && "params" in value && "events" in value;
}

/**
 * Who is calling, as the actor's schema wants it said; undefined for an actor that does not ask.
 * @throws Refusal `unauthorized` where nobody said; Error when what `authorize` returned does not fit
 */
export function readIdentity({ descriptor }: ActorImplementation, { auth }: Caller): unknown {
  const { parseAuth } = descriptor;
  if (!parseAuth) return undefined;
  const issues: Issue[] = [];
  const identity = parseAuth(auth, issues);
  if (issues.length === 0) return deepFreeze(identity);
  if (auth === undefined) throw new Refusal("unauthorized");
  throw new Error("What authorize returned does not fit the actor's auth schema.", { cause: issues });
}

/** @throws ActorError `invalid_params`, or `contract_mismatch` where the hashes differ */
export function readParams({ descriptor }: ActorImplementation, { params, hash }: Hello): unknown {
  const mismatch = hash !== undefined && hash !== descriptor.hash;
  return deepFreeze(readValue(descriptor.decodeParams, params, "invalid_params", mismatch));
}

/**
 * Params without a connection: only `authorize` has looked at them, and they may be left out, but what was sent has to fit.
 * @throws ActorError as `readParams`
 */
export function checkParams(implementation: ActorImplementation, hello: Hello): void {
  if (hello.params !== undefined) readParams(implementation, hello);
}

/** Who wants in. */
export interface Comer extends Pick<Entrance, "auth" | "params"> {
  readonly permit: Permit | undefined;
}

/**
 * Lets someone in whose hello was checked, to an actor that is awake: runs `onBeforeConnect` and, for a new connection, `createConnState`.
 * @throws ActorError what the caller is told
 */
export async function enter(
  { implementation, host, events }: Actor,
  lifecycle: Lifecycle,
  presence: Presence,
  hello: Hello,
  { auth, params, permit }: Comer,
): Promise<Entrance> {
  const { descriptor, handlers } = implementation;
  const { onBeforeConnect, createConnState } = handlers;
  if (onBeforeConnect) await lifecycle.hook("onBeforeConnect", (c) => onBeforeConnect(c, params), auth);
  const heard = await permitted(events, hello.events ?? [], permit);
  const entrance = { params, auth, ...heard, resume: hello.resume };
  if (presence.find(hello.resume)) return entrance;
  const { parseConnState, checkConnState } = descriptor;
  const state = createConnState
    ? await lifecycle.hook("createConnState", (c) => createConnState(c, params), auth)
    : structuredClone(handlers.connState);
  const parsed = parseValue(host, parseConnState, checkConnState, state, "The new connection state");
  return { ...entrance, state: deepFreeze(parsed) };
}

// Names that the actor does not have are refused after the welcome, and nobody is asked about them.
async function permitted(
  known: Actor["events"],
  wanted: readonly string[],
  permit: Permit | undefined,
): Promise<Pick<Entrance, "events" | "denied">> {
  if (!permit) return { events: wanted, denied: [] };
  const events: string[] = [];
  const denied: Denial[] = [];
  for (const event of new Set(wanted)) {
    const error = known.has(event) ? await permit({ event }) : undefined;
    if (error) denied.push({ event, error });
    else events.push(event);
  }
  return { events, denied };
}
