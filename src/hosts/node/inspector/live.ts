// Live streams: what pages are told as it happens, as server-sent events, at most ten times a second.
import type { ServerResponse } from "node:http";
import type { LiveActor } from "../directory.js";
import { Refusal } from "../../../server/failures.js";
import { randomId } from "../directory.js";
import type { Recorder } from "./recorder.js";
import type { ActorSchemas } from "./schemas.js";
import { detailOf, rowOf } from "./snapshot.js";

/** Pages at a time. */
const maxPages = 8;
/** Milliseconds between two looks. */
const beat = 100;
/** Bytes that may wait for a page that reads slowly; it is told less until they have left. */
const maxQueued = 1024 * 1024;
/** Entries that a page is told of at once; of more it gets the newest, and hears how many it missed. */
const maxAtOnce = 250;

interface Page {
  readonly id: string;
  readonly response: ServerResponse;
  readonly rows: Map<string, string>;
  readonly leave: () => void;
  /** The last entry that it was told of. */
  last: number;
  watching: string | undefined;
  detail: string;
}

/** What is told, and of whom. */
export interface LiveSource {
  readonly recorder: Recorder;
  readonly schemas: ReadonlyMap<string, ActorSchemas>;
  /** The actors in memory. */
  actors(): Iterable<LiveActor>;
  actor(id: string): LiveActor | undefined;
}

/** The pages that are open. */
export class Live {
  readonly #source: LiveSource;
  readonly #pages = new Map<string, Page>();
  #timer: NodeJS.Timeout | undefined;

  constructor(source: LiveSource) {
    this.#source = source;
  }

  /**
   * Begins a stream: `page` with its id and `about`, then `actors`, `entries` and `actor` as they change.
   * @throws Refusal `too_many_streams`
   */
  open(response: ServerResponse, about: object): void {
    if (this.#pages.size >= maxPages) throw new Refusal("too_many_streams", `At most ${maxPages} pages at a time.`);
    const { recorder } = this.#source;
    const id = randomId();
    const leave = recorder.watch();
    const page: Page = { id, response, rows: new Map(), leave, last: 0, watching: undefined, detail: "" };
    this.#pages.set(id, page);
    response.on("close", () => this.#left(page));
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    tell(page, "page", { id, ...about });
    this.#timer ??= setInterval(() => this.#look(), beat).unref();
    this.#show(page);
  }

  /**
   * From now on a page is told all of one actor, or of none.
   * @throws Refusal `not_found` for a page that is not open
   */
  watch(page: string, actorId: string | undefined): void {
    const found = this.#pages.get(page);
    if (!found) throw new Refusal("not_found", "This page is not open.");
    found.watching = actorId;
    found.detail = "";
    this.#showActor(found);
  }

  /** Ends all streams. */
  close(): void {
    for (const { response } of this.#pages.values()) response.end();
  }

  #left(page: Page): void {
    if (!this.#pages.delete(page.id)) return;
    page.leave();
    if (this.#pages.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const page of this.#pages.values()) if (page.response.writableLength < maxQueued) this.#show(page);
  }

  #show(page: Page): void {
    this.#showRows(page);
    this.#showEntries(page);
    this.#showActor(page);
  }

  #showRows(page: Page): void {
    const rows: object[] = [];
    const gone = new Set(page.rows.keys());
    for (const live of this.#source.actors()) {
      const row = rowOf(live);
      const text = JSON.stringify(row);
      gone.delete(row.actorId);
      if (page.rows.get(row.actorId) === text) continue;
      page.rows.set(row.actorId, text);
      rows.push(row);
    }
    for (const id of gone) page.rows.delete(id);
    if (rows.length > 0 || gone.size > 0) tell(page, "actors", { rows, gone: [...gone] });
  }

  #showEntries(page: Page): void {
    const { recorder } = this.#source;
    if (recorder.last === page.last) return;
    const entries = recorder.since(page.last, page.last === 0 ? undefined : maxAtOnce);
    const missed = page.last === 0 ? 0 : recorder.last - page.last - entries.length;
    page.last = recorder.last;
    if (entries.length > 0) tell(page, "entries", { entries, missed });
  }

  #showActor(page: Page): void {
    if (page.watching === undefined) return;
    const live = this.#source.actor(page.watching);
    const schemas = live && this.#source.schemas.get(live.address.actor);
    const detail = live && schemas ? JSON.stringify(detailOf(live, schemas)) : "null";
    if (detail === page.detail) return;
    page.detail = detail;
    tell(page, "actor", detail);
  }
}

// JSON has no raw line breaks, so that one line holds it.
function tell({ response }: Page, event: string, data: object | string): void {
  response.write(`event: ${event}\ndata: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
}
