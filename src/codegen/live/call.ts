// One call of an action of a live server, from what stands on a command line.
import type { ActionContract, Contract } from "../../schema/contract.js";
import { areFlags, argsOfFlags, argsOfJson, fieldsOf, flagText } from "./arguments.js";
import { readAnswer, type Reading } from "./answer.js";
import { findContract, needsContract } from "./contract.js";
import { kindOf } from "./flag-value.js";
import { printable } from "./printable.js";
import { LiveServer } from "./server.js";
import { actionOf, actorOf, hashOf, helloHeader, jsonOf, keyOf, pathOf } from "./target.js";

/** Where and how a command reaches an actor. */
export interface LiveOptions {
  readonly cwd: string;
  readonly url: string;
  readonly actor: string;
  readonly headers: readonly string[];
  /** Path of a contract.json; left out: the server's own. */
  readonly contract?: string;
  /** Ends waiting. Its reason is a `TimeoutError` where time is over. */
  readonly signal: AbortSignal;
}

/** A call as it was asked for. */
export interface CallOptions extends LiveOptions {
  readonly key: string;
  readonly action: string;
  /** One JSON text, or flags. */
  readonly words: readonly string[];
  /** JSON. */
  readonly params?: string;
  /** JSON: the actor's creation input. */
  readonly createWith?: string;
  /** Do not create the actor. */
  readonly mustExist?: boolean;
}

/** What came of it. `kept` says why there was no contract to check names with. */
export type CallResult = Reading & { readonly kept?: string };

/**
 * Calls an action. Values are checked by the server: a contract from the network is never made into code.
 * @throws LiveFailure for wrong use and for a server that cannot be understood
 */
export async function callAction(options: CallOptions): Promise<CallResult> {
  const { url, headers, action: name, words, signal } = options;
  const server = new LiveServer(url, headers);
  const params = options.params === undefined ? undefined : jsonOf("--params", options.params);
  const input = options.createWith === undefined ? undefined : jsonOf("--create-with", options.createWith);
  const written = areFlags(words) ? undefined : argsOfJson(words);
  const found = await findContract(server, options);
  const contract = "contract" in found ? found.contract : undefined;
  const actor = contract && actorOf(contract, options.actor);
  const action = actor && actionOf(actor, name);
  const key = keyOf(options.key, actor);
  const args = written ?? (action && contract ? argsOfFlags(words, action, contract.$defs) : undefined);
  if (args === undefined) throw needsContract("kept" in found ? found.kept : "", "Give the arguments as JSON.");
  const actorHash = hashOf(actor);
  const actionHash = hashOf(action);
  const hello = {
    mode: options.mustExist === true ? "get" : "getOrCreate",
    ...(params !== undefined && { params }),
    ...(input !== undefined && { input }),
    ...(actorHash !== undefined && { hash: actorHash }),
  };
  const answer = await server.ask(pathOf(options.actor, key, name), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...helloHeader(hello),
      ...(actionHash !== undefined && { "actorgen-hash": actionHash }),
    },
    body: JSON.stringify(args),
    signal,
  });
  return { ...readAnswer(answer, url), ...("kept" in found && { kept: found.kept }) };
}

/** An action's flags, result and errors, for its `--help`. @throws LiveFailure */
export async function describeAction(
  options: LiveOptions & Pick<CallOptions, "action">,
): Promise<{ readonly title: string; readonly flags: readonly (readonly [string, string])[]; readonly end: string }> {
  const server = new LiveServer(options.url, options.headers);
  const found = await findContract(server, options);
  if ("kept" in found) throw needsContract(found.kept, "Look it up in the schemas.");
  const action = actionOf(actorOf(found.contract, options.actor), options.action);
  const about = typeof action.description === "string" ? `: ${printable(action.description)}` : "";
  return {
    title: `${printable(`${options.actor}.${options.action}`)}${about}`,
    flags: flagsOf(action, found.contract),
    end: endOf(action, found.contract),
  };
}

function flagsOf(action: ActionContract, { $defs }: Contract): readonly (readonly [string, string])[] {
  return fieldsOf(action, $defs).fields.map((field) => {
    const about = typeof field.description === "string" ? field.description : field.schema.description;
    const words = [field.optional ? "may be left out" : "", typeof about === "string" ? about : ""];
    return [flagText(field, $defs), printable(words.filter((word) => word !== "").join("; "))];
  });
}

function nameOf(ref: string): string {
  return ref.replace("#/$defs/", "");
}

function endOf({ returns, errors }: ActionContract, { $defs }: Contract): string {
  const codes = Object.keys(errors);
  const gives =
    returns === null ? "nothing" : typeof returns.$ref === "string" ? nameOf(returns.$ref) : kindOf(returns, $defs);
  return printable(`Gives ${gives}.${codes.length > 0 ? ` Errors: ${codes.join(", ")}.` : ""}`);
}
