// The user's own messages.
import type { Issue } from "../issue.js";
import type { Check } from "./checks.js";
import { keep } from "./report.js";

// Issues whose message a check of its own gave.
const said = /* @__PURE__ */ new WeakSet<Issue>();

/** The check with the user's message for it. */
export function saying(message: string, check: Check): Check {
  return (value, issues, key) => {
    const own: Issue[] = [];
    const stop = check(value, own, key);
    const worded = own.map((issue) => ({ ...issue, message }));
    for (const issue of worded) said.add(issue);
    keep(issues, worded);
    return stop;
  };
}

/** Converts a value without parts with the user's message for whatever is wrong with it. */
export function worded(issues: Issue[], message: string, convert: (own: Issue[]) => unknown): unknown {
  const own: Issue[] = [];
  const result = convert(own);
  keep(
    issues,
    own.map((issue) => (said.has(issue) ? issue : { ...issue, message })),
  );
  return result;
}
