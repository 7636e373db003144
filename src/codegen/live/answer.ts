// Reads what a server answered: a value, or the error in the form of the protocol.
import { parseJson } from "../../protocol/codec.js";
import type { WireError } from "../../protocol/errors.js";
import { maxIssues } from "../../protocol/issue.js";
import { isRecord } from "../parse-json.js";
import { LiveFailure } from "./failure.js";
import { excerpt } from "./printable.js";
import type { Answer } from "./server.js";

export type { WireError };

/** Characters of a message that are told. */
const maxText = 4_096;

/** The error of an answer or frame, in the protocol's form; undefined where it holds none. Fields of a wrong form are left out. */
export function errorOf(value: unknown): WireError | undefined {
  if (!isRecord(value) || typeof value["code"] !== "string" || typeof value["message"] !== "string") return undefined;
  const { code, message, issues, data, metadata, ref } = value;
  return {
    code: code.slice(0, maxText),
    message: message.slice(0, maxText),
    ...(Array.isArray(issues) && { issues: issues.slice(0, maxIssues).flatMap(issueOf) }),
    ...(data !== undefined && { data }),
    ...(metadata !== undefined && { metadata }),
    ...(typeof ref === "string" && { ref }),
  };
}

function issueOf(value: unknown): NonNullable<WireError["issues"]>[number][] {
  if (!isRecord(value) || typeof value["message"] !== "string" || !Array.isArray(value["path"])) return [];
  const { code, message } = value;
  const path = value["path"].filter((step): step is string | number => /^(?:string|number)$/.test(typeof step));
  return [{ ...value, code: typeof code === "string" ? code : "custom", message, path }];
}

/** The value of a successful answer (absent for void), or the error of a refused one. */
export type Reading = { readonly value?: unknown } | { readonly error: WireError };

/**
 * Reads an answer to a call.
 * @throws LiveFailure AG262 when no actorgen server would have answered so
 */
export function readAnswer(answer: Answer, url: string): Reading {
  let body: unknown;
  try {
    body = parseJson(answer.text);
  } catch {
    throw strange(answer, url);
  }
  if (!isRecord(body)) throw strange(answer, url);
  if (answer.status === 200) return "value" in body ? { value: body["value"] } : {};
  const error = errorOf(body["error"]);
  if (error === undefined) throw strange(answer, url);
  return { error };
}

/** An answer that no actorgen server gives. */
export function strange({ status, text }: Answer, url: string): LiveFailure {
  const said = text.trim() === "" ? "nothing" : `"${excerpt(text)}"`;
  const mend = "Name the URL that clients are created with: that of the actorgen server, with its basePath.";
  return new LiveFailure("AG262", `${url} answered ${status} and ${said}, which no actorgen server does.`, mend);
}
