// Failures: what a caller may learn of an error, and what stays in the log.
import { ActorError, errorCodes, type ErrorCode, type WireError } from "../protocol/errors.js";
import { maxIssues, type Issue } from "../protocol/issue.js";
import type { Logger } from "./host.js";
import { UserError } from "./user-error.js";

/** An error of the runtime's own, which may reach the caller by its code. */
export class Refusal extends ActorError {
  constructor(code: ErrorCode, message?: string, issues?: readonly Issue[], options?: ErrorOptions) {
    super({ code, message: message ?? errorCodes[code].means, ...(issues && { issues }) }, options);
  }
}

/** A declared error on its way from `c.errors.<code>(data)` to the caller; `data` is in wire form already. */
export class DeclaredError extends ActorError {}

/** An error as it goes over the wire. Of what is no ActorError, only that something failed. */
export function wireError(error: unknown): WireError {
  if (!(error instanceof ActorError)) return { code: "internal_error", message: errorCodes.internal_error.means };
  const { code, message, issues, data, metadata, ref } = error;
  return {
    code,
    message,
    ...(issues && { issues }),
    ...(data !== undefined && { data }),
    ...(metadata !== undefined && { metadata }),
    ...(ref !== undefined && { ref }),
  };
}

/** What the log gets of an error: no values. */
export function loggable({ code, message, ref, issues }: WireError): WireError {
  return { code, message, ...(ref !== undefined && { ref }), ...(issues && { issues }) };
}

// Loggers print all that hangs on an error: of ours that would be the values that they carry.
function withoutValues(error: unknown): unknown {
  if (!(error instanceof ActorError) && !(error instanceof UserError)) return error;
  if (error.metadata === undefined && !("data" in error && error.data !== undefined)) return error;
  const { name, message, stack, code, cause } = error;
  const told = new Error(message, cause === undefined ? {} : { cause: withoutValues(cause) });
  return Object.assign(told, { name, stack, code });
}

/** Refuses values: the message is that of the first issue. */
export function refusedValues(code: ErrorCode, issues: readonly Issue[], mismatch = false): WireError {
  const first = issues[0];
  const where = first && first.path.length > 0 ? `${first.path.join(".")}: ` : "";
  const message = `${where}${first?.message ?? errorCodes[code].means}`;
  const kept = issues.slice(0, maxIssues);
  if (!mismatch) return { code, message, issues: kept };
  const hint = "Client and server were generated from different schemas: regenerate the client.";
  return { code: "contract_mismatch", message: `${message}. ${hint}`, issues: kept };
}

/** Codes whose issues describe the server's own values: they go to the log, under a `ref`. */
const serverFaults = ["invalid_result", "invalid_event", "invalid_state", "state_incompatible"] as const;

/** What the caller gets for what was thrown. Anything that is not meant for callers is logged under a `ref`. */
export function toWireError(thrown: unknown, log: Logger, newRef: () => string, fields: object): WireError {
  if (thrown instanceof DeclaredError) {
    return { code: thrown.code, message: thrown.message, ...(thrown.data !== undefined && { data: thrown.data }) };
  }
  if (thrown instanceof UserError) {
    if (isJson(thrown.metadata)) {
      const { code, message, metadata } = thrown;
      return { code, message, ...(metadata !== undefined && { metadata }) };
    }
    return logged(
      "internal_error",
      new Error("The metadata of a UserError is not JSON.", { cause: withoutValues(thrown) }),
    );
  }
  if (thrown instanceof Refusal) {
    const fault = serverFaults.find((code) => code === thrown.code);
    if (fault) return logged(fault, thrown, thrown.issues);
    return { code: thrown.code, message: thrown.message, ...(thrown.issues && { issues: thrown.issues }) };
  }
  return logged("internal_error", thrown);

  function logged(code: ErrorCode, cause: unknown, issues?: readonly Issue[]): WireError {
    const ref = newRef();
    log.error({ ...fields, ref, code, err: withoutValues(cause), ...(issues && { issues }) }, "a handler failed");
    return { code, message: errorCodes[code].means, ref };
  }
}

function isJson(value: unknown): boolean {
  if (value === undefined) return true;
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
