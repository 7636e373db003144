// actorgen explain: what a finding means and how to mend it.
import { nearestName } from "../codegen/config/nearest-name.js";
import { allCodes } from "../codegen/run-codes.js";
import type { Terminal } from "./terminal.js";

/** Prints one code, or lists all of them. Gives the exit code. */
export function explainCommand(name: string | undefined, { out, err, dataColours }: Terminal): number {
  const { bold, dim, green } = dataColours;
  if (name === undefined) {
    for (const [code, { title }] of Object.entries(allCodes)) out(`${bold(code)}  ${title}\n`);
    return 0;
  }
  const code = name
    .toUpperCase()
    .replace(/^(?:AG)?0*(\d{1,3})$/, (_, digits: string) => `AG${digits.padStart(3, "0")}`);
  const entry = Object.hasOwn(allCodes, code) ? allCodes[code] : undefined;
  if (entry === undefined) {
    const nearest = nearestName(code, Object.keys(allCodes));
    err(
      `There is no code ${name}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`} "actorgen explain" lists all.\n`,
    );
    return 2;
  }
  const example = entry.example
    .split("\n")
    .map((line) => dim(`    ${line}`))
    .join("\n");
  out(
    `${bold(code)}  ${entry.title}\n\n${entry.explanation}\n\n  For example:\n\n${example}\n\n${green("mend:")} ${entry.mend}\n`,
  );
  return 0;
}
