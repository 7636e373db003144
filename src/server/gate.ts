// The output gate: nothing of a turn leaves before its changes are durable, and turns leave in their order.

/** What a turn wants to send once it is committed. */
export interface Output {
  /** The changes are durable. */
  release(): void;
  /** They may not be. Nothing may leave but the failure. */
  fail(cause: unknown): void;
}

/** One actor's gate. Memory is ahead of the store while a commit is under way; if one fails, all that came after it fails too. */
export class Gate {
  #last: Promise<void> | undefined;
  readonly #broken: (cause: unknown) => void;

  /** `broken` is called once, when a commit failed: what is in memory may then not be used any more. */
  constructor(broken: (cause: unknown) => void) {
    this.#broken = broken;
  }

  /** Releases `output` when `durable` and everything before it is; at once, when there is nothing to wait for. */
  pass(durable: Promise<void> | undefined, output: Output): void {
    if (durable === undefined && this.#last === undefined) {
      output.release();
      return;
    }
    const passed = Promise.all([this.#last, durable]).then(
      () => output.release(),
      (cause: unknown) => {
        output.fail(cause);
        this.#broken(cause);
        throw cause;
      },
    );
    this.#last = passed;
    const done = (): void => {
      if (this.#last === passed) this.#last = undefined;
    };
    // A rejection stays in #last, so that nothing passes after it.
    passed.then(done, () => {});
  }

  /** Resolves when everything that waits has left or failed. */
  async drained(): Promise<void> {
    await this.#last?.catch(() => {});
  }
}
