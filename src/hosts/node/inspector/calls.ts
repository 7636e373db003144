// Calls from the inspector's page: an action of any actor, with the rights of whoever runs the server.
import type { WireError } from "../../../protocol/errors.js";
import type { Hello } from "../../../protocol/frames.js";
import { parseJson } from "../../../protocol/codec.js";
import type { CallReply } from "../../../server/host.js";
import { Refusal } from "../../../server/failures.js";
import { mask, open } from "../../../server/mask.js";
import type { Directory } from "../directory.js";
import type { ActorSchemas } from "./schemas.js";

/** What the page is told of its call. */
export interface CallOutcome {
  readonly value?: unknown;
  readonly error?: WireError;
}

/** A call as the page sends it. */
interface PageCall {
  readonly actor: string;
  readonly key: readonly string[];
  readonly action: string;
  readonly args: readonly unknown[];
  readonly input: unknown;
  readonly auth: unknown;
}

/**
 * Runs the call that a page sent. The actor is made if there is none. `authorize` is not asked: who has the token has the
 * server; what the handlers read as `c.auth` the page says.
 * @throws ActorError `bad_frame` for what is no call, `unknown_actor`
 */
export async function callFromPage(
  body: unknown,
  directory: Directory,
  schemas: ReadonlyMap<string, ActorSchemas>,
): Promise<CallOutcome> {
  const { actor, key, action, args, input, auth } = readCall(body);
  const hello: Hello = { mode: "getOrCreate", ...(input !== undefined && { input }) };
  const core = await directory.core({ actor, key, id: undefined }, hello.mode);
  const reply = await core.request({ caller: { auth, chain: [] }, hello, action, args });
  return shown(reply, action, schemas.get(actor));
}

function shown(reply: CallReply, action: string, schemas: ActorSchemas | undefined): CallOutcome {
  if (reply.error) {
    const { data, ...error } = reply.error;
    const secrecy = schemas?.error(action, error.code) ?? open;
    return { error: { ...error, ...(data !== undefined && { data: mask(secrecy, data) }) } };
  }
  if (reply.value === undefined) return {};
  return { value: mask(schemas?.result(action) ?? open, parseJson(reply.value), resultBounds) };
}

const resultBounds = { parts: 5_000, characters: 200_000 };

function readCall(body: unknown): PageCall {
  const call: Record<string, unknown> = { ...Object(body) };
  const { actor, key, action, args, input, auth } = call;
  if (typeof actor !== "string" || typeof action !== "string" || !isTexts(key) || !Array.isArray(args)) {
    throw new Refusal("bad_frame", "A call has an `actor`, a `key`, an `action` and `args`.");
  }
  return { actor, key, action, args, input, auth };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((part) => typeof part === "string");
}
