// Tells a constant default from one that user code makes anew, by asking for it under two clocks and two dice.
import { isDeepStrictEqual } from "node:util";

/** The value if `make` gives the same one whatever the time and the dice say; `made` if not; `threw` if it throws. */
export type Probed = { readonly kind: "constant"; readonly value: unknown } | { readonly kind: "made" | "threw" };

/**
 * Calls `make` twice. Zod hides whether a default was given as a value or as a function, and a function such as
 * `() => new Date()` must not leave this moment's answer in the contract.
 */
export function probe(make: () => unknown): Probed {
  try {
    const first = under(clocks[0], 0.125, make);
    const second = under(clocks[1], 0.875, make);
    return isDeepStrictEqual(first, second) ? { kind: "constant", value: first } : { kind: "made" };
  } catch {
    return { kind: "threw" };
  }
}

const realDate = globalThis.Date;

// A proxy, so that what it makes are plain dates and `instanceof Date` stays true.
function clockAt(now: number): DateConstructor {
  return new Proxy(realDate, {
    construct: (target, args: unknown[], newTarget): object =>
      Reflect.construct(target, args.length === 0 ? [now] : args, newTarget),
    apply: () => new realDate(now).toString(),
    get: (target, key, receiver): unknown => (key === "now" ? () => now : Reflect.get(target, key, receiver)),
  });
}

const clocks = [clockAt(realDate.UTC(2001, 1, 3, 4, 5, 6, 7)), clockAt(realDate.UTC(2033, 7, 6, 5, 4, 3, 2))] as const;

function under(clock: DateConstructor, dice: number, make: () => unknown): unknown {
  const { Date: heldDate } = globalThis;
  const heldRandom = Math.random;
  globalThis.Date = clock;
  Math.random = () => dice;
  try {
    return make();
  } finally {
    globalThis.Date = heldDate;
    Math.random = heldRandom;
  }
}

/** The value if `make` gives the same one without looking at what it is given. */
export function probeUnasked(make: (context: never) => unknown): Probed {
  const context = new Proxy(
    {},
    {
      get: () => {
        throw new Error("The answer depends on the failure.");
      },
    },
  );
  return probe(() => Reflect.apply(make, undefined, [context]));
}
