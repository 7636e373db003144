// URLs, which Zod trims or normalizes as it checks them; and slugs.
import type { Issue } from "../issue.js";
import { canParse } from "./formats.js";
import { report } from "./report.js";
import { test } from "./strings.js";

/** How a URL is checked beyond being one. */
export interface UrlRules {
  readonly hostname?: RegExp;
  readonly protocol?: RegExp;
  readonly normalize?: boolean;
}

/** Refuses what is no URL of this kind; gives the URL without space around it, or in its normal form. */
export function url(text: string, issues: Issue[], rules: UrlRules = {}): string {
  const trimmed = text.trim();
  const { hostname, protocol, normalize } = rules;
  const refuse = (fields?: object): string => {
    report(issues, undefined, "invalid_format", "Invalid URL", { format: "url", ...fields });
    return text;
  };
  // The parser itself would mend `http:host` and `http:/host`.
  const mended = normalize !== true && protocol?.source === "^https?$" && !/^https?:\/\//i.test(trimmed);
  if (mended) return refuse({ note: "Invalid URL format" });
  if (!canParse(trimmed)) return refuse();
  const parsed = new URL(trimmed);
  if (hostname !== undefined && !test(hostname, parsed.hostname))
    refuse({ note: "Invalid hostname", pattern: hostname.source });
  if (protocol !== undefined && !test(protocol, parsed.protocol.slice(0, -1)))
    refuse({ note: "Invalid protocol", pattern: protocol.source });
  return normalize === true ? parsed.href : trimmed.replace(/[\t\n\r]/g, "");
}

/** Zod's `.slugify()`. */
export function slugify(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replace(/[^\w\s-]/g, "")
    .replace(/[\s_-]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
