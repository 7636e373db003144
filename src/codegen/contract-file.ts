// Reads a contract.json that an actorgen of this format emitted or a server gave.
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Contract } from "../schema/contract.js";
import type { Diagnostic } from "./diagnostic.js";
import { isRecord, parseJson } from "./parse-json.js";

/** The contract at an absolute path, or why it cannot be read (AG114). */
export function readContractFile(path: string): Contract | Diagnostic {
  const mend = "Name the contract.json of a generated folder, or one that a server gives under GET /contract.json.";
  try {
    const value = parseJson(readFileSync(path, "utf8"));
    if (isContract(value)) return value;
    const message = `${basename(path)} is not a contract that this version of actorgen can read.`;
    return { code: "AG114", severity: "error", message, mend };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = existsSync(path) ? `${basename(path)} cannot be read: ${reason}.` : `There is no file ${path}.`;
    return { code: "AG114", severity: "error", message, mend };
  }
}

function isContract(value: unknown): value is Contract {
  return (
    isRecord(value) &&
    value["actorgen"] === 1 &&
    typeof value["hash"] === "string" &&
    isRecord(value["actors"]) &&
    isRecord(value["$defs"]) &&
    Object.values(value["actors"]).every(isActor)
  );
}

function isActor(value: unknown): boolean {
  return (
    isRecord(value) && typeof value["name"] === "string" && isRecord(value["actions"]) && isRecord(value["events"])
  );
}
