// Why a command that speaks to a server cannot go on: wrong use, or a server that is not there or is something else.
import type { Diagnostic } from "../diagnostic.js";
import type { liveCodes } from "./codes.js";

/** The codes of such failures. */
export type LiveCode = keyof typeof liveCodes;

/** Carries a finding to where it is told. What a server refuses is no failure but an answer. */
export class LiveFailure extends Error {
  override readonly name: string = "LiveFailure";
  readonly diagnostic: Diagnostic;

  constructor(code: LiveCode | Diagnostic, message = "", mend = "") {
    const diagnostic = typeof code === "string" ? { code, severity: "error" as const, message, mend } : code;
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}
