// Waiting with a bound: what does not happen in time fails with what was waited for.

/** Resolves after some milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Gives what the promise gives. Rejects after `ms` milliseconds with `what` was waited for. */
export async function within<Value>(
  ms: number,
  what: string | (() => string),
  promise: Promise<Value>,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Not within ${ms} ms: ${typeof what === "string" ? what : what()}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when `holds` does, asked every few milliseconds: for what has no event of its own. Rejects as `within`. */
export async function until(ms: number, what: string | (() => string), holds: () => boolean): Promise<void> {
  const deadline = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > deadline) {
      throw new Error(`Not within ${ms} ms: ${typeof what === "string" ? what : what()}`);
    }
    await pause(2);
  }
}
