// What a command is about: an actor by name and key, an action, events; with the nearest names where one is misspelt.
import { encodeKey } from "../../protocol/key.js";
import type { ActionContract, ActorContract, Contract } from "../../schema/contract.js";
import { nearestName } from "../config/nearest-name.js";
import { isRecord, parseJson } from "../parse-json.js";
import { LiveFailure } from "./failure.js";
import { excerpt, printable } from "./printable.js";

/** An actor. @throws LiveFailure AG264 */
export function actorOf(contract: Contract, name: string): ActorContract {
  return named(contract.actors, name, "The server has no actor", "Its actors");
}

/** An action of an actor. @throws LiveFailure AG264 */
export function actionOf(actor: ActorContract, name: string): ActionContract {
  return named(actor.actions, name, `${printable(actor.name)} has no action`, "Its actions");
}

/** Checks the names of events. @throws LiveFailure AG264 */
export function requireEvents(actor: ActorContract, names: readonly string[]): void {
  for (const name of names) named(actor.events, name, `${printable(actor.name)} has no event`, "Its events");
}

function named<T>(all: Readonly<Record<string, T>>, name: string, message: string, list: string): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(all);
  const nearest = nearestName(name, names);
  const guess = nearest === undefined ? "" : `Did you mean ${printable(nearest)}? `;
  const known = names.length === 0 ? "none" : names.map(printable).join(", ");
  throw new LiveFailure("AG264", `${message} ${excerpt(name)}.`, `${guess}${list}: ${known}.`);
}

/**
 * The key that an argument of the command line is: a JSON array of strings where it begins with `[`, else one string.
 * `actor`, where it is known, says how many strings there must be.
 *
 * @throws LiveFailure AG266
 * @example keyOf("general") // ["general"]; keyOf('["eu", "42"]') // ["eu", "42"]
 */
export function keyOf(text: string, actor?: ActorContract): readonly string[] {
  const key = text.startsWith("[") ? listOf(text) : [text];
  const segments = actor?.key;
  if (!segments) return key;
  const needed = segments.filter(({ optional }) => !optional).length;
  if (key.length >= needed && key.length <= segments.length) return key;
  const names = segments.map(({ name, optional }) => `${printable(name)}${optional ? "?" : ""}`).join(", ");
  const example = JSON.stringify(segments.map((segment) => printable(segment.name)));
  const count = `${key.length} ${key.length === 1 ? "string" : "strings"}`;
  const message = `A key of ${printable(actor.name)} is [${names}], and ${excerpt(text)} is ${count}.`;
  throw new LiveFailure("AG266", message, `Write it as a JSON array, such as '${example}'.`);
}

function listOf(text: string): readonly string[] {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    value = undefined;
  }
  if (Array.isArray(value) && value.every((part) => typeof part === "string")) return value;
  const message = `The key ${excerpt(text)} begins with [ and is not a JSON array of strings.`;
  throw new LiveFailure("AG266", message, `Write it such as '["eu", "42"]'; a key of one string needs no brackets.`);
}

/** The path of an actor, or of one of its actions. @throws LiveFailure AG266 for text that has no UTF-8 */
export function pathOf(actor: string, key: readonly string[], action?: string): string {
  try {
    const rest = action === undefined ? "" : `/${encodeKey([action])}`;
    return `/actors/${encodeKey([actor])}/${encodeKey(key)}${rest}`;
  } catch {
    throw new LiveFailure("AG266", "A name or key is not valid Unicode.", "Write it with whole characters.");
  }
}

/** The header that says hello, as docs/protocol.md has it. */
export function helloHeader(hello: object): Readonly<Record<string, string>> {
  return { "actorgen-hello": Buffer.from(JSON.stringify(hello)).toString("base64url") };
}

/** A hash of the contract, where it is one that a header can hold. */
export function hashOf(part: object | undefined): string | undefined {
  const hash = isRecord(part) ? part["hash"] : undefined;
  return typeof hash === "string" && /^[\w-]{1,64}$/.test(hash) ? hash : undefined;
}

/** The JSON of an option. @throws LiveFailure AG265 */
export function jsonOf(option: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    const message = `${option} is not JSON: ${excerpt(text)}.`;
    throw new LiveFailure("AG265", message, `Write it such as ${option} '{"userId": "ann"}'.`);
  }
}
