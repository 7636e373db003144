// Dates: an ISO 8601 string in UTC on the wire, as Date.prototype.toISOString writes it, a Date in memory.
import type { Issue } from "../issue.js";
import { runChecks, type Check } from "./checks.js";
import { wrongType, type Key } from "./report.js";

/** The wire's string to a Date. Refuses any other spelling and any day that no calendar has. */
export function readDate(value: unknown, issues: Issue[], key?: Key): Date | undefined {
  return (typeof value === "string" && parseDate(value)) || wrongType(value, issues, "date", key);
}

/** The same, with checks of the date. */
export function readCheckedDate(value: unknown, issues: Issue[], key: Key, checks: readonly Check[]): unknown {
  const date = readDate(value, issues, key);
  if (date !== undefined) runChecks(date, issues, key, checks);
  return date;
}

/** A Date to the wire's string. Refuses what is no Date, and an invalid one. */
export function writeDate(value: unknown, issues: Issue[], key?: Key, checks: readonly Check[] = []): unknown {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return wrongType(value, issues, "date", key);
  runChecks(value, issues, key, checks);
  return value.toISOString();
}

const iso = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/;

// Four times as fast as the engine's own parser, which would also take many other spellings.
function parseDate(text: string): Date | undefined {
  if (!iso.test(text)) return parseFarDate(text);
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  // Counted from the first of March, so that a leap day is the last of its year. In whole numbers, which are faster.
  const years = month > 2 ? year : year - 1;
  const leaps = (years >> 2) - ((years / 100) | 0) + ((years / 400) | 0);
  const days = years * 365 + leaps + (((153 * ((month + 9) % 12) + 2) / 5) | 0) + day - 719_469;
  const time =
    two(text, 11) * 3_600_000 +
    two(text, 14) * 60_000 +
    two(text, 17) * 1000 +
    two(text, 20) * 10 +
    (two(text, 21) % 10);
  const date = new Date(days * 86_400_000 + time);
  // The 30th of February would be another day.
  return day < 29 || date.getUTCDate() === day ? date : undefined;
}

// Years before 0 and after 9999, which take six digits and a sign.
function parseFarDate(text: string): Date | undefined {
  const date = new Date(text);
  return date.toJSON() === text ? date : undefined;
}

// Two digits, whose codes are 48 plus their value.
function two(text: string, index: number): number {
  return text.charCodeAt(index) * 10 + text.charCodeAt(index + 1) - 528;
}
