// Turns what stands in the way of writing, and what --check found, into diagnostics.
import type { Diagnostic } from "../diagnostic.js";
import { PrintError } from "../print.js";
import type { Drift } from "./drift.js";
import { LockError, lockName } from "./lock.js";
import { ManifestError, manifestName } from "./manifest.js";
import type { Conflict } from "./plan.js";

const handEdited = "Undo the edit, or run with --force to overwrite the file; your own code belongs in another file.";
const foreign =
  "Move or rename the file, or choose another output folder; actorgen never overwrites a file that it did not write.";
const blocked =
  "Remove it, or choose another output folder; actorgen writes only into folders below the output folder.";
const regenerate = "Run actorgen and commit the result.";

/** Tells a path of the output folder relative to the project's root. */
type Place = (path: string) => string;

/** One error for each file in the way. */
export function conflictDiagnostics(conflicts: readonly Conflict[], place: Place): readonly Diagnostic[] {
  const kinds = {
    "hand-edited": { code: "AG130", mend: handEdited },
    foreign: { code: "AG131", mend: foreign },
    blocked: { code: "AG132", mend: blocked },
  } as const;
  return conflicts.map(({ path, kind, reason }) => ({
    ...kinds[kind],
    severity: "error",
    message: `${place(path)} stands in the way: ${reason}.`,
    file: place(path),
  }));
}

/** One error for each file that is not as it would be generated. */
export function driftDiagnostics(drift: readonly Drift[], place: Place): readonly Diagnostic[] {
  const kinds = {
    missing: { code: "AG140", says: "is missing", mend: regenerate },
    changed: { code: "AG141", says: "is not what the schemas say", mend: regenerate },
    stale: { code: "AG142", says: "is stale: it is not generated any more", mend: regenerate },
    "hand-edited": { code: "AG130", says: "was edited by hand", mend: handEdited },
    foreign: { code: "AG131", says: "was not written by actorgen", mend: foreign },
    blocked: { code: "AG132", says: "is not a file of the output folder", mend: blocked },
  } as const;
  return drift.map(({ path, kind }) => {
    const { code, says, mend } = kinds[kind];
    return { code, severity: "error", message: `${place(path)} ${says}.`, mend, file: place(path) };
  });
}

/**
 * The diagnostic of an error that writing threw.
 * @throws the error itself when it is not one of a known kind.
 */
export function failureDiagnostic(error: unknown, place: Place): Diagnostic {
  if (!(error instanceof Error)) throw error;
  const { message } = error;
  const severity = "error";
  if (error instanceof PrintError)
    return {
      code: "AG123",
      severity,
      message,
      mend: "Mend the template that emits this file; nothing was written.",
      file: place(error.path),
    };
  if (error instanceof ManifestError)
    return {
      code: "AG133",
      severity,
      message,
      mend: "Restore it from version control, or remove the output folder and run again.",
      file: place(manifestName),
    };
  if (error instanceof LockError)
    return {
      code: "AG134",
      severity,
      message,
      mend: "Wait for the other run, or remove this file if there is none.",
      file: place(lockName),
    };
  if (!("code" in error) || !("syscall" in error)) throw error;
  return {
    code: "AG135",
    severity,
    message: `The output folder cannot be written: ${message}.`,
    mend: "Make the folder writable, make room, or remove what stands in its place, and run again.",
  };
}
