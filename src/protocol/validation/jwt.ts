// JSON Web Tokens: three parts, and a header that says so.
import { parseJson } from "../codec.js";
import { isObject } from "./guards.js";

/** A token whose header can be read; with `algorithm`, one that names it. */
export function isJwt(token: string, algorithm?: string): boolean {
  const [head = "", ...rest] = token.split(".");
  if (rest.length !== 2 || head === "") return false;
  try {
    const header = parseJson(atob(head));
    if (!isObject(header) || !header["alg"]) return false;
    if ("typ" in header && header["typ"] !== "JWT") return false;
    return algorithm === undefined || header["alg"] === algorithm;
  } catch {
    return false;
  }
}
