// Drafts: changes are made on a copy-on-write draft and become real only when the turn commits. The one door to mutative.
import { apply, create, type Draft as MutativeDraft, type Patches } from "mutative";

const options = { enablePatches: true } as const;

/** What a draft came to. `paths` are where it changed, as `CheckState` takes them. */
export interface Changed {
  readonly value: unknown;
  readonly paths: (string | number)[][];
}

/** A draft of one value. Made when the value is first touched; dropped without a trace when the turn fails. */
export class Draft {
  readonly base: unknown;
  /** Reads and writes go through `box.value`, so that the value itself can be replaced, also one that is no object. */
  readonly box: MutativeDraft<{ value: unknown }>;
  readonly #finish: () => [{ value: unknown }, Patches<true>, Patches<true>];

  constructor(base: unknown) {
    this.base = base;
    const [draft, finish] = create({ value: base }, options);
    this.box = draft;
    this.#finish = finish;
  }

  /**
   * Ends the draft; `undefined` when nothing changed. Where `current` is no longer the base, because another turn
   * committed meanwhile, the changes are made again on `current`.
   * @throws Error when they no longer fit there
   */
  finish(current: unknown): Changed | undefined {
    const [box, patches] = this.#finish();
    if (patches.length === 0) return undefined;
    const paths = patches.map(({ path }) => path.slice(1));
    return { value: (current === this.base ? box : apply({ value: current }, patches)).value, paths };
  }
}

/** Freezes plain data to the bottom: small data that is also read outside of turns. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}
