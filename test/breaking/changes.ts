// Compares two versions of schemas in memory, as text that tests can read.
import { compareContracts } from "../../src/codegen/breaking/compare.js";
import type { Change } from "../../src/codegen/breaking/change.js";
import type { Contracts } from "../../src/codegen/breaking/validators.js";
import { readContract } from "../../src/codegen/read/index.js";
import { defineActor, type ActorDefinition, type Schema } from "../../src/schema/index.js";

/** The contracts of one actor named `room`, and of named types. */
export function contractsOf(room: ActorDefinition, types: Readonly<Record<string, Schema>> = {}): Contracts {
  const exports = { room: defineActor({ ...room }), ...types };
  const { contract, server, diagnostics } = readContract([{ source: "room.ts", exports }]);
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return { contract, server };
}

/** All changes between two versions of the actor `room`. */
export async function changesOf(old: ActorDefinition, now: ActorDefinition): Promise<readonly Change[]> {
  return await compareContracts(contractsOf(old), contractsOf(now));
}

/** Each change as `rule at`, with `unproven` or the witness behind it. */
export async function told(old: ActorDefinition, now: ActorDefinition): Promise<readonly string[]> {
  return (await changesOf(old, now)).map(({ rule, at, unproven, witness }) => {
    const proof =
      unproven === true ? " unproven" : witness === undefined ? "" : ` ${JSON.stringify(witness.payload) ?? "nothing"}`;
    return `${rule} ${at}${proof}`;
  });
}
