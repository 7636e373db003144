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

const iso = /^\d{4}-(?:0[1-9]|1[0-2])-\d\dT\d\d(?::[0-5]\d){2}\.\d{3}Z$/;

// Several times as fast as to write each date again, which tells what the engine's own parser takes beyond this form.
function parseDate(text: string): Date | undefined {
  const year = two(text, 0) * 100 + two(text, 2);
  // Years before 100 stand for others here, those before 0 and after 9999 take six digits and a sign.
  if (year < 100 || !iso.test(text)) {
    const date = new Date(text);
    return date.toJSON() === text ? date : undefined;
  }
  const day = two(text, 8);
  const milliseconds = two(text, 20) * 10 + (two(text, 21) % 10);
  const time = Date.UTC(year, two(text, 5) - 1, day, two(text, 11), two(text, 14), two(text, 17), milliseconds);
  const date = new Date(time);
  // The 30th of February and the 24th hour would be another day.
  return date.getUTCDate() === day ? date : undefined;
}

// Two digits, whose codes are 48 plus their value.
function two(text: string, index: number): number {
  return text.charCodeAt(index) * 10 + text.charCodeAt(index + 1) - 528;
}
