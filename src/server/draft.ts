// Drafts: changes are made on a copy-on-write draft and become real only when the turn commits. The one door to mutative.
import { apply, current, isDraft, isDraftable, makeCreator, type Patches } from "mutative";

const create = makeCreator({ enablePatches: true });

/** How a value differs from the one before: the patches of mutative, as plain data. */
export type StatePatches = Patches<true>;

/** Are these stored patches? */
export function isPatches(value: unknown): value is StatePatches {
  return Array.isArray(value) && value.every((patch) => typeof patch === "object" && patch !== null && "path" in patch);
}

/** What a draft came to. */
export interface Changed {
  readonly value: unknown;
  /** Where it changed, as `CheckState` takes them. */
  readonly paths: (string | number)[][];
  /** Absent where the value was replaced. */
  readonly patches: StatePatches | undefined;
}

/** A change on top of another. */
export function stacked(
  first: Pick<Changed, "patches">,
  { value, patches }: Changed,
): Pick<Changed, "value" | "patches"> {
  return { value, patches: first.patches && patches ? [...first.patches, ...patches] : undefined };
}

/** Makes the value of an earlier one. The paths of patches come from this module alone. */
export function applyPatches(value: unknown, patches: StatePatches): unknown {
  return isContainer(value) ? apply(value, patches) : value;
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
    if (this.#replaced) return value === now ? undefined : { value, paths: [[]], patches: undefined };
    if (patches.length === 0) return undefined;
    const paths = patches.map(({ path }) => path);
    return { value: now === this.base || !isContainer(now) ? value : apply(now, patches), paths, patches };
  }
}

/**
 * The patches, if they still mean the same once they were stored and read: what a set holds, and what a map has for a
 * key, is found by identity when it is an object.
 */
export function storable({ value, patches }: Pick<Changed, "value" | "patches">): StatePatches | undefined {
  const portable = patches?.every(({ path, value: part }) => {
    if (path.some((key) => typeof key === "object")) return false;
    return typeof part !== "object" || part === null || !(parentOf(value, path) instanceof Set);
  });
  return portable ? patches : undefined;
}

function parentOf(value: unknown, path: readonly (string | number)[]): unknown {
  let parent = value;
  for (const key of path.slice(0, -1)) {
    if (parent instanceof Map) parent = parent.get(key);
    else if (parent instanceof Set) return parent;
    else if (typeof parent === "object" && parent !== null) parent = Reflect.get(parent, key);
  }
  return parent;
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
