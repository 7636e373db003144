// The contract of a live server: fetched from it, or read from a file.
import { resolve } from "node:path";
import type { Contract } from "../../schema/contract.js";
import { isContract } from "../breaking/contract-shape.js";
import { readContractFile } from "../contract-file.js";
import { isRecord, parseJson } from "../parse-json.js";
import { errorOf, strange } from "./answer.js";
import { LiveFailure } from "./failure.js";
import { printable } from "./printable.js";
import type { LiveServer } from "./server.js";

/** The contract; or why the server keeps it to itself, which ends nothing that can do without. */
export type Found = { readonly contract: Contract } | { readonly kept: string };

/**
 * Finds the contract: the file that the user names, else what the server gives.
 * @throws LiveFailure AG114, AG261, AG262
 */
export async function findContract(
  server: LiveServer,
  { contract, cwd, signal }: { readonly contract?: string; readonly cwd: string; readonly signal: AbortSignal },
): Promise<Found> {
  if (contract !== undefined) {
    const file = resolve(cwd, contract);
    const read = readContractFile(file);
    if ("code" in read) throw new LiveFailure(read);
    if (isContract(read)) return { contract: read };
    throw new LiveFailure("AG262", `${file} is not a contract.`, "Name the contract.json of a generated folder.");
  }
  const answer = await server.ask("/contract.json", { signal });
  let body: unknown;
  try {
    body = parseJson(answer.text);
  } catch {
    throw strange(answer, server.url);
  }
  if (answer.status === 200) {
    if (isContract(body)) return { contract: body };
    const mend = "Name the URL that clients are created with, or use the version of actorgen that the server uses.";
    const message = `${server.url}/contract.json is not a contract that this version of actorgen can read.`;
    throw new LiveFailure("AG262", message, mend);
  }
  const error = isRecord(body) ? errorOf(body["error"]) : undefined;
  if (error === undefined) throw strange(answer, server.url);
  return { kept: `${printable(error.code)}: ${printable(error.message)}` };
}

/** What can be done where the contract is needed and kept. */
export function needsContract(kept: string, instead: string): LiveFailure {
  const mend = `${instead} Or name a contract with --contract generated/contract.json; or let the server give its own: serve(actors, { contract: true }), and --header for who may have it.`;
  return new LiveFailure("AG263", `The server does not give its contract (${kept}).`, mend);
}
