// Changes as a changelog in Markdown, to be pasted into a release note.
import type { Change } from "./change.js";
import type { ChangeSeverity } from "./rules.js";
import { groupsOf, refusalText, witnessText } from "./report-text.js";

const titles: Readonly<Record<ChangeSeverity, string>> = {
  breaking: "Breaking changes",
  compatible: "Compatible changes",
  docs: "Documentation",
};

/** A section for each severity that has changes, in it a list for each actor. One sentence when there are none. */
export function renderMarkdown(changes: readonly Change[]): string {
  if (changes.length === 0) return "No changes.\n";
  const severities = ["breaking", "compatible", "docs"] as const;
  const sections = severities.flatMap((severity) => {
    const found = changes.filter((change) => change.severity === severity);
    if (found.length === 0) return [];
    const groups = groupsOf(found).map(
      ([actor, group]) => `### ${actor === "" ? "Types" : `\`${actor}\``}\n\n${group.map(item).join("")}`,
    );
    return [`## ${titles[severity]}\n\n${groups.join("\n")}`];
  });
  return sections.join("\n");
}

function item(change: Change): string {
  const { severity, message, call, witness, mend, unproven } = change;
  if (severity !== "breaking") return `- ${message}\n`;
  const proof =
    witness === undefined
      ? []
      : [`${capitalised(witness.says)} ${code(witnessText(change))} (${inText(refusalText(change))}).`];
  const lines = [
    `- **${message}**${unproven === true ? " (unproven)" : ""}`,
    ...(call === undefined ? [] : [`Fails: ${code(call)}`]),
    ...proof,
    ...(mend === undefined ? [] : [mend]),
  ];
  return `${lines.join("  \n  ")}\n`;
}

// A fence longer than any run of backticks in the text.
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text.replaceAll("\n", " ")}${space}${fence}`;
}

function inText(text: string): string {
  return text.replace(/([*_<>[\]\\`])/g, "\\$1");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
