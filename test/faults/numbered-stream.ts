// The oracle for events: every number of a stream, once and in order.

/** One stream as one client hears it. */
export class NumberedStream {
  readonly #name: string;
  readonly #violations: string[];
  #last = 0;
  /** Numbers that were heard, right or wrong. */
  heard = 0;
  /** Numbers that never came, that came again, or that came after a later one. */
  missed = 0;
  doubled = 0;

  /** What is wrong goes to `violations`, as a sentence. */
  constructor(name: string, violations: string[]) {
    this.#name = name;
    this.#violations = violations;
  }

  /** The highest number so far. */
  get last(): number {
    return this.#last;
  }

  /** The next number came. */
  take(n: number): void {
    this.heard++;
    if (n === this.#last + 1) this.#last = n;
    else if (n > this.#last) {
      this.missed += n - this.#last - 1;
      this.#violations.push(`${this.#name}: ${n} came after ${this.#last}`);
      this.#last = n;
    } else {
      this.doubled++;
      this.#violations.push(`${this.#name}: ${n} came again after ${this.#last}`);
    }
  }

  /** Nothing comes any more: everything up to `total` must have come, and no more. */
  end(total: number): void {
    if (this.#last < total) this.missed += total - this.#last;
    if (this.#last !== total) this.#violations.push(`${this.#name}: ended at ${this.#last} instead of ${total}`);
  }
}
