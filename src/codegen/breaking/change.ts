// A change between two contracts: which rule it falls under, where it is, and what proves it.
import type { Place } from "../read/findings.js";
import type { ChangeSeverity, RuleId } from "./rules.js";

/** A payload that shows the harm, verified against the converters of both contracts. */
export interface Witness {
  /** The wire form; undefined is an absent value. */
  readonly payload: unknown;
  /** Where it is refused, from the root of the payload. */
  readonly path: readonly (string | number)[];
  /** Why it is refused, in Zod's words. */
  readonly reason: string;
  /** Who made it and who refuses it, such as `the old contract accepts, the new one refuses`. */
  readonly says: string;
}

/** One change. */
export interface Change {
  readonly rule: RuleId;
  readonly severity: ChangeSeverity;
  /** Name of the actor; empty for named types. */
  readonly actor: string;
  /** Where in the definition, such as `chatRoom.actions.sendMessage.args.text`. */
  readonly at: string;
  /** One sentence: what changed. */
  readonly message: string;
  /** A breaking change: what to do instead. */
  readonly mend?: string;
  readonly witness?: Witness;
  /** The line of a client that fails, such as `connection.sendMessage("a")`. */
  readonly call?: string;
  /** A difference that nothing shows to hurt and nothing shows to be harmless. It counts as breaking. */
  readonly unproven?: true;
  /** Where the new schema says it. */
  readonly place?: Place;
}
