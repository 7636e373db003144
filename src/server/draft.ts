// Drafts: changes are made on a copy-on-write draft and become real only when the turn commits. The one door to mutative.
import { apply, current, isDraft, isDraftable, makeCreator, type Patches } from "mutative";

const create = makeCreator({ enablePatches: true });

/** What a draft came to. `paths` are where it changed, as `CheckState` takes them. */
export interface Changed {
  readonly value: unknown;
  readonly paths: (string | number)[][];
}

/** A draft of one value. Made when the value is first touched; dropped without a trace when the turn fails. */
export class Draft {
  readonly base: unknown;
  #draft: unknown;
  /** Absent for a value that is no object: there is nothing to change in it. */
  #finish: (() => [unknown, Patches<true>, Patches<true>]) | undefined;
  #replaced = false;

  constructor(base: unknown) {
    this.base = base;
    this.#begin(base);
  }

  #begin(value: unknown): void {
    this.#draft = value;
    this.#finish = undefined;
    if (isContainer(value)) [this.#draft, this.#finish] = create(value);
  }

  /** Reads and writes below the value go through this. */
  get value(): unknown {
    return this.#draft;
  }

  /** Replaces the value altogether; it may be made of parts of the old one. */
  set value(value: unknown) {
    this.#begin(withoutDrafts(value));
    this.#replaced = true;
  }

  /**
   * Ends the draft; `undefined` when nothing changed. Where `now` is no longer the base, because another turn
   * committed meanwhile, the changes are made again on `now`.
   * @throws Error when they no longer fit there
   */
  finish(now: unknown): Changed | undefined {
    const [value, patches] = this.#finish ? this.#finish() : [this.#draft, []];
    if (this.#replaced) return value === now ? undefined : { value, paths: [[]] };
    if (patches.length === 0) return undefined;
    const paths = patches.map(({ path }) => path);
    return { value: now === this.base || !isContainer(now) ? value : apply(now, patches), paths };
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null && isDraftable(value);
}

// What stays of a draft when its own is over.
function withoutDrafts(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isDraft(value)) return current(value);
  if (Array.isArray(value)) return value.map(withoutDrafts);
  if (value instanceof Map) {
    const entries: [unknown, unknown][] = Array.from(value, ([key, item]) => [key, withoutDrafts(item)]);
    return new Map(entries);
  }
  if (value instanceof Set) return new Set([...value].map(withoutDrafts));
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutDrafts(item)]));
}

/**
 * A value that is only read from now on, with plain data where it is a draft or a list of drafts: reading a draft costs
 * many times as much, and what lies deeper stays right either way.
 */
export function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isDraft(value)) return current(value);
  return Array.isArray(value) && value.some((item) => isDraft(item)) ? value.map(plain) : value;
}

/** Freezes plain data to the bottom: small data that is also read outside of turns. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}
