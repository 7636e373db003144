// Globals: while a harness is open, `Date` tells its time and the platform's randomness comes from its seed.
import type { Chance } from "./chance.js";

/** What the globals show. */
interface Source {
  readonly clock: { now(): number };
  readonly chance: Chance;
}

// Of the harnesses that are open, the newest is shown.
const open: Source[] = [];
let restore = (): void => {};

/** Shows a harness. Gives how to stop: the platform's own come back with the last. */
export function showGlobally(source: Source): () => void {
  if (open.length === 0) restore = replace();
  open.push(source);
  return () => {
    const at = open.indexOf(source);
    if (at < 0) return;
    open.splice(at, 1);
    if (open.length === 0) restore();
  };
}

function replace(): () => void {
  const { Date: RealDate, Math: math, crypto } = globalThis;
  const { random } = math;
  const owned = ["randomUUID", "getRandomValues"].map(
    (name) => [name, Object.getOwnPropertyDescriptor(crypto, name)] as const,
  );
  const shown = (): Source | undefined => open.at(-1);
  const now = (): number => shown()?.clock.now() ?? RealDate.now();
  // A proxy, and not a class: what it makes are dates like any other, whoever asks with `instanceof`.
  const FakeDate = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, caller) => {
      const made: object = Reflect.construct(
        target,
        args.length > 0 ? args : [now()],
        caller === FakeDate ? target : caller,
      );
      return made;
    },
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  globalThis.Date = FakeDate;
  const fakeRandom = (): number => shown()?.chance.number() ?? random();
  math.random = fakeRandom;
  // When nobody is shown any more, the platform's own are back in their place.
  const randomUUID: typeof crypto.randomUUID = () => shown()?.chance.uuid() ?? crypto.randomUUID();
  const getRandomValues: typeof crypto.getRandomValues = (array) => {
    const source = shown();
    if (!source || !ArrayBuffer.isView(array)) return crypto.getRandomValues(array);
    source.chance.fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return array;
  };
  Object.defineProperties(crypto, {
    randomUUID: { value: randomUUID, configurable: true },
    getRandomValues: { value: getRandomValues, configurable: true },
  });
  return () => {
    // Whoever replaced them meanwhile keeps their own.
    if (globalThis.Date === FakeDate) globalThis.Date = RealDate;
    if (math.random === fakeRandom) math.random = random;
    for (const [name, before] of owned) {
      if (before) Object.defineProperty(crypto, name, before);
      else Reflect.deleteProperty(crypto, name);
    }
  };
}
