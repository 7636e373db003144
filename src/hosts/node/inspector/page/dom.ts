// Elements: the page is made of these alone. Values become text, never markup.

/** What an element may hold. */
export type Child = Node | string | number | false | undefined;

/** What an element may be given; `on` are listeners. */
export interface Props {
  readonly class?: string;
  readonly id?: string;
  readonly title?: string | undefined;
  /** Attributes by name: `aria-label`, `role`, `for` ... `false` and undefined leave it out. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

/** Makes an element. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (props.class) element.className = props.class;
  if (props.id) element.id = props.id;
  if (props.title) element.title = props.title;
  for (const [name, value] of Object.entries(props.attributes ?? {})) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [event, listener] of Object.entries(props.on ?? {})) element.addEventListener(event, listener);
  element.append(...nodes(children));
  return element;
}

/** Replaces what an element holds. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...nodes(children));
}

function nodes(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) =>
    child === false || child === undefined ? [] : [typeof child === "number" ? String(child) : child],
  );
}

/** The element with this id, which the page's markup has. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}

/** An input of the page's markup. */
export function inputById(id: string): HTMLInputElement {
  const element = byId(id);
  if (element instanceof HTMLInputElement) return element;
  throw new Error(`#${id} is no input.`);
}

/** A key as people read it: `general`, `eu / general`, or `(no key)`. */
export function keyText(key: readonly string[]): string {
  return key.length === 0 ? "(no key)" : key.map((part) => (part === "" ? '""' : part)).join(" / ");
}

/** `1 actor`, `2 actors`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Gives a function that has `draw` run in the next frame, once, however often it is called before. */
export function oncePerFrame(draw: () => void): () => void {
  let queued = false;
  return () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      draw();
    });
  };
}
