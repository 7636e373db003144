// Follows the events of a live actor over server-sent events, and comes back by itself where it left off.
import { setTimeout as sleep } from "node:timers/promises";
import type { WireError } from "../../protocol/errors.js";
import type { LiveOptions } from "./call.js";
import { findContract, needsContract } from "./contract.js";
import { LiveFailure } from "./failure.js";
import { LiveServer } from "./server.js";
import { actorOf, hashOf, helloHeader, jsonOf, keyOf, pathOf, requireEvents } from "./target.js";
import { followStream, type Following, type TailNews } from "./tail-stream.js";

/** What to follow. */
export interface TailOptions extends LiveOptions {
  readonly key: string;
  /** None: all that the contract names. */
  readonly events: readonly string[];
  /** JSON. */
  readonly params?: string;
  /** Do not create the actor. */
  readonly mustExist?: boolean;
  /** Told as it happens. Gives whether it was enough. */
  readonly onNews: (news: TailNews) => "enough" | undefined;
}

/** Why it is over: enough was told or `signal` ended it; the server ended it; or it refused. */
export type TailEnd =
  | { readonly is: "stopped"; readonly wasOpen: boolean }
  | { readonly is: "closed"; readonly reason: string }
  | { readonly is: "refused"; readonly error: WireError };

/** Milliseconds between attempts: the first pause, and what it doubles up to. */
const firstPause = 250;
const longestPause = 10_000;
/** Milliseconds for the contract. */
const patience = 15_000;

/**
 * Follows until `onNews` has enough, `signal` is aborted, or the server says that it is over. What is cut is resumed; the
 * server sends again what was missed, once and in order.
 *
 * @throws LiveFailure for wrong use, and where the first attempt finds no server that could be understood
 */
export async function tail(options: TailOptions): Promise<TailEnd> {
  const { signal, onNews, url } = options;
  let openedAt: number | undefined;
  let pause = firstPause;
  const following = await prepared(options).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  while (following !== undefined && !signal.aborted) {
    let reason: string;
    try {
      const end = await followStream(following, (news) => {
        if (news.is === "open") openedAt = Date.now();
        return onNews(news);
      });
      if (end.is === "stopped") break;
      if (end.is !== "lost") return end;
      reason = end.reason;
      if (openedAt === undefined && end.isForNow !== true) {
        const mend = "Look whether an actorgen server is at this URL, and whether a proxy holds streams back.";
        throw new LiveFailure("AG261", `${url} gave no stream of events: ${reason}.`, mend);
      }
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof LiveFailure) || openedAt === undefined) throw error;
      reason = error.message;
    }
    // A server that opens streams only to cut them is asked less and less.
    if (openedAt !== undefined && Date.now() - openedAt > longestPause) pause = firstPause;
    // Many clients are cut at once and should not come back at once.
    const wait = Math.round(pause * (0.5 + Math.random() / 2));
    onNews({ is: "lost", reason, wait });
    pause = Math.min(pause * 2, longestPause);
    await sleep(wait, undefined, { signal }).catch(() => {});
  }
  return { is: "stopped", wasOpen: openedAt !== undefined };
}

async function prepared(options: TailOptions): Promise<Following> {
  const { url, headers, signal, events } = options;
  const server = new LiveServer(url, headers);
  const params = options.params === undefined ? undefined : jsonOf("--params", options.params);
  keyOf(options.key);
  const found = await findContract(server, {
    ...options,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
  });
  const actor = "contract" in found ? actorOf(found.contract, options.actor) : undefined;
  if (actor) requireEvents(actor, events);
  if ("kept" in found) {
    if (events.length === 0) throw needsContract(found.kept, "Name the events that you want.");
    options.onNews({ is: "unchecked", reason: found.kept });
  }
  const hash = hashOf(actor);
  const hello = {
    mode: options.mustExist === true ? "get" : "getOrCreate",
    ...(params !== undefined && { params }),
    ...(hash !== undefined && { hash }),
    events: events.length > 0 ? events : Object.keys(actor?.events ?? {}),
  };
  const path = pathOf(options.actor, keyOf(options.key, actor));
  return { server, path, hello: helloHeader(hello), events: hello.events, signal, lastId: undefined };
}
