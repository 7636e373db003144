// Chance from a seed: the same seed, the same choices.

/** A source of choices. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** At least 0 and less than 1. */
  number(): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `least` to `most`. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.number() * (most - least + 1));
  }

  /** True so many times out of one. */
  happens(probability: number): boolean {
    return this.number() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.number() * items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  }

  /** So many results, each different from the others. */
  distinct<Item>(count: number, make: () => Item): Item[] {
    const found = new Set<Item>();
    for (let tries = 0; found.size < count && tries < count * 20; tries++) found.add(make());
    return [...found];
  }
}
