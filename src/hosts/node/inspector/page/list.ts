// A list of any length that only has the rows in the document that are to be seen. Arrow keys move the selection.
import { el, oncePerFrame } from "./dom.js";

/** How one item is shown. */
export interface ListOptions<Item> {
  readonly label: string;
  /** Pixels of each row. */
  readonly rowHeight: number;
  id(item: Item): string;
  render(item: Item): HTMLElement;
  select(item: Item): void;
}

/** The list's element, and what is in it. */
export class List<Item> {
  readonly element: HTMLElement;
  readonly #options: ListOptions<Item>;
  readonly #space: HTMLElement;
  #items: readonly Item[] = [];
  #selected: string | undefined;
  readonly #queue = oncePerFrame(() => this.#draw());

  constructor(options: ListOptions<Item>) {
    this.#options = options;
    this.#space = el("div", { class: "space" });
    this.element = el(
      "div",
      { class: "list", attributes: { role: "listbox", tabindex: 0, "aria-label": options.label } },
      this.#space,
    );
    this.element.addEventListener("scroll", () => this.#queue());
    this.element.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#queue()).observe(this.element);
  }

  get selected(): string | undefined {
    return this.#selected;
  }

  set selected(id: string | undefined) {
    this.#selected = id;
    this.#queue();
  }

  /** Shows these. `above`: how many of them are new at the top; what is being read stays where it is. */
  show(items: readonly Item[], above = 0): void {
    this.#items = items;
    const { scrollTop } = this.element;
    this.#space.style.height = `${items.length * this.#options.rowHeight}px`;
    if (above > 0 && scrollTop > 0) this.element.scrollTop = scrollTop + above * this.#options.rowHeight;
    this.#queue();
  }

  #draw(): void {
    const { rowHeight, id, render } = this.#options;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - 2);
    const last = Math.min(this.#items.length, Math.ceil((scrollTop + clientHeight) / rowHeight) + 2);
    const rows = this.#items.slice(first, last).map((item, index) => {
      const row = render(item);
      const name = id(item);
      row.classList.add("row");
      row.id = `${this.#options.label}-${name}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(name === this.#selected));
      row.setAttribute("aria-posinset", String(first + index + 1));
      row.setAttribute("aria-setsize", String(this.#items.length));
      row.style.transform = `translateY(${(first + index) * rowHeight}px)`;
      row.style.height = `${rowHeight}px`;
      // Rows may be drawn anew between press and release, which then make no click.
      row.addEventListener("pointerup", () => this.#choose(item));
      return row;
    });
    this.#space.replaceChildren(...rows);
    const active = rows.find((row) => row.getAttribute("aria-selected") === "true");
    if (active) this.element.setAttribute("aria-activedescendant", active.id);
    else this.element.removeAttribute("aria-activedescendant");
  }

  #choose(item: Item): void {
    this.selected = this.#options.id(item);
    this.#options.select(item);
  }

  #key(event: KeyboardEvent): void {
    const at = this.#items.findIndex((item) => this.#options.id(item) === this.#selected);
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#options.rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: this.#items.length - 1,
      PageDown: at + page,
      PageUp: at - page,
    };
    const to = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (to === undefined || this.#items.length === 0) return;
    event.preventDefault();
    const index = Math.min(Math.max(to, 0), this.#items.length - 1);
    const item = this.#items[index];
    if (item === undefined) return;
    const { rowHeight } = this.#options;
    const top = index * rowHeight;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + rowHeight > scrollTop + clientHeight) this.element.scrollTop = top + rowHeight - clientHeight;
    this.#choose(item);
  }
}
