// Lines of client code that show what fails.
import type { ActionContract, ActorContract } from "../../schema/contract.js";
import { PlainValues } from "./plain-values.js";
import { typesOf, type Contracts } from "./validators.js";

/** Longer strings are shown by their start and their length. */
const maxText = 40;

/** A value as it would be typed in a call; long strings are cut and counted. */
export function shownValue(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value === "string" && value.length > maxText)
    return `"${value.slice(0, 12)}…" /* ${[...value].length} characters */`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 5).map(shownValue);
    return `[${shown.join(", ")}${value.length > 5 ? `, … /* ${value.length} items */` : ""}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, part]) => `${JSON.stringify(name)}: ${shownValue(part)}`)
    .join(", ")}}`;
}

/** A call of an action with plain values of its contract, in which argument `index` is `payload`. */
export function callText(
  name: string,
  action: ActionContract,
  contracts: Contracts,
  index = -1,
  payload?: unknown,
): string {
  const args = plainArgs(action, contracts, index);
  const given =
    index < 0 ? args : args.slice(0, index).concat(payload === undefined ? [] : [payload], args.slice(index + 1));
  return `connection${member(name)}(${given.map(shownValue).join(", ")});`;
}

/** Plain values for the arguments of an action: those that must be given, and all up to `last`. */
export function plainArgs({ args }: ActionContract, contracts: Contracts, last = -1): readonly unknown[] {
  const plain = new PlainValues(typesOf(contracts));
  const needed = Math.max(
    last,
    args.findLastIndex((arg) => !arg.optional),
  );
  return args.slice(0, needed + 1).map(({ schema }) => plain.of(schema)[0] ?? null);
}

/** How a client gets at an actor, such as `client.chatRoom.getOrCreate(["general"])`. */
export function handleText({ name, key }: Pick<ActorContract, "name" | "key">, options = ""): string {
  const segments = key === null ? ["general"] : key.map((segment) => segment.name);
  return `client${member(name)}.getOrCreate(${JSON.stringify(segments)}${options})`;
}

/** A subscription. */
export function subscriptionText(event: string): string {
  return `connection.on(${JSON.stringify(event)}, listener);`;
}

function member(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
