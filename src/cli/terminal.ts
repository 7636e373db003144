// Where the command line writes: messages to stderr, data to stdout, colours only for people.
import picocolors from "picocolors";
import type { Colours } from "../codegen/report/render.js";

/** The two streams of a process, and what they can show. */
export interface Terminal {
  /** Absolute folder in which the command was given. */
  readonly cwd: string;
  /** Writes data. */
  readonly out: (text: string) => void;
  /** Writes a message. */
  readonly err: (text: string) => void;
  /** Of messages. */
  readonly colours: Colours;
  /** Of data. */
  readonly dataColours: Colours;
  /** Does someone sit there who can be asked? Absent: no. */
  readonly asks?: boolean;
  /** Does someone watch the messages, so that a line of them may come and go? Absent: no, as in CI. */
  readonly isWatched?: boolean;
  /** Does someone read the data, so that it is laid out for people? Absent: no, a program does. */
  readonly isRead?: boolean;
}

/** The terminal of this process. Colours follow `NO_COLOR`, `FORCE_COLOR` and whether the stream is a terminal. */
export function processTerminal(): Terminal {
  const { env, stdout, stderr } = process;
  const wants = (stream: { readonly isTTY?: boolean }): boolean =>
    !env["NO_COLOR"] &&
    env["FORCE_COLOR"] !== "0" &&
    (Boolean(env["FORCE_COLOR"]) || (stream.isTTY === true && env["TERM"] !== "dumb"));
  return {
    cwd: process.cwd(),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    colours: picocolors.createColors(wants(stderr)),
    dataColours: picocolors.createColors(wants(stdout)),
    asks: process.stdin.isTTY === true && stdout.isTTY === true && !isCi(env),
    isWatched: stderr.isTTY === true && env["TERM"] !== "dumb" && !isCi(env),
    isRead: stdout.isTTY === true,
  };
}

function isCi(env: NodeJS.ProcessEnv): boolean {
  return !["", "0", "false", undefined].includes(env["CI"]);
}
