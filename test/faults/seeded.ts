// Random numbers that a printed seed brings back.

/** At least 0 and less than 1, the same ones for the same seed (mulberry32). */
export type Random = () => number;

/** Random numbers from a seed, any integer. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to, but not including, `below`. */
export function integer(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** One of a list that is not empty. */
export function pick<Item>(random: Random, list: readonly Item[]): Item {
  const item = list[integer(random, list.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

/** The list in another order. */
export function shuffled<Item>(random: Random, list: readonly Item[]): Item[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
