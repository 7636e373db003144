// One value of each source in turn, so that a long one starves none.

/** Goes round the sources until all are at their end. */
export function* interleaved(sources: readonly Iterator<unknown>[]): Generator<unknown> {
  let open = [...sources];
  while (open.length > 0) {
    const next: Iterator<unknown>[] = [];
    for (const source of open) {
      const { done, value } = source.next();
      if (done === true) continue;
      yield value;
      next.push(source);
    }
    open = next;
  }
}
