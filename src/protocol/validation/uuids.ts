// UUIDs, by Zod's pattern: spelled out to test, as Zod writes it to report.
import type { Issue } from "../issue.js";
import { report, wrongType, type Key } from "./report.js";

// Without counted repeats, see below.
const spelled =
  /^([0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]-[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]-[1-8][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]-[89abAB][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]-[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;

/** The same pattern with `[a-f]{4}` as `[a-f][a-f][a-f][a-f]`, which engines run more than twice as fast. Knows no other repeats. */
export function spelledOut({ source }: RegExp): RegExp {
  return new RegExp(source.replace(/(\[[-\w]+\])\{(\d+)\}/g, (_all, set: string, count) => set.repeat(+count)));
}

/** Is this a UUID, as `z.uuid` takes it? */
export function isUuid(value: unknown): boolean {
  return typeof value === "string" && spelled.test(value);
}

/** Refuses what is no UUID. */
export function uuid(value: unknown, issues: Issue[], key?: Key): void {
  if (typeof value !== "string") wrongType(value, issues, "string", key);
  else if (!spelled.test(value)) {
    const pattern = String(spelled).replace(/(\[.{9}\])\1+/g, (all, set: string) => `${set}{${all.length / 11}}`);
    report(issues, key, "invalid_format", "Invalid UUID", { origin: "string", format: "uuid", pattern });
  }
}
