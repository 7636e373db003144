// Locating: from the name of an actor to its core, as far as it is the same on every host that keeps its own directory.
import { encodeKey } from "../protocol/key.js";
import type { Hello } from "../protocol/frames.js";
import { Refusal, wireError } from "./failures.js";
import type { ActorCore, CallReply, OutboundCall } from "./host.js";
import type { ActorImplementation } from "./implement.js";
import type { ActorRef } from "./route.js";

/** An actor, by key or by id. */
export type ActorName = Pick<ActorRef, "actor" | "key" | "id">;

/**
 * The actors of a server by name.
 * @throws Error when two have the same
 */
export function byName(implementations: readonly ActorImplementation[]): ReadonlyMap<string, ActorImplementation> {
  const found = new Map<string, ActorImplementation>();
  for (const implementation of implementations) {
    const { name } = implementation;
    if (found.has(name)) throw new Error(`Two actors are named ${JSON.stringify(name)}.`);
    found.set(name, implementation);
  }
  return found;
}

/** @throws Refusal `unknown_actor` */
export function implementationOf(
  implementations: ReadonlyMap<string, ActorImplementation>,
  actor: string,
): ActorImplementation {
  const implementation = implementations.get(actor);
  if (implementation) return implementation;
  throw new Refusal("unknown_actor", `There is no actor named ${JSON.stringify(actor.slice(0, 64))}.`);
}

/** @throws Refusal `invalid_key` where the hello wants a key and the address has an id, or the other way round */
export function refuseMode({ id }: Pick<ActorName, "id">, mode: Hello["mode"]): void {
  if ((mode === "id") === (id !== undefined)) return;
  throw new Refusal("invalid_key", "The mode of the hello and the address do not fit: one has a key, the other an id.");
}

/** Of an actor that must exist and does not. */
export function notFound({ actor, key }: Pick<ActorName, "actor" | "key">): Refusal {
  return new Refusal("actor_not_found", `There is no ${actor} ${key ? JSON.stringify(key) : "with this id"}.`);
}

/** One text for an actor's name and key: injective. */
export function nameOf(actor: string, key: readonly string[]): string {
  return `${encodeKey([actor])}/${encodeKey(key)}`;
}

/** Carries a call from one actor to another of the same directory. Never rejects. */
export async function answerCall(
  find: (name: ActorName, mode: Hello["mode"]) => ActorCore | Promise<ActorCore>,
  actor: string,
  key: readonly string[],
  { hello, action, chain, auth, ...request }: OutboundCall,
): Promise<CallReply> {
  const byId = hello.mode === "id";
  try {
    const core = await find({ actor, key: byId ? undefined : key, id: byId ? key[0] : undefined }, hello.mode);
    const caller = { auth, chain };
    if (action !== undefined) return await core.request({ ...request, caller, hello, action });
    const resolved = await core.resolve(caller, hello);
    return "error" in resolved ? resolved : { value: JSON.stringify(resolved.id) };
  } catch (error) {
    return { error: wireError(error) };
  }
}
