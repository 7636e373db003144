// The log of a harness: keeps every entry, and knows which errors nobody has looked at.
import type { Logger } from "../server/host.js";
import type { LogEntry, ServerError } from "./types.js";

/** What the server of one harness logged. */
export class TestLog {
  readonly entries: LogEntry[] = [];
  readonly #errors: ServerError[] = [];
  #seen = 0;

  /** The errors; from now on they count as looked at. */
  errors(): readonly ServerError[] {
    this.#seen = this.#errors.length;
    return [...this.#errors];
  }

  /** The errors that nobody has looked at. */
  unseen(): readonly ServerError[] {
    return this.#errors.slice(this.#seen);
  }

  /** A logger whose entries get `fields`, for as long as `alive`. */
  logger(fields: object, alive: () => boolean = () => true): Logger {
    const write =
      (level: LogEntry["level"]) =>
      (own: object, message: string): void => {
        if (alive()) this.#write({ level, message, fields: { ...fields, ...own } });
      };
    return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  }

  #write(entry: LogEntry): void {
    this.entries.push(entry);
    if (entry.level !== "error") return;
    const { message, fields } = entry;
    const { ref, err } = fields;
    this.#errors.push({ message, fields, ref: typeof ref === "string" ? ref : undefined, cause: err });
  }
}
