// Where an actor is, and the hello that a client says to it.
import type { ClientActor } from "../protocol/descriptor.js";
import type { Hello, Resume } from "../protocol/frames.js";
import { encodeKey } from "../protocol/key.js";
import { convert } from "./convert.js";
import { failure } from "./failure.js";

/** What a program says of how to reach an actor, untyped. */
export interface ReachOptions {
  readonly params?: unknown;
  readonly getParams?: (() => unknown) | undefined;
  readonly input?: unknown;
}

/** One actor as a handle addresses it. */
export interface Target {
  readonly actor: ClientActor;
  /** The key; one actor id when `mode` is `id`. */
  readonly key: readonly string[];
  readonly mode: Hello["mode"];
  readonly options: ReachOptions;
}

/**
 * The address of the target below the endpoint's `actors/`.
 * @throws ActorError `invalid_key`
 */
export function pathOf({ actor, key, mode }: Target): string {
  if (mode !== "id") convert(actor.checkKey, key, "invalid_key");
  return `${encodeKey([actor.name])}/${mode === "id" ? "~id~" : ""}${encodeKey(key)}`;
}

/**
 * The connection params as the program gives them now.
 * @throws ActorError `callback_failed` when `getParams` threw
 */
export async function readParams({ options }: Target): Promise<unknown> {
  try {
    return await (options.getParams?.() ?? options.params);
  } catch (cause) {
    throw failure("callback_failed", "getParams threw.", { cause });
  }
}

/**
 * The hello as base64url of JSON.
 * @throws ActorError `invalid_params`, `invalid_input`, `too_large`
 */
export function encodeHello(
  { actor, mode, options }: Target,
  params: unknown,
  events?: readonly (string | number)[],
  resume?: Resume,
): string {
  const hello = {
    mode,
    params: convert(actor.encodeParams, params, "invalid_params"),
    input: /create/i.test(mode) ? convert(actor.encodeInput, options.input, "invalid_input") : undefined,
    hash: actor.hash,
    events,
    resume,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(hello));
  if (bytes.length > 8192) throw failure("too_large", "Hello over 8 KiB.");
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}
