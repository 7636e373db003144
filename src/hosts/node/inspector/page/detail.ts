// The pane of one actor: its state, its connections, and the form that calls it.
import type { ActorDetail, ActorRow } from "../snapshot.js";
import { CallPane } from "./call.js";
import { byId, counted, el, fill, keyText } from "./dom.js";
import type { ShownConnection } from "./link.js";
import { Tree } from "./tree.js";

const tabs = ["state", "connections", "call"] as const;
type Tab = (typeof tabs)[number];

/** The middle of the page. */
export class DetailPane {
  readonly call: CallPane;
  readonly #tree = new Tree();
  readonly #cards = new Map<string, Card>();
  #actorId: string | undefined;

  /** `called` hears of each call that was sent. */
  constructor(called: (actor: string, key: readonly string[]) => void) {
    this.call = new CallPane(called);
    byId("state").append(this.#tree.element);
    for (const tab of tabs) {
      byId(`tab-${tab}`).addEventListener("click", () => this.open(tab));
      byId(`tab-${tab}`).addEventListener("keydown", (event) => {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
        if (step === 0 || next === undefined || byId(`tab-${next}`).hidden) return;
        this.open(next);
        byId(`tab-${next}`).focus();
      });
    }
    this.open("state");
  }

  /** Brings a tab to the front. */
  open(tab: Tab): void {
    for (const one of tabs) {
      byId(`tab-${one}`).setAttribute("aria-selected", String(one === tab));
      byId(`tab-${one}`).tabIndex = one === tab ? 0 : -1;
      byId(one).hidden = one !== tab;
    }
  }

  /** Another actor; undefined: one that is to be made. */
  choose(row: ActorRow | undefined): void {
    this.#actorId = row?.actorId;
    this.#tree.reset();
    this.#cards.clear();
    fill(byId("connections"));
    byId("tab-state").hidden = byId("tab-connections").hidden = row === undefined;
    byId("detail-none").hidden = true;
    byId("detail").hidden = false;
    byId("detail-gone").hidden = true;
    fill(byId("detail-name"), row ? keyText(row.key) : "New actor");
    byId("detail-kind").textContent = row ? row.actor : "Made by its first call";
    byId("detail-facts").textContent = "";
    if (!row) this.open("call");
    this.call.aim(row && { actor: row.actor, key: row.key });
  }

  /** What the actor is like now; null: it is in memory no more. */
  show(detail: ActorDetail | null): void {
    byId("detail-gone").hidden = detail !== null;
    if (!detail || detail.actorId !== this.#actorId) return;
    const { connectionList, seq, keptEvents, scheduled, running, waiting, online, connections } = detail;
    this.#tree.show(detail.state === undefined ? null : detail.state);
    const facts = [
      `${online} of ${counted(connections, "connection")} online`,
      `${counted(seq, "event")} sent, ${keptEvents} kept`,
      scheduled > 0 && `${scheduled} scheduled`,
      running > 0 && `${running} running`,
      waiting > 0 && `${waiting} waiting`,
      `id ${detail.actorId}`,
    ];
    byId("detail-facts").textContent = facts.filter((fact) => fact !== false).join(" · ");
    byId("connection-count").textContent = String(connections);
    this.#showConnections(connectionList.map(asConnection), connections);
  }

  // A card stays the same element for as long as its connection lives, so that what is open in it stays open.
  #showConnections(list: readonly ShownConnection[], all: number): void {
    const place = byId("connections");
    const ids = new Set(list.map(({ id }) => id));
    for (const [id, card] of this.#cards) {
      if (ids.has(id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
    place.querySelectorAll(".empty").forEach((element) => element.remove());
    if (list.length === 0) place.append(el("p", { class: "empty" }, "Nobody is connected."));
    for (const connection of list) {
      let card = this.#cards.get(connection.id);
      if (!card) {
        this.#cards.set(connection.id, (card = new Card(connection.id)));
        place.append(card.element);
      }
      card.show(connection);
    }
    if (all > list.length) place.append(el("p", { class: "empty" }, `and ${all - list.length} more`));
  }
}

/** One connection. */
class Card {
  readonly element: HTMLElement;
  readonly #head = el("div", { class: "card-head" });
  readonly #subscriptions = el("p", { class: "chips" });
  readonly #trees = { params: new Tree(), state: new Tree(), auth: new Tree() };
  readonly #rows = new Map<string, HTMLElement>();
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
    const part = (name: "params" | "state" | "auth", label: string): HTMLElement => {
      const row = el("div", { class: "part" }, el("h3", {}, label), this.#trees[name].element);
      this.#rows.set(name, row);
      return row;
    };
    this.element = el(
      "article",
      { class: "card" },
      this.#head,
      this.#subscriptions,
      el("div", { class: "parts" }, part("params", "Params"), part("state", "State"), part("auth", "Identity")),
    );
  }

  show({ online, subscriptions, calls, params, state, auth }: ShownConnection): void {
    fill(
      this.#head,
      el("span", { class: `dot ${online ? "on" : ""}` }),
      el("span", { class: "mono strong ellipsis", title: this.#id }, this.#id),
      el("span", { class: `badge ${online ? "event" : "hook"}` }, online ? "online" : "away"),
      calls > 0 && el("span", { class: "soft small" }, `${counted(calls, "call")} open`),
    );
    fill(
      this.#subscriptions,
      ...(subscriptions.length > 0
        ? subscriptions.map((event) => el("span", { class: "chip mono" }, event))
        : [el("span", { class: "soft small" }, "Subscribed to nothing")]),
    );
    for (const [name, value] of Object.entries({ params, state, auth })) {
      const row = this.#rows.get(name);
      if (row) row.hidden = value === undefined;
    }
    this.#trees.params.show(params);
    this.#trees.state.show(state);
    this.#trees.auth.show(auth);
  }
}

// See `detailOf` in snapshot.ts.
function asConnection(connection: object): ShownConnection {
  return connection as ShownConnection;
}
