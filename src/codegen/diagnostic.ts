// A diagnostic: one finding of the generator about a schema, with where it is and how to mend it.

/** How bad it is: an error stops the run before anything is written. */
export type Severity = "error" | "warning";

/** One finding. */
export interface Diagnostic {
  /** Stable, such as `AG012`; `actorgen explain AG012` tells more. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, with what was expected and what came. */
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  /** Where in the definition, such as `chatRoom.actions.sendMessage.args.text`. */
  readonly at?: string;
  /** Where in the source: posix path as in `SourceModule.source`, line and column from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}
