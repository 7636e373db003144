// The pane of calls and events as they happen: a filter, a pause, and one of them as a whole.
import type { Entry } from "../recorder.js";
import { byId, counted, el, fill, inputById, keyText, oncePerFrame } from "./dom.js";
import { List } from "./list.js";
import { preview, Tree } from "./tree.js";

/** Entries that the page keeps. */
const kept = 1_000;
const kinds = ["call", "event", "refusal", "hook"] as const;
const times = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});

/** The list on the right. */
export class FeedPane {
  readonly #list: List<Entry>;
  readonly #filter = inputById("feed-filter");
  readonly #only = inputById("feed-only");
  readonly #pause = byId("pause");
  readonly #tree = new Tree();
  readonly #hidden = new Set<string>();
  /** Newest first. */
  #entries: Entry[] = [];
  /** What came while it was paused, newest first. */
  #waiting: Entry[] = [];
  #fresh = 0;
  #missed = 0;
  #paused = false;
  readonly #queue = oncePerFrame(() => this.#show());
  #actorId: string | undefined;
  #words: readonly string[] = [];

  constructor() {
    this.#list = new List({
      label: "Calls and events",
      rowHeight: 46,
      id: ({ n }) => String(n),
      render: rowElement,
      select: (entry) => this.#open(entry),
    });
    byId("feed-list").append(this.#list.element);
    this.#queue();
    this.#filter.addEventListener("input", () => this.#refilter());
    this.#filter.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#filter.value = "";
      if (event.key === "Escape") this.#refilter();
      if (event.key === "ArrowDown") this.#list.element.focus();
    });
    this.#only.addEventListener("change", () => this.#refilter());
    this.#pause.addEventListener("click", () => this.toggle());
    byId("clear").addEventListener("click", () => this.clear());
    byId("entry-close").addEventListener("click", () => this.#close());
    for (const kind of kinds) {
      inputById(`kind-${kind}`).addEventListener("change", (event) => {
        const { currentTarget } = event;
        if (currentTarget instanceof HTMLInputElement && currentTarget.checked) this.#hidden.delete(kind);
        else this.#hidden.add(kind);
        this.#refilter();
      });
    }
  }

  /** The actor that "this actor alone" means. */
  scope(actorId: string | undefined): void {
    this.#actorId = actorId;
    this.#only.disabled = actorId === undefined;
    if (this.#only.checked) this.#refilter();
  }

  /** A stream that begins anew tells of all that is kept: only what is new of it is added. */
  add(entries: readonly Entry[], missed: number): void {
    const last = Math.max(this.#waiting[0]?.n ?? 0, this.#entries[0]?.n ?? 0);
    // A server that was started anew counts from 1.
    const isAnew = (entries.at(-1)?.n ?? 0) < last;
    const newest = entries.filter(({ n }) => isAnew || n > last).toReversed();
    this.#missed += missed;
    if (this.#paused) this.#waiting = [...newest, ...this.#waiting].slice(0, kept);
    else this.#take(newest);
    this.#queue();
  }

  clear(): void {
    this.#entries = [];
    this.#waiting = [];
    this.#missed = 0;
    this.#close();
    this.#refilter();
  }

  /** Pauses, or goes on with what came meanwhile. */
  toggle(): void {
    this.#paused = !this.#paused;
    if (!this.#paused) this.#take(this.#waiting.splice(0));
    this.#queue();
  }

  focusFilter(): void {
    this.#filter.focus();
    this.#filter.select();
  }

  #take(newest: readonly Entry[]): void {
    this.#fresh += newest.filter((entry) => this.#fits(entry)).length;
    this.#entries = [...newest, ...this.#entries].slice(0, kept);
  }

  #refilter(): void {
    this.#words = this.#filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.#fresh = 0;
    this.#list.element.scrollTop = 0;
    this.#queue();
  }

  #show(): void {
    const fitting = this.#entries.filter((entry) => this.#fits(entry));
    this.#list.show(fitting, this.#fresh);
    this.#fresh = 0;
    const { length } = this.#entries;
    byId("feed-count").textContent = fitting.length === length ? String(length) : `${fitting.length} of ${length}`;
    byId("feed-empty").hidden = length > 0;
    byId("feed-unfound").hidden = length === 0 || fitting.length > 0;
    this.#list.element.hidden = fitting.length === 0;
    const new_ = this.#waiting.length;
    this.#pause.setAttribute("aria-pressed", String(this.#paused));
    this.#pause.textContent = !this.#paused
      ? "Pause"
      : new_ > 0
        ? `Resume (${new_ === kept ? `${kept}+` : new_} new)`
        : "Resume";
    const missed = byId("feed-missed");
    missed.hidden = this.#missed === 0;
    missed.textContent = `${this.#missed.toLocaleString("en")} more came too fast to be shown.`;
  }

  #fits(entry: Entry): boolean {
    if (this.#hidden.has(entry.kind)) return false;
    if (this.#only.checked && this.#actorId !== undefined && entry.actorId !== this.#actorId) return false;
    return this.#words.every((word) => textOf(entry).includes(word));
  }

  #open(entry: Entry): void {
    byId("entry").hidden = false;
    this.#tree.reset();
    const { args, value, error } = entry;
    const facts = [
      entry.transport === "request" ? "by a request" : entry.transport === "schedule" ? "by its schedule" : undefined,
      entry.connection && `connection ${entry.connection}`,
      entry.ms !== undefined && `${latency(entry.ms)}`,
      entry.seq !== undefined && (entry.seq > 0 ? `seq ${entry.seq}` : "volatile"),
      entry.receivers !== undefined && counted(entry.receivers, "receiver"),
    ].filter((fact) => typeof fact === "string" && fact !== "");
    fill(
      byId("entry-head"),
      badge(entry),
      el("span", { class: "mono strong" }, entry.name || "at the door"),
      el("span", { class: "soft small" }, `${entry.actor} ${keyText(entry.key)}`),
    );
    byId("entry-facts").textContent = [times.format(entry.at), ...facts].join(" · ");
    const isCall = entry.kind === "call";
    this.#tree.show({
      ...(args && { args }),
      ...(value !== undefined && { [isCall ? "result" : "payload"]: value }),
      ...(error !== undefined && { error }),
    });
    fill(byId("entry-value"), this.#tree.element);
  }

  #close(): void {
    byId("entry").hidden = true;
    this.#list.selected = undefined;
  }
}

const texts = new WeakMap<Entry, string>();

// What the filter looks into; made once.
function textOf(entry: Entry): string {
  let text = texts.get(entry);
  if (text === undefined) {
    const { kind, actor, key, name, connection, args, value, error } = entry;
    text =
      `${kind} ${actor} ${keyText(key)} ${name} ${connection ?? ""} ${preview({ args, value, error }, 4_000)}`.toLowerCase();
    texts.set(entry, text);
  }
  return text;
}

function latency(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function badge({ kind, error }: Entry): HTMLElement {
  return el(
    "span",
    { class: `badge ${error === undefined ? kind : "refusal"}` },
    kind === "refusal" ? "refused" : kind,
  );
}

function rowElement(entry: Entry): HTMLElement {
  const { key, actor, name, ms, args, value, error, receivers } = entry;
  const code: unknown = Reflect.get(Object(error), "code");
  const told =
    typeof code === "string"
      ? code
      : entry.kind === "call" && args
        ? args.map((arg) => preview(arg, 80)).join(", ")
        : preview(value);
  const right = ms !== undefined ? latency(ms) : receivers !== undefined ? `→ ${receivers}` : "";
  return el(
    "div",
    {},
    badge(entry),
    el(
      "span",
      { class: "two" },
      el(
        "span",
        { class: "line" },
        el("span", { class: "mono strong" }, name || "at the door"),
        el("span", { class: "mono small told" }, " ", told),
      ),
      el("span", { class: "line soft small" }, `${times.format(entry.at)} · ${actor} ${keyText(key)}`),
    ),
    el("span", { class: `right small ${error === undefined ? "soft" : "bad"}` }, right),
  );
}
