// Changes for people: by actor, each with its rule, sentence, witness and how to mend it.
import type { Colours } from "../report/render.js";
import type { Change } from "./change.js";
import type { ChangeSeverity } from "./rules.js";
import { shownValue } from "./client-code.js";
import { pathText } from "../read/findings.js";

/** How to show them. */
export interface TextOptions {
  readonly colours: Colours;
  /** The path to show for a file. */
  readonly place: (file: string) => string;
}

const signs: Readonly<Record<ChangeSeverity, string>> = { breaking: "✗", compatible: "✓", docs: "✎" };

/** The changes, which are sorted. Empty when there are none. */
export function renderChanges(changes: readonly Change[], options: TextOptions): string {
  const { colours } = options;
  return groupsOf(changes)
    .map(([actor, group]) => {
      const title = colours.bold(actor === "" ? "types" : actor);
      return `${title}\n\n${group.map((change) => one(change, options)).join("\n")}`;
    })
    .join("\n");
}

/** The changes of each actor, in order. */
export function groupsOf(changes: readonly Change[]): readonly (readonly [string, readonly Change[]])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) groups.set(change.actor, [...(groups.get(change.actor) ?? []), change]);
  return [...groups];
}

function one(change: Change, options: TextOptions): string {
  const { colours } = options;
  const { rule, severity, message, mend, witness, call, unproven } = change;
  const paint = severity === "breaking" ? colours.red : severity === "compatible" ? colours.green : colours.cyan;
  const where = placeText(change, options.place);
  const head = `  ${paint(`${signs[severity]} ${colours.bold(rule)}`)}${unproven === true ? colours.yellow("  unproven") : ""}${where === "" ? "" : `  ${colours.cyan(where)}`}`;
  const proof = witness === undefined ? [] : [`${witness.says}: ${witnessText(change)}`, `  ${refusalText(change)}`];
  const lines = [
    message,
    ...(severity === "breaking" && call !== undefined ? [call] : []).map((line) => colours.bold(line)),
    ...proof.map(colours.dim),
    ...(severity === "breaking" && mend !== undefined ? [`${colours.green("mend:")} ${mend}`] : []),
  ];
  return `${head}\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

/** Where the new schema says it, as `file:line:column`. */
export function placeText({ place }: Change, shown: (file: string) => string): string {
  if (place === undefined) return "";
  return [shown(place.file), place.line, place.line === undefined ? undefined : place.column]
    .filter((part) => part !== undefined)
    .join(":");
}

/** The witness as JSON, long strings cut and counted. */
export function witnessText({ witness }: Change): string {
  return witness === undefined ? "" : witness.payload === undefined ? "nothing" : shownValue(witness.payload);
}

/** Where and why the witness is refused. */
export function refusalText({ witness }: Change): string {
  if (witness === undefined) return "";
  const path = pathText(witness.path.map((part) => (typeof part === "number" ? `[${part}]` : part)));
  return path === "" ? witness.reason : `at ${path}: ${witness.reason}`;
}

/** `2 breaking, 1 compatible, 3 docs`; "no changes" when there are none. */
export function countsText(changes: readonly Change[]): string {
  const counts = (["breaking", "compatible", "docs"] as const).map(
    (severity) => [changes.filter((change) => change.severity === severity).length, severity] as const,
  );
  const told = counts.filter(([count]) => count > 0).map(([count, severity]) => `${count} ${severity}`);
  return told.length === 0 ? "no changes" : told.join(", ");
}
