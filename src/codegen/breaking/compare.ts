// Compares two versions of a contract: everything that changed, what it breaks, and the proof of it.
import type { ActorContract, NamedSchema, PrivateActorContract } from "../../schema/contract.js";
import { ContractHasher } from "../contract-hash.js";
import { compare as byText, type Locate } from "../read/findings.js";
import type { Change } from "./change.js";
import { handleText, shownValue, subscriptionText } from "./client-code.js";
import { compareActions } from "./compare-actions.js";
import { compareValues } from "./compare-values.js";
import { Comparing } from "./comparing.js";
import { hasDocsChanged } from "./docs-changes.js";
import { provenCalls } from "./proven-calls.js";
import { rules, type RuleId } from "./rules.js";
import { typesOf, type Contracts } from "./validators.js";

/** How to compare. */
export interface CompareOptions {
  /** Where a part of a definition stands in the new schemas. Default: nowhere. */
  readonly locate?: Locate;
}

/**
 * All changes from `old` to `now`, sorted by actor, severity and rule. A contract without a server part is compared in its
 * public part alone. Equal contracts have none.
 *
 * @throws Error when one of them is no contract
 */
export async function compareContracts(
  old: Contracts,
  now: Contracts,
  { locate = () => undefined }: CompareOptions = {},
): Promise<readonly Change[]> {
  const comparing = new Comparing(old, now, locate);
  const [before, after] = [old.contract.actors, now.contract.actors];
  for (const [name, actor] of Object.entries(before)) {
    const next = Object.hasOwn(after, name) ? after[name] : undefined;
    if (next === undefined)
      comparing.note("actor-removed", [name], `The actor \`${name}\` is gone.`, {
        call: `${handleText(actor)};`,
        ...placeOf(actor),
      });
    else compareActors(actor, next, comparing);
  }
  for (const name of Object.keys(after)) {
    if (!Object.hasOwn(before, name)) comparing.note("actor-added", [name], `The actor \`${name}\` is new.`);
  }
  compareTypes(comparing);
  const proven = await provenCalls(comparing);
  const values = await compareValues(comparing.positions, { old, new: now, locate });
  return [...proven, ...values].sort(inOrder);
}

function placeOf({ source }: ActorContract): Partial<Change> {
  return typeof source === "string" ? { place: { file: source } } : {};
}

function compareActors(old: ActorContract, now: ActorContract, comparing: Comparing): void {
  const { name } = old;
  comparing.docs([name], `The actor \`${name}\``, old, now);
  compareActions(old, now, comparing);
  compareEvents(old, now, comparing);
  const shared = { actor: name, isArgument: false, isPrivate: false, direction: "in" } as const;
  comparing.compare({
    ...shared,
    path: [name, "connParams"],
    name: `The connection params of \`${name}\``,
    rules: { hurts: "params-narrowed", eases: "params-widened" },
    old: old.params,
    new: now.params,
    call: (params) =>
      `${handleText(old, params === undefined ? "" : `, { params: ${shownValue(params)} }`)}.connect();`,
  });
  comparing.compare({
    ...shared,
    path: [name, "input"],
    name: `The creation input of \`${name}\``,
    rules: { hurts: "input-narrowed", eases: "input-widened" },
    old: old.input,
    new: now.input,
    call: (input) => `${handleText(old, input === undefined ? "" : `, { input: ${shownValue(input)} }`)};`,
  });
  compareKeys(old, now, comparing);
  comparePrivate(name, comparing);
}

function compareEvents(old: ActorContract, now: ActorContract, comparing: Comparing): void {
  for (const [event, contract] of Object.entries(old.events)) {
    const path = [old.name, "events", event];
    const next = Object.hasOwn(now.events, event) ? now.events[event] : undefined;
    if (next === undefined) {
      comparing.note("event-removed", path, `The event \`${event}\` is gone.`, { call: subscriptionText(event) });
      continue;
    }
    comparing.docs(path, `The event \`${event}\``, contract, next);
    if (contract.delivery !== next.delivery) {
      const kept = ["volatile", "latest", "resume"];
      const isWeaker = kept.indexOf(next.delivery) < kept.indexOf(contract.delivery);
      const message = `The delivery of \`${event}\` was "${contract.delivery}" and is "${next.delivery}".`;
      if (isWeaker) comparing.note("delivery-weakened", path, message, { call: subscriptionText(event) });
      else comparing.note("delivery-strengthened", path, message);
    }
    comparing.compare({
      actor: old.name,
      path,
      name: `The payload of \`${event}\``,
      direction: "out",
      isArgument: false,
      isPrivate: false,
      rules: {
        hurts: "event-payload-widened",
        eases: "event-payload-narrowed",
        added: "event-payload-added",
        removed: "event-payload-removed",
      },
      old: contract.payload,
      new: next.payload,
      call: () => subscriptionText(event),
    });
  }
  for (const event of Object.keys(now.events)) {
    if (!Object.hasOwn(old.events, event))
      comparing.note("event-added", [now.name, "events", event], `The event \`${event}\` is new.`);
  }
}

function compareKeys(old: ActorContract, now: ActorContract, comparing: Comparing): void {
  const [before, after] = [old.key, now.key];
  const path = [old.name, "key"];
  if (before === null && after === null) return;
  if (before === null || after === null || before.length !== after.length) {
    const shown = (key: readonly NamedSchema[] | null): string =>
      key === null ? "any strings" : `[${key.map((segment) => segment.name).join(", ")}]`;
    const message = `The key of \`${old.name}\` was ${shown(before)} and is ${shown(after)}.`;
    comparing.note(
      after === null ? "key-widened" : "key-narrowed",
      path,
      message,
      after === null ? {} : { call: `${handleText(old)};` },
    );
    if (before === null || after === null) return;
  }
  const names = after.map((segment) => segment.name);
  for (const [index, segment] of before.entries()) {
    const next = after[index];
    if (next === undefined) continue;
    if (segment.name !== next.name) {
      const isMoved = names.includes(segment.name);
      const message = isMoved
        ? `The segment \`${segment.name}\` of the key was number ${index + 1} and is number ${names.indexOf(segment.name) + 1}.`
        : `The segment \`${segment.name}\` of the key is called \`${next.name}\`.`;
      if (isMoved) comparing.note("key-reordered", [...path, segment.name], message, { call: `${handleText(old)};` });
      else comparing.note("key-renamed", [...path, next.name], message);
    }
    comparing.compare({
      actor: old.name,
      path: [...path, next.name],
      name: `The segment \`${next.name}\` of the key`,
      direction: "in",
      rules: { hurts: "key-narrowed", eases: "key-widened" },
      old: segment.schema,
      new: next.schema,
      isArgument: false,
      isPrivate: false,
      call: (value) => {
        const segments = before.map((one, at) => (at === index ? value : one.name));
        return `client.${old.name}.getOrCreate(${shownValue(segments)});`;
      },
    });
  }
}

function comparePrivate(name: string, comparing: Comparing): void {
  const find = (
    actors: Readonly<Record<string, PrivateActorContract>> | undefined,
  ): PrivateActorContract | undefined =>
    actors !== undefined && Object.hasOwn(actors, name) ? actors[name] : undefined;
  const [old, now] = [find(comparing.old.server?.actors), find(comparing.new.server?.actors)];
  if (old === undefined || now === undefined) return;
  if (now.version < old.version)
    comparing.note(
      "version-lowered",
      [name, "version"],
      `\`version\` of \`${name}\` was ${old.version} and is ${now.version}.`,
    );
  const shared = { actor: name, isArgument: false, isPrivate: true } as const;
  const hurts: RuleId = now.version > old.version ? "state-migrated" : "state-narrowed";
  comparing.compare({
    ...shared,
    path: [name, "state"],
    name: `The state of \`${name}\``,
    direction: "kept",
    rules: { hurts, eases: "state-changed" },
    old: old.state,
    new: now.state,
  });
  comparing.compare({
    ...shared,
    path: [name, "connState"],
    name: `The connection state of \`${name}\``,
    direction: "kept",
    rules: { hurts: "conn-state-narrowed", eases: "conn-state-changed" },
    old: old.connState,
    new: now.connState,
  });
  comparing.compare({
    ...shared,
    path: [name, "auth"],
    name: `The identity of callers of \`${name}\``,
    direction: "kept",
    rules: { hurts: "auth-narrowed", eases: "auth-widened" },
    old: old.auth,
    new: now.auth,
  });
}

function compareTypes(comparing: Comparing): void {
  const [old, now] = [typesOf(comparing.old), typesOf(comparing.new)];
  const hashes = new ContractHasher(now);
  for (const [name, node] of Object.entries(comparing.old.contract.$defs)) {
    const next = Object.hasOwn(now, name) ? now[name] : undefined;
    if (next !== undefined) {
      if (hasDocsChanged(node, next))
        comparing.note("docs-changed", [name], `The type \`${name}\` is documented in other words.`, { actor: "" });
      continue;
    }
    const text = new ContractHasher(old).text(node);
    const renamed = Object.keys(now).find(
      (other) => !Object.hasOwn(old, other) && hashes.text(now[other] ?? null) === text,
    );
    const message =
      renamed === undefined ? `The type \`${name}\` is gone.` : `The type \`${name}\` is called \`${renamed}\`.`;
    comparing.note("type-removed", [name], message, { actor: "" });
  }
  for (const name of Object.keys(comparing.new.contract.$defs)) {
    if (!Object.hasOwn(old, name)) comparing.note("type-added", [name], `The type \`${name}\` is new.`, { actor: "" });
  }
}

const severities = ["breaking", "compatible", "docs"];
const ids = Object.keys(rules);

function inOrder(one: Change, other: Change): number {
  return (
    Number(one.actor === "") - Number(other.actor === "") ||
    byText(one.actor, other.actor) ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    ids.indexOf(one.rule) - ids.indexOf(other.rule) ||
    byText(one.at, other.at)
  );
}
