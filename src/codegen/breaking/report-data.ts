// Changes for programs: plain data, and annotations of GitHub Actions.
import type { Change } from "./change.js";
import { refusalText, witnessText } from "./report-text.js";

/** Plain data; a witness that is an absent value has no `payload`. Places as shown to people. */
export function changesData(changes: readonly Change[], place: (file: string) => string): readonly object[] {
  return changes.map(({ place: at, actor, at: path, ...change }) => ({
    ...change,
    ...(actor !== "" && { actor }),
    at: path,
    ...(at !== undefined && {
      file: place(at.file),
      ...(at.line !== undefined && { line: at.line }),
      ...(at.column !== undefined && { column: at.column }),
    }),
  }));
}

/** One workflow command for each breaking change, which marks the line in the pull request. */
export function renderAnnotations(changes: readonly Change[], place: (file: string) => string): string {
  return changes
    .filter(({ severity }) => severity === "breaking")
    .map((change) => {
      const { rule, message, mend, call, unproven, witness, place: at } = change;
      const properties = [
        ...(at === undefined ? [] : [`file=${escapeProperty(place(at.file))}`]),
        ...(at?.line === undefined ? [] : [`line=${at.line}`]),
        ...(at?.column === undefined ? [] : [`col=${at.column}`]),
        `title=${escapeProperty(`actorgen ${rule}${unproven === true ? " (unproven)" : ""}`)}`,
      ];
      const text = [
        message,
        ...(call === undefined ? [] : [call]),
        ...(witness === undefined ? [] : [`${witness.says}: ${witnessText(change)}`, refusalText(change)]),
        ...(mend === undefined ? [] : [mend]),
      ].join("\n");
      return `::error ${properties.join(",")}::${escapeData(text)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
