// Collects diagnostics, each once, with where it is in the definition and in the source.
import { diagnosticCodes, type CodeEntry, type DiagnosticCode } from "../codes.js";
import type { Diagnostic } from "../diagnostic.js";

/** A place in a source file. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Finds the place of a path in a definition, or of the nearest part around it. */
export type Locate = (path: readonly string[]) => Place | undefined;

/** The diagnostics of one run. */
export class Findings {
  readonly #locate: Locate;
  readonly #found = new Map<string, Diagnostic>();

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  /** Adds a finding at `path`; the same finding at the same path counts once. */
  add(code: DiagnosticCode, message: string, path: readonly string[], place = this.#locate(path)): void {
    const at = pathText(path);
    const key = JSON.stringify([code, at, place?.file]);
    if (this.#found.has(key)) return;
    const { mend, severity = "error" }: CodeEntry = diagnosticCodes[code];
    this.#found.set(key, {
      code,
      severity,
      message,
      mend,
      ...(at !== "" && { at }),
      ...place,
    });
  }

  /** How many there are. */
  get count(): number {
    return this.#found.size;
  }

  /** All findings, by file and place. */
  sorted(): readonly Diagnostic[] {
    return [...this.#found.values()].sort(
      (one, other) =>
        compare(one.file ?? "", other.file ?? "") ||
        (one.line ?? 0) - (other.line ?? 0) ||
        (one.column ?? 0) - (other.column ?? 0) ||
        compare(one.at ?? "", other.at ?? "") ||
        compare(one.code, other.code),
    );
  }
}

/** `["chatRoom", "events", "tick", "[]", "at"]` as `chatRoom.events.tick[].at`. */
export function pathText(path: readonly string[]): string {
  return path.reduce((text, part) => (text === "" || /^[[<|]/.test(part) ? text + part : `${text}.${part}`), "");
}

/** Order by UTF-16 units, the same in every locale. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
