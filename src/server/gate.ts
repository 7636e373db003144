// The output gate: nothing of a turn leaves before its changes are durable, and turns leave in their order.

/** What a turn wants to send once it is committed. */
export interface Output {
  /** The changes are durable. */
  release(): void;
  /** They may not be. Nothing may leave but the failure. */
  fail(cause: unknown): void;
}

/** Outputs that wait for the same commit. */
interface Batch {
  readonly durable: Promise<void> | undefined;
  readonly outputs: Output[];
  /** Resolves when they have left. */
  readonly passed: Promise<void>;
}

/** One actor's gate. Memory is ahead of the store while a commit is under way; if one fails, all that came after it fails too. */
export class Gate {
  /** The newest that waits. */
  #last: Batch | undefined;
  #failure: { readonly cause: unknown } | undefined;
  readonly #broken: (cause: unknown) => void;

  /** `broken` is called once, when a commit failed: what is in memory may then not be used any more. */
  constructor(broken: (cause: unknown) => void) {
    this.#broken = broken;
  }

  /** Releases `output` when `durable` and everything before it is; at once, when there is nothing to wait for. */
  pass(durable: Promise<void> | undefined, output: Output): void {
    const last = this.#last;
    if (this.#failure) {
      output.fail(this.#failure.cause);
      return;
    }
    if (durable === undefined && last === undefined) {
      output.release();
      return;
    }
    // Stores give one promise for all that they commit at once.
    if (last && (durable === undefined || durable === last.durable)) {
      last.outputs.push(output);
      return;
    }
    const outputs = [output];
    const passed = Promise.all([last?.passed, durable]).then(
      () => this.#release(batch),
      (cause: unknown) => {
        const first = this.#failure === undefined;
        this.#failure ??= { cause };
        for (const waiting of outputs.splice(0)) waiting.fail(cause);
        if (first) this.#broken(cause);
        throw cause;
      },
    );
    const batch: Batch = { durable, outputs, passed };
    this.#last = batch;
    passed.catch(() => {});
  }

  // What an output causes may pass meanwhile, behind the others.
  #release(batch: Batch): void {
    for (const output of batch.outputs) output.release();
    batch.outputs.length = 0;
    if (this.#last === batch) this.#last = undefined;
  }

  /** Resolves when everything that waits has left or failed. */
  async drained(): Promise<void> {
    await this.#last?.passed.catch(() => {});
  }
}
