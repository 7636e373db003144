// Histories of appends and reads of lists, and the check whether one order of them explains all that was seen.

/** One operation on one list. Times are of one clock on which no two are equal. */
export interface Operation {
  readonly list: string;
  readonly start: number;
  /** Infinity: whether and when it happened is not known. */
  readonly end: number;
  /** Values are appended once only. */
  readonly append?: string;
  /** Where the append says that its value stands, from 1; absent when it said nothing. */
  readonly place?: number;
  /** What a read gave. */
  readonly read?: readonly string[];
}

/** Records operations of clients in one process. */
export class History {
  readonly operations: Operation[] = [];
  #time = 0;

  /** Runs an append. What it rejects with counts as an unknown outcome, and is given back. */
  async append(list: string, value: string, run: () => Promise<number>): Promise<unknown> {
    const start = this.#time++;
    try {
      const place = await run();
      this.operations.push({ list, start, end: this.#time++, append: value, place });
      return undefined;
    } catch (error) {
      this.operations.push({ list, start, end: Infinity, append: value });
      return error;
    }
  }

  /** Runs a read. One that fails has seen nothing; why is given back. */
  async read(list: string, run: () => Promise<readonly string[]>): Promise<unknown> {
    const start = this.#time++;
    try {
      const read = await run();
      this.operations.push({ list, start, end: this.#time++, read });
      return undefined;
    } catch (error) {
      return error;
    }
  }
}

/**
 * Why a history is not linearizable; empty when it is. Values are appended once, so the lists themselves tell the order:
 * an append that made place p comes before a read of p values, and that before the append of place p + 1. What remains
 * is that no operation that began after another had ended may come before it. (Lists are independent of one another.)
 * The history must hold a read of each list after everything else, so that the whole order is known.
 */
export function violations(history: readonly Operation[]): string[] {
  const found: string[] = [];
  for (const [list, operations] of groupByList(history)) found.push(...violationsOf(list, operations));
  return found;
}

function violationsOf(list: string, operations: readonly Operation[]): string[] {
  const found: string[] = [];
  const wrong = (what: string): void => void found.push(`list ${list}: ${what}`);
  const longest = operations.reduce<readonly string[]>(
    (most, { read = [] }) => (read.length > most.length ? read : most),
    [],
  );
  const places = new Map<string, number>();
  for (const [index, value] of longest.entries()) {
    if (places.has(value)) wrong(`${value} was applied twice`);
    else places.set(value, index + 1);
  }
  const attempted = new Set(operations.map(({ append }) => append));
  for (const value of longest) if (!attempted.has(value)) wrong(`${value} was never appended`);
  const ranked: { readonly operation: Operation; readonly rank: number }[] = [];
  for (const operation of operations) {
    const { append, place, read, end } = operation;
    if (read) {
      if (read.some((value, index) => value !== longest[index])) wrong(`a read of ${read.length} is no prefix`);
      ranked.push({ operation, rank: 2 * read.length + 1 });
      continue;
    }
    const at = places.get(append ?? "");
    if (at !== undefined) ranked.push({ operation, rank: 2 * at });
    else if (end < Infinity) wrong(`${append} was acknowledged and is lost`);
    if (at !== undefined && place !== undefined && place !== at) wrong(`${append} said ${place} and stands at ${at}`);
  }
  ranked.sort((a, b) => a.operation.start - b.operation.start);
  const byEnd = [...ranked].sort((a, b) => a.operation.end - b.operation.end);
  let ended = 0;
  let latest: (typeof ranked)[number] | undefined;
  for (const next of ranked) {
    for (let done = byEnd[ended]; done && done.operation.end < next.operation.start; done = byEnd[++ended]) {
      if (!latest || done.rank > latest.rank) latest = done;
    }
    if (latest && latest.rank > next.rank) {
      wrong(`${text(next.operation)} began after ${text(latest.operation)} had ended, and comes before it`);
    }
  }
  return found;
}

function text({ append, read }: Operation): string {
  return append === undefined ? `a read of ${read?.length}` : `the append of ${append}`;
}

function groupByList(history: readonly Operation[]): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of history) {
    const group = groups.get(operation.list);
    if (group) group.push(operation);
    else groups.set(operation.list, [operation]);
  }
  return groups;
}
