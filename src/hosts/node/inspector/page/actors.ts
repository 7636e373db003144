// The pane of actors: those in memory, by name and key.
import type { ActorRow } from "../snapshot.js";
import { byId, counted, el, inputById, keyText, oncePerFrame } from "./dom.js";
import { List } from "./list.js";

/** The list on the left. `select` hears of the actor that is chosen. */
export class ActorsPane {
  readonly #rows = new Map<string, ActorRow>();
  readonly #list: List<ActorRow>;
  readonly #filter = inputById("actor-filter");
  // A thousand actors may come at once.
  readonly #queue = oncePerFrame(() => this.#show());

  constructor(select: (row: ActorRow) => void) {
    this.#list = new List({ label: "Actors", rowHeight: 46, id: ({ actorId }) => actorId, render: rowElement, select });
    byId("actor-list").append(this.#list.element);
    this.#queue();
    this.#filter.addEventListener("input", () => this.#queue());
    this.#filter.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.#filter.value = "";
        this.#queue();
      }
      if (event.key === "ArrowDown") this.#list.element.focus();
    });
  }

  /** Forgets all: a new stream tells of each again. */
  clear(): void {
    this.#rows.clear();
    this.#queue();
  }

  change(rows: readonly ActorRow[], gone: readonly string[]): void {
    for (const row of rows) this.#rows.set(row.actorId, row);
    for (const id of gone) this.#rows.delete(id);
    this.#queue();
  }

  /** The actor with this name and key. */
  find(actor: string, key: readonly string[]): ActorRow | undefined {
    const wanted = JSON.stringify(key);
    return [...this.#rows.values()].find((row) => row.actor === actor && JSON.stringify(row.key) === wanted);
  }

  get(actorId: string): ActorRow | undefined {
    return this.#rows.get(actorId);
  }

  mark(actorId: string | undefined): void {
    this.#list.selected = actorId;
  }

  #show(): void {
    const words = this.#filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = [...this.#rows.values()].filter((row) => {
      const text = `${row.actor} ${keyText(row.key)}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    fitting.sort((one, other) => compare(one.actor, other.actor) || compare(keyText(one.key), keyText(other.key)));
    this.#list.show(fitting);
    byId("actor-count").textContent =
      words.length > 0 ? `${fitting.length} of ${this.#rows.size}` : String(this.#rows.size);
    byId("actors-empty").hidden = this.#rows.size > 0;
    byId("actors-unfound").hidden = this.#rows.size === 0 || fitting.length > 0;
    this.#list.element.hidden = fitting.length === 0;
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function rowElement({ actor, key, connections, online, running, waiting }: ActorRow): HTMLElement {
  const busy = running + waiting > 0;
  const away = connections - online;
  return el(
    "div",
    { title: `${actor} ${keyText(key)}` },
    el("span", {
      class: `dot ${busy ? "busy" : online > 0 ? "on" : ""}`,
      title: busy ? `${running} running, ${waiting} waiting` : counted(online, "connection"),
    }),
    el(
      "span",
      { class: "two" },
      el("span", { class: "line mono strong" }, keyText(key)),
      el("span", { class: "line soft small" }, actor),
    ),
    el(
      "span",
      { class: "count", title: away > 0 ? `${online} online, ${away} away` : `${online} online` },
      connections,
    ),
  );
}
