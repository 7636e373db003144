// The default logger: one JSON line per entry on standard error, in pino's shape.
import type { Logger } from "../../server/host.js";

/** Levels as pino numbers them; entries below `info` are dropped. */
const levels = { debug: 20, info: 30, warn: 40, error: 50 } as const;

/** Writes lines with `write`; errors in the fields appear with type, message, stack and cause. */
export function createLogger(write: (line: string) => void = (line) => process.stderr.write(line)): Logger {
  const log = (level: number, fields: object, message: string): void => {
    if (level < levels.info) return;
    write(`${toJson({ level, time: Date.now(), ...fields, msg: message })}\n`);
  };
  return {
    debug: (fields, message) => log(levels.debug, fields, message),
    info: (fields, message) => log(levels.info, fields, message),
    warn: (fields, message) => log(levels.warn, fields, message),
    error: (fields, message) => log(levels.error, fields, message),
  };
}

/** The same logger with fields that every entry gets. */
export function childLogger(parent: Logger, fields: object): Logger {
  return {
    debug: (own, message) => parent.debug({ ...fields, ...own }, message),
    info: (own, message) => parent.info({ ...fields, ...own }, message),
    warn: (own, message) => parent.warn({ ...fields, ...own }, message),
    error: (own, message) => parent.error({ ...fields, ...own }, message),
  };
}

function toJson(entry: object): string {
  try {
    return JSON.stringify(entry, (_key, value: unknown) => (value instanceof Error ? errorFields(value) : value));
  } catch (error) {
    // Circular fields, a getter that throws: the entry is still worth a line.
    return JSON.stringify({
      level: levels.error,
      time: Date.now(),
      msg: `an entry could not be written: ${String(error)}`,
    });
  }
}

function errorFields(error: Error): object {
  const { name, message, stack, cause } = error;
  return { type: name, message, stack, ...(cause !== undefined && { cause }) };
}
