// The inspector's page: lets in, then joins the panes to the server's stream.
import type { ActorRow } from "../snapshot.js";
import { ActorsPane } from "./actors.js";
import { DetailPane } from "./detail.js";
import { byId, inputById } from "./dom.js";
import { FeedPane } from "./feed.js";
import { enter, follow, post } from "./link.js";

const feed = new FeedPane();
const actors = new ActorsPane((row) => choose(row));
const detail = new DetailPane((actor, key) => {
  if (chosen === undefined) wanted = { actor, key };
});
let page = "";
let chosen: ActorRow | undefined;
/** An actor that a call has just made: it is chosen once it is told of. */
let wanted: { readonly actor: string; readonly key: readonly string[] } | undefined;

function choose(row: ActorRow | undefined): void {
  chosen = row;
  actors.mark(row?.actorId);
  detail.choose(row);
  feed.scope(row?.actorId);
  show("detail");
  watch();
}

function watch(): void {
  if (page !== "") void post("watch", { page, actorId: chosen?.actorId ?? null });
}

/** On narrow screens one pane is to be seen. */
function show(pane: "actors" | "detail" | "feed"): void {
  document.body.dataset["pane"] = pane;
  for (const one of ["actors", "detail", "feed"]) byId(`go-${one}`).setAttribute("aria-pressed", String(one === pane));
}

async function run(): Promise<void> {
  byId("locked").hidden = true;
  byId("panes").hidden = false;
  await follow(
    {
      page(message) {
        page = message.id;
        actors.clear();
        detail.call.forms = message.forms;
        watch();
      },
      actors({ rows, gone }) {
        actors.change(rows, gone);
        const made = wanted && actors.find(wanted.actor, wanted.key);
        // A server that was started anew has the same actor under another id.
        const again = chosen && !actors.get(chosen.actorId) ? actors.find(chosen.actor, chosen.key) : undefined;
        wanted = made ? undefined : wanted;
        if (made) choose(made);
        else if (again) choose(again);
      },
      entries: ({ entries, missed }) => feed.add(entries, missed),
      actor: (message) => detail.show(message),
    },
    (now) => {
      byId("status").dataset["now"] = now;
      byId("status").textContent = { live: "live", away: "reconnecting", locked: "locked" }[now];
    },
  );
  lock();
}

function lock(message = ""): void {
  byId("panes").hidden = true;
  byId("locked").hidden = false;
  byId("locked-error").textContent = message;
  inputById("token").focus();
}

async function letIn(token: string): Promise<void> {
  if (await enter(token)) await run();
  else lock("The server did not take this token. It has a new one after each start.");
}

byId("unlock").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = inputById("token").value.trim();
  void letIn(tokenOf(given) ?? given);
});
for (const pane of ["actors", "detail", "feed"] as const)
  byId(`go-${pane}`).addEventListener("click", () => show(pane));
for (const button of ["new", "new-first"]) byId(button).addEventListener("click", () => choose(undefined));

const themes = matchMedia("(prefers-color-scheme: dark)");
const { documentElement: root } = document;
const kept = localStorage.getItem("actorgen-theme");
if (kept === "light" || kept === "dark") root.dataset["theme"] = kept;
byId("theme").addEventListener("click", () => {
  const isDark = root.dataset["theme"] ? root.dataset["theme"] === "dark" : themes.matches;
  root.dataset["theme"] = isDark ? "light" : "dark";
  localStorage.setItem("actorgen-theme", root.dataset["theme"]);
});

addEventListener("keydown", (event) => {
  const { target } = event;
  const typing = target instanceof Element && target.closest("input, textarea, select, button, summary") !== null;
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    const inActors = target instanceof Element && target.closest("#actors") !== null;
    const isNarrow = byId("go-feed").checkVisibility();
    if (inActors || (isNarrow && document.body.dataset["pane"] === "actors")) inputById("actor-filter").focus();
    else {
      if (isNarrow) show("feed");
      feed.focusFilter();
    }
  }
  if (event.key === " ") {
    event.preventDefault();
    feed.toggle();
  }
});

show("actors");

/** Takes the token out of the address: it must not stay in the history, nor in what is copied from there. */
function tokenOfAddress(): string | undefined {
  const token = tokenOf(location.hash);
  if (token !== undefined) history.replaceState(null, "", location.pathname);
  return token;
}

function tokenOf(link: string): string | undefined {
  return new URLSearchParams(link.split("#", 2)[1]).get("token") ?? undefined;
}

const first = tokenOfAddress();
if (first === undefined) void run();
else void letIn(first);
// The link is opened where the page is open already.
addEventListener("hashchange", () => {
  const token = tokenOfAddress();
  if (token !== undefined && !byId("locked").hidden) void letIn(token);
});
