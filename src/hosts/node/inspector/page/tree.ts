// A value as a tree that opens and closes. It stays as it was opened when the value changes.
import { el, fill } from "./dom.js";

/** Members that are shown of one value until more are asked for. */
const step = 100;
/** Values down to this depth are open at first, if they are small. */
const openDepth = 2;

/** One tree, of one value at a time. */
export class Tree {
  readonly element: HTMLElement = el("div", { class: "tree" });
  /** By path: opened or closed by hand. */
  readonly #toggled = new Map<string, boolean>();
  /** By path: how many members are shown. */
  readonly #shown = new Map<string, number>();
  #text = "";
  #value: unknown;

  /** Shows a value; the same one again changes nothing. What changed is marked for a moment. */
  show(value: unknown): void {
    const text = JSON.stringify(value) ?? "";
    if (text === this.#text && this.element.firstChild) return;
    const before = this.#value;
    const isFirst = this.#text === "";
    this.#text = text;
    this.#value = value;
    fill(this.element, this.#node(undefined, value, "$", 0, isFirst ? value : before));
  }

  /** Another value altogether: nothing is opened by hand, nothing has changed. */
  reset(): void {
    this.#toggled.clear();
    this.#shown.clear();
    this.#text = "";
    fill(this.element);
  }

  #node(name: string | undefined, value: unknown, path: string, depth: number, before: unknown): HTMLElement {
    const label = name === undefined ? undefined : el("span", { class: "name" }, name, ":\u00a0");
    const entries = membersOf(value);
    if (!entries || entries.length === 0) {
      const isChanged = typeof value !== "object" && value !== before;
      return el("div", { class: isChanged ? "leaf changed" : "leaf" }, label, leaf(value));
    }
    const members = (): HTMLElement => this.#members(entries, path, depth, before);
    // What the tree is of needs no line of its own.
    if (name === undefined) return members();
    const isOpen = this.#toggled.get(path) ?? (depth < openDepth && entries.length <= 50);
    const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
    const summary = el(
      "summary",
      {},
      label,
      el("span", { class: "soft" }, size),
      el("span", { class: "brief" }, brief(value)),
    );
    const details = el("details", {}, summary, isOpen && members());
    details.open = isOpen;
    details.addEventListener("toggle", () => {
      if (details.open === isOpen && !this.#toggled.has(path)) return;
      this.#toggled.set(path, details.open);
      if (details.open && details.childElementCount === 1) details.append(members());
    });
    return details;
  }

  #members(entries: readonly [string, unknown][], path: string, depth: number, before: unknown): HTMLElement {
    const count = this.#shown.get(path) ?? step;
    const earlier = new Map(membersOf(before));
    const shown = entries.slice(0, count).map(([key, part]) => {
      // An object is compared by its members, when they are shown.
      return this.#node(key, part, `${path}/${key}`, depth + 1, earlier.get(key));
    });
    const more = entries.length - count;
    return el("div", { class: depth === 0 ? "" : "members" }, ...shown, more > 0 && this.#more(path, count, more));
  }

  #more(path: string, count: number, more: number): HTMLElement {
    const show = (): void => {
      this.#shown.set(path, count + step);
      const value = this.#value;
      fill(this.element, this.#node(undefined, value, "$", 0, value));
    };
    return el(
      "button",
      { class: "more", attributes: { type: "button" }, on: { click: show } },
      `Show ${Math.min(step, more)} of ${more} more`,
    );
  }
}

function membersOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === "object" && value !== null ? Object.entries(value) : undefined;
}

// What a closed object is about.
function brief(value: unknown): string {
  if (Array.isArray(value)) return "";
  const parts = (membersOf(value) ?? []).filter(([, part]) => typeof part !== "object").slice(0, 4);
  return parts.map(([key, part]) => `  ${key} ${preview(part, 24)}`).join("");
}

function leaf(value: unknown): HTMLElement {
  if (typeof value === "object" && value !== null)
    return el("span", { class: "soft" }, Array.isArray(value) ? "[]" : "{}");
  const kind = value === "•••" ? "secret" : value === null || value === undefined ? "soft" : typeof value;
  const title = kind === "secret" ? "Marked as secret" : undefined;
  return el(
    "span",
    { class: `v-${kind}`, title },
    value === undefined
      ? "nothing"
      : typeof value === "string" && kind !== "secret"
        ? JSON.stringify(value)
        : String(value),
  );
}

/** One line of a value, for rows. */
export function preview(value: unknown, most = 120): string {
  if (value === undefined) return "";
  const text = JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
