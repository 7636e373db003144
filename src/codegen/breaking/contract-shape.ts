// Checks that a parsed document is a contract of the format that this version reads.
import type { Contract, PrivateContract } from "../../schema/contract.js";
import { isRecord } from "../parse-json.js";

/** Is this a public contract? */
export function isContract(value: unknown): value is Contract {
  return isDocument(value) && Object.values(value.actors).every(isActor);
}

/** Is this the server's part of a contract? */
export function isPrivateContract(value: unknown): value is PrivateContract {
  return (
    isDocument(value) &&
    Object.values(value.actors).every(
      (actor) =>
        isRecord(actor) &&
        typeof actor["version"] === "number" &&
        [actor["state"], actor["connState"], actor["auth"]].every(isNodeOrNull),
    )
  );
}

function isDocument(value: unknown): value is { readonly actors: object; readonly $defs: object } {
  return (
    isRecord(value) &&
    value["actorgen"] === 1 &&
    isRecord(value["actors"]) &&
    isRecord(value["$defs"]) &&
    Object.values(value["$defs"]).every(isRecord)
  );
}

function isActor(value: unknown): boolean {
  if (!isRecord(value) || typeof value["name"] !== "string") return false;
  const { actions, events, key, input, params } = value;
  return (
    isRecord(actions) &&
    isRecord(events) &&
    (key === null || (Array.isArray(key) && key.every(isNamed))) &&
    isNodeOrNull(input) &&
    isNodeOrNull(params) &&
    Object.values(actions).every(isAction) &&
    Object.values(events).every(
      (event) => isRecord(event) && typeof event["delivery"] === "string" && isNodeOrNull(event["payload"]),
    )
  );
}

function isAction(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { args, returns, errors } = value;
  return (
    Array.isArray(args) &&
    args.every(isNamed) &&
    isNodeOrNull(returns) &&
    isRecord(errors) &&
    Object.values(errors).every(isNodeOrNull)
  );
}

function isNamed(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value["name"] === "string" &&
    typeof value["optional"] === "boolean" &&
    isRecord(value["schema"])
  );
}

function isNodeOrNull(value: unknown): boolean {
  return value === null || isRecord(value);
}
