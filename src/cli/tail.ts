// actorgen tail: the events of a live actor, a line each.
import type { TailNews } from "../codegen/live/tail-stream.js";
import { tail } from "../codegen/live/tail.js";
import { printable, printableJson } from "../codegen/live/printable.js";
import { tellFailure, tellRefusal, type LiveFlags } from "./live-errors.js";
import type { Terminal } from "./terminal.js";

/** The options of the command, as the command line gives them. */
export interface TailFlags extends LiveFlags {
  readonly json?: boolean;
  readonly count?: number;
  readonly silent?: boolean;
}

/** Whose events. */
export interface TailTarget {
  readonly url: string;
  readonly actor: string;
  readonly key: string;
  /** None: all. */
  readonly events: readonly string[];
}

/** Runs the command until it has enough, time is over, or someone presses Ctrl-C. Gives the exit code. */
export async function tailCommand(target: TailTarget, flags: TailFlags, terminal: Terminal): Promise<number> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  let isOver = false;
  const timeUp = (): void => {
    isOver = true;
    stop();
  };
  const timer = flags.timeout === undefined ? undefined : setTimeout(timeUp, flags.timeout * 1000);
  process.once("SIGINT", stop).once("SIGTERM", stop);
  // Whoever read the lines went away, as `head` does.
  process.stdout.on("error", stop);
  const teller = new Teller(target, flags, terminal);
  const { params, contract, mustExist } = flags;
  try {
    const end = await tail({
      ...target,
      cwd: terminal.cwd,
      headers: flags.header ?? [],
      signal: stopping.signal,
      onNews: (news) => teller.tell(news),
      ...(params !== undefined && { params }),
      ...(contract !== undefined && { contract }),
      ...(mustExist !== undefined && { mustExist }),
    });
    if (end.is === "refused") return tellRefusal(end.error, flags, terminal);
    if (end.is === "closed") {
      terminal.err(`The server ended the connection${end.reason === "" ? "" : `: ${end.reason}`}.\n`);
      return 1;
    }
    if (isOver && !end.wasOpen) {
      terminal.err(`${target.url} did not answer in time.\n`);
      return 2;
    }
    return isOver && teller.isShort ? 1 : 0;
  } catch (error) {
    return tellFailure(error, flags, terminal);
  } finally {
    clearTimeout(timer);
    process.off("SIGINT", stop).off("SIGTERM", stop);
    process.stdout.off("error", stop);
  }
}

/** Writes events to standard output, and what becomes of the connection to standard error. */
class Teller {
  readonly #target: TailTarget;
  readonly #flags: TailFlags;
  readonly #terminal: Terminal;
  #told = 0;
  #wasLost = false;

  constructor(target: TailTarget, flags: TailFlags, terminal: Terminal) {
    this.#target = target;
    this.#flags = flags;
    this.#terminal = terminal;
  }

  /** Are there fewer events than were asked for? */
  get isShort(): boolean {
    return this.#flags.count !== undefined && this.#told < this.#flags.count;
  }

  tell(news: TailNews): "enough" | undefined {
    if (news.is === "event") {
      this.#terminal.out(`${this.#line(news)}\n`);
      this.#told++;
      return this.#told === this.#flags.count ? "enough" : undefined;
    }
    const text = this.#flags.silent === true && news.is !== "error" ? undefined : this.#message(news);
    if (text !== undefined) this.#terminal.err(`${text}\n`);
    return undefined;
  }

  #line({ event, payload, at }: TailNews & { readonly is: "event" }): string {
    if (this.#flags.json === true) return printableJson({ event, payload, at });
    const { bold, dim } = this.#terminal.dataColours;
    const time = dim(at.toTimeString().slice(0, 8));
    return `${time}  ${bold(printable(event))}${payload === undefined ? "" : `  ${printableJson(payload)}`}`;
  }

  #message(news: Exclude<TailNews, { readonly is: "event" }>): string {
    const { dim, green, yellow, red } = this.#terminal.colours;
    if (news.is === "open") {
      const word = this.#wasLost ? "back" : "listening";
      const { actor, key } = this.#target;
      return `${green(word)}  ${printable(`${actor} ${key}: ${news.events.join(", ") || "no events"}`)}`;
    }
    if (news.is === "lost") {
      this.#wasLost = true;
      return `${yellow("lost")}  ${printable(news.reason)} ${dim(`(again in ${news.wait} ms)`)}`;
    }
    if (news.is === "gap") return `${yellow("missed")}  Events that the server no longer has.`;
    if (news.is === "unchecked")
      return dim(`The server does not give its contract (${news.reason}): names are not checked.`);
    const { event, error } = news;
    return `${red(printable(error.code))}  ${event === undefined ? "" : `${printable(event)}: `}${printable(error.message)}`;
  }
}
