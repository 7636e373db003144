// Traces of strace: which bytes went to files and sockets, and when files were synced.

/** One system call: where its line begins and, for those that another thread interrupted, where it ended. */
export interface SystemCall {
  readonly name: string;
  /** The file or socket, as strace shows it. */
  readonly target: string;
  readonly rest: string;
  readonly start: number;
  readonly end: number;
}

/** Reads the output of `strace -f -y`. */
export function readTrace(text: string): SystemCall[] {
  const found: SystemCall[] = [];
  const unfinished = new Map<string, { readonly line: string; readonly start: number }>();
  for (const [at, line] of text.split("\n").entries()) {
    const [, thread = "", content = ""] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const open = content.endsWith("<unfinished ...>");
    if (open) unfinished.set(thread, { line: content, start: at });
    else {
      const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(content);
      const begun = resumed ? unfinished.get(thread) : { line: content, start: at };
      if (resumed) unfinished.delete(thread);
      if (!begun) continue;
      const [, name, target] = /^(\w+)\(\d+<([^>]*)>/.exec(begun.line) ?? [];
      if (name === undefined || target === undefined) continue;
      found.push({ name, target, rest: begun.line + (resumed?.[1] ?? ""), start: begun.start, end: at });
    }
  }
  return found;
}

/** Which marks left by a socket before a file that holds them was synced. A mark that is in no file counts as well. */
export function orderViolations(
  trace: readonly SystemCall[],
  marks: readonly string[],
): { readonly failures: string[]; readonly checked: number; readonly syncs: number } {
  const isSocket = ({ target }: SystemCall): boolean => /^(socket|TCP|TCPv6|UNIX)/.test(target);
  const isSync = ({ name }: SystemCall): boolean => name === "fsync" || name === "fdatasync";
  const syncs = trace.filter(isSync);
  const written = new Map<string, SystemCall>();
  const sent = new Map<string, SystemCall>();
  for (const call of trace) {
    if (isSync(call)) continue;
    const into = isSocket(call) ? sent : written;
    for (const [mark] of call.rest.matchAll(/mark-\d+-\d+-end/g)) if (!into.has(mark)) into.set(mark, call);
  }
  const failures: string[] = [];
  let checked = 0;
  for (const mark of marks) {
    const reply = sent.get(mark);
    const commit = written.get(mark);
    if (!reply) failures.push(`the reply with ${mark} is not in the trace`);
    else if (!commit) failures.push(`${mark} was sent, and is in no write to a file`);
    else {
      const synced = syncs.some(
        ({ target, start, end }) => target === commit.target && start > commit.end && end < reply.start,
      );
      if (synced) checked++;
      else failures.push(`${mark} was sent before the sync of ${commit.target}`);
    }
  }
  return { failures, checked, syncs: syncs.length };
}
