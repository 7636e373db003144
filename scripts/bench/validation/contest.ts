// The contest: every contestant in a process of its own, so that none sees code that another one has warmed, in turn round by round.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Contestant } from "./contestant.js";
import { measure, medians, type Figure } from "./measure.js";
import { payloads, type Size } from "./payloads.js";
import { prove, type Proof } from "./prove.js";

/** One column of the table. */
export interface Job {
  readonly size: Size;
  readonly kind: "good" | "extra";
}

/** One row of the table. */
export interface Row {
  readonly contestant: Contestant;
  /** Absent for a baseline. */
  readonly proof?: Proof;
  /** One for each job. */
  readonly figures: readonly Figure[];
}

const warmUp = 4;

/** In the child: proves what the contestant does unless told not to, then measures what it is asked. */
export async function serve({ name, baseline, prepare }: Contestant, proving: boolean): Promise<void> {
  const checks = await prepare();
  const ready: Ready = baseline || !proving ? {} : { proof: prove(name, checks) };
  process.on("message", ({ size, kind }: Job) => process.send?.(measure(payloads[size][kind], checks[size])));
  process.send?.(ready);
}

interface Ready {
  readonly proof?: Proof;
}

// What a child of ours sends next; rejects when it ends instead.
async function next<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const exit = once(child, "exit", { signal: ended.signal }).then(([code]) =>
    Promise.reject(new Error(`A contestant exited with ${code}.`)),
  );
  const [message] = await Promise.race([once(child, "message", { signal: ended.signal }), exit]);
  exit.catch(() => undefined);
  ended.abort();
  // Both ends of the channel are in this file.
  return message as Message;
}

async function ask(child: ChildProcess, job: Job): Promise<Figure> {
  child.send(job);
  return next<Figure>(child);
}

async function start(entry: string, name: string, ...flags: readonly string[]): Promise<[ChildProcess, Ready]> {
  const child = fork(entry, ["--serve", name, ...flags]);
  return [child, await next<Ready>(child)];
}

/**
 * Runs the contest; `entry` is the script that serves a contestant for `--serve <name>`. With `goodOnly` a process that
 * measures has seen no bad value, so that the engine's code is made for good ones alone.
 */
export async function contest(
  contestants: readonly Contestant[],
  jobs: readonly Job[],
  rounds: number,
  entry: string,
  goodOnly: boolean,
): Promise<readonly Row[]> {
  const running = [];
  try {
    for (const contestant of contestants) {
      const [proven, ready] = await start(entry, contestant.name);
      if (goodOnly) proven.kill();
      const [child] = goodOnly ? await start(entry, contestant.name, "--unproven") : [proven];
      running.push({ contestant, child, rows: jobs.map((): Figure[] => []), ...ready });
    }
    for (let round = -warmUp; round < rounds; round++) {
      for (const [column, job] of jobs.entries()) {
        for (const { child, rows } of running) {
          const figure = await ask(child, job);
          if (round >= 0) rows[column]?.push(figure);
        }
      }
    }
  } finally {
    for (const { child } of running) child.kill();
  }
  return running.map(({ rows, ...row }) => ({ ...row, figures: rows.map(medians) }));
}
