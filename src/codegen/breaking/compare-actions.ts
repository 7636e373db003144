// Compares the actions of one actor: which are there, their arguments by name and place, their errors.
import type { ActionContract, ActorContract, NamedSchema } from "../../schema/contract.js";
import { callText, plainArgs, shownValue } from "./client-code.js";
import type { Comparing } from "./comparing.js";
import type { Position } from "./positions.js";
import type { Contracts } from "./validators.js";

/** Notes the changes of all actions, and the positions whose schemas are to be compared. */
export function compareActions(old: ActorContract, now: ActorContract, comparing: Comparing): void {
  for (const [name, action] of Object.entries(old.actions)) {
    const path = [old.name, "actions", name];
    const next = Object.hasOwn(now.actions, name) ? now.actions[name] : undefined;
    if (next === undefined) {
      const call = callText(name, action, comparing.old);
      comparing.note("action-removed", path, `The action \`${name}\` is gone.`, { call });
      continue;
    }
    comparing.docs(path, `The action \`${name}\``, action, next);
    if (action.concurrent !== next.concurrent) {
      const text = next.concurrent ? "runs beside other actions now" : "runs one at a time now";
      comparing.note("concurrent-changed", path, `The action \`${name}\` ${text}.`);
    }
    compareArgs(name, action, next, path, comparing);
    comparing.compare({
      actor: old.name,
      path: [...path, "returns"],
      name: `The result of \`${name}\``,
      direction: "out",
      rules: { hurts: "result-widened", eases: "result-narrowed", added: "result-added", removed: "result-removed" },
      old: action.returns,
      new: next.returns,
      isArgument: false,
      isPrivate: false,
      call: () => callText(name, action, comparing.old),
    });
    compareErrors(name, action, next, path, comparing);
  }
  for (const name of Object.keys(now.actions)) {
    if (!Object.hasOwn(old.actions, name))
      comparing.note("action-added", [now.name, "actions", name], `The action \`${name}\` is new.`);
  }
}

function compareErrors(
  name: string,
  old: ActionContract,
  now: ActionContract,
  path: readonly string[],
  comparing: Comparing,
): void {
  for (const [code, data] of Object.entries(old.errors)) {
    const at = [...path, "errors", code];
    const next = Object.hasOwn(now.errors, code) ? now.errors[code] : undefined;
    if (next === undefined) {
      comparing.note("error-removed", at, `\`${name}\` does not declare the error \`${code}\` any more.`);
      continue;
    }
    comparing.compare({
      actor: path[0] ?? "",
      path: at,
      name: `The data of the error \`${code}\` of \`${name}\``,
      direction: "out",
      rules: {
        hurts: "error-data-widened",
        eases: "error-data-narrowed",
        added: "error-data-added",
        removed: "error-data-removed",
      },
      old: data ?? null,
      new: next,
      isArgument: false,
      isPrivate: false,
    });
  }
  for (const code of Object.keys(now.errors)) {
    if (!Object.hasOwn(old.errors, code))
      comparing.note("error-added", [...path, "errors", code], `\`${name}\` declares a new error, \`${code}\`.`);
  }
}

function compareArgs(
  name: string,
  old: ActionContract,
  now: ActionContract,
  path: readonly string[],
  comparing: Comparing,
): void {
  const pathOf = (arg: NamedSchema): readonly string[] => [
    ...path,
    ...(now.style === "input" ? [] : ["args"]),
    arg.name,
  ];
  const had = new Map(old.args.map((arg, index) => [arg.name, index]));
  const has = new Map(now.args.map((arg, index) => [arg.name, index]));
  // An argument that is gone where one appears at its place was renamed.
  const isRenamed = (index: number): boolean => {
    const [before, after] = [old.args[index], now.args[index]];
    return before !== undefined && after !== undefined && !has.has(before.name) && !had.has(after.name);
  };
  const pair = (before: NamedSchema, index: number, after: NamedSchema): void =>
    comparing.compare(
      argumentPosition({ name, old, path: pathOf(after), before, after, index, contracts: comparing.old }),
    );
  const removed = old.args.filter((arg, index) => !has.has(arg.name) && !isRenamed(index));
  for (const [index, arg] of old.args.entries()) {
    const place = has.get(arg.name);
    const renamed = now.args[index];
    if (place === undefined && isRenamed(index) && renamed !== undefined) {
      comparing.note(
        "argument-renamed",
        pathOf(renamed),
        `The argument \`${arg.name}\` of \`${name}\` is called \`${renamed.name}\`.`,
      );
      pair(arg, index, renamed);
    } else if (place === undefined) {
      const call = callText(name, old, comparing.old, index, plainArgs(old, comparing.old, index)[index]);
      comparing.note("argument-removed", path, `The argument \`${arg.name}\` of \`${name}\` is gone.`, { call });
    } else {
      const after = now.args[place];
      const shift = removed.filter((gone) => (had.get(gone.name) ?? 0) < index).length;
      // What moved up only because another is gone is told by that.
      if (place !== index - shift) {
        const given = plainArgs(old, comparing.old, index);
        const call = callText(name, old, comparing.old, index, given[index]);
        const taker = now.args[index]?.name;
        const taken = taker === undefined ? "is refused" : `arrives as \`${taker}\``;
        const message = `The argument \`${arg.name}\` of \`${name}\` was number ${index + 1} and is number ${place + 1}: what old callers give for it ${taken} (${shownValue(given[index])} here).`;
        comparing.note("argument-reordered", after === undefined ? path : pathOf(after), message, { call });
      }
      if (after !== undefined) {
        comparing.docs(pathOf(after), `The argument \`${arg.name}\` of \`${name}\``, arg, after);
        pair(arg, index, after);
      }
    }
  }
  for (const [index, arg] of now.args.entries()) {
    if (had.has(arg.name) || isRenamed(index)) continue;
    if (arg.optional)
      comparing.note(
        "argument-added-optional",
        pathOf(arg),
        `\`${name}\` has a new argument \`${arg.name}\` that may be left out.`,
      );
    else comparing.addedArgument({ action: name, path: pathOf(arg), before: old, after: now, added: arg });
  }
}

interface ArgumentPair {
  readonly name: string;
  readonly old: ActionContract;
  readonly path: readonly string[];
  readonly before: NamedSchema;
  readonly after: NamedSchema;
  readonly index: number;
  readonly contracts: Contracts;
}

function argumentPosition({ name, old, path, before, after, index, contracts }: ArgumentPair): Position {
  return {
    actor: path[0] ?? "",
    path,
    name: `The argument \`${after.name}\` of \`${name}\``,
    direction: "in",
    rules: { hurts: "argument-narrowed", eases: "argument-widened" },
    old: before,
    new: after,
    isArgument: true,
    isPrivate: false,
    call: (payload) => callText(name, old, contracts, index, payload),
  };
}
