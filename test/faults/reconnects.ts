// Forced reconnects under streams of numbered events: each client behind a proxy of its own, which breaks its connections.
import { isActorError } from "actorgen/client";
import { drive, type Contestant, type StreamClient } from "./contestant.js";
import { NumberedStream } from "./numbered-stream.js";
import { FaultProxy, type Direction } from "./proxy.js";
import { integer, pick, shuffled, type Random } from "./seeded.js";
import { pause, until, within } from "./waiting.js";

/** Ways to lose a connection. `rst` is at once or in the middle of a message. */
export const faultKinds = ["rst", "fin", "half-open", "refused"] as const;
/** One of them. */
export type FaultKind = (typeof faultKinds)[number];

/** What to do. */
export interface ReconnectPlan {
  readonly contestant: Contestant;
  readonly port: () => number;
  /** Where the driver connects; without faults between. */
  readonly url: () => string;
  readonly clients: number;
  /** Forced reconnects of each kind, all clients together. */
  readonly perKind: Partial<Record<FaultKind, number>>;
  readonly random: Random;
  /** Milliseconds between ticks. */
  readonly pace: number;
  /** Faults of everyone at once, such as a server that dies; runs beside those above. */
  readonly disaster?: (all: { readonly opens: () => readonly number[] }) => Promise<void>;
  readonly progress?: (done: number, of: number) => void;
}

/** What came of it. */
export interface ReconnectReport {
  readonly violations: readonly string[];
  /** Faults that have hit. */
  readonly fired: Record<FaultKind | "mid-message", number>;
  readonly reconnects: number;
  /** Numbers that should have been heard, that never were, and that came twice or late. */
  readonly expected: number;
  readonly missed: number;
  readonly doubled: number;
  /** Calls that were answered, and calls of which the client says that it does not know. */
  readonly calls: number;
  readonly unknown: number;
}

interface Member {
  readonly proxy: FaultProxy;
  readonly client: StreamClient;
  readonly public: NumberedStream | undefined;
  readonly private: NumberedStream;
  opens: number;
  answers: number;
}

/** Runs a plan. Rejects when something does not happen in time. */
export async function forceReconnects(plan: ReconnectPlan): Promise<ReconnectReport> {
  const { contestant, random, perKind } = plan;
  const violations: string[] = [];
  const fired = { rst: 0, fin: 0, "half-open": 0, refused: 0, "mid-message": 0 };
  const numbers = new Set<number>();
  let calls = 0;
  let unknown = 0;
  const members: Member[] = [];
  const driver = contestant.drive(plan.url());
  try {
    for (let index = 0; index < plan.clients; index++) {
      const proxy = await FaultProxy.listen(plan.port);
      // Every fifth client gets private events alone: its cursor must move on all the same.
      const everything = index % 5 === 4 ? undefined : new NumberedStream(`client ${index}, public`, violations);
      const own = new NumberedStream(`client ${index}, private`, violations);
      const client = contestant.connect(
        proxy.url,
        index,
        {
          public: (n) => everything?.take(n),
          private: (n) => own.take(n),
          opened: () => void member.opens++,
          gap: (what) => void violations.push(`client ${index} was told of a gap: ${JSON.stringify(what)}`),
          failed: (error) => void violations.push(`client ${index}: ${String(error)}`),
        },
        { listens: everything !== undefined },
      );
      const member: Member = { proxy, client, public: everything, private: own, opens: 0, answers: 0 };
      members.push(member);
    }
    await until(15_000, "every client's first connection", () => members.every(({ opens }) => opens > 0));

    const driving = drive(driver, plan.pace, () => integer(random, 10) ** 3);
    let acting = true;
    const actors = members.map(async (member, index) => {
      const { client } = member;
      while (acting && client.act) {
        const which = pick(random, ["post", "ask"] as const);
        try {
          const n = await within(60_000, `the reply to a call of client ${index}`, client.act(which));
          calls++;
          member.answers++;
          if (which === "post" && numbers.has(n)) violations.push(`two calls were told the number ${n}`);
          if (which === "post") numbers.add(n);
        } catch (error) {
          if (isActorError(error) && error.code === "outcome_unknown") unknown++;
          else violations.push(`a call of client ${index}: ${String(error)}`);
        }
        await pause(integer(random, 20));
      }
    });

    const total = Object.values(perKind).reduce((sum, count) => sum + count, 0);
    let done = 0;
    const kinds = shuffled(
      random,
      faultKinds.flatMap((kind) => Array.from({ length: perKind[kind] ?? 0 }, () => kind)),
    );
    const breaking = members.map(async (member, index) => {
      for (let kind = kinds.pop(); kind; kind = kinds.pop()) {
        const before = member.opens;
        const { answers } = member;
        await breakOne(kind, member, random, fired, `${kind} at client ${index}`);
        await until(30_000, `client ${index} to come back after ${kind}`, () => member.opens > before);
        plan.progress?.(++done, total);
        await pause(integer(random, 30));
        // Some connections break before anything was said; but no call may wait for its reply for ever.
        if (member.client.act && random() < 0.5) {
          await until(60_000, `a reply to client ${index} after ${kind}`, () => member.answers > answers);
        }
      }
    });
    await Promise.all([...breaking, plan.disaster?.({ opens: () => members.map(({ opens }) => opens) })]);

    await driving.stop();
    acting = false;
    await within(70_000, "the replies to the calls that wait", Promise.all(actors));
    const totals = await within(10_000, "the totals", driver.totals());
    const expected = (member: Member, index: number): { public: number; private: number } => {
      return { public: member.public ? totals.public : 0, private: totals.private[index] ?? 0 };
    };
    const complete = (): boolean =>
      members.every((member, index) => {
        const all = expected(member, index);
        return (member.public?.last ?? 0) >= all.public && member.private.last >= all.private;
      });
    // What has not come by then is missed: the streams say what.
    await until(10_000, "the rest of the streams", complete).catch(() => {});
    let sum = 0;
    for (const [index, member] of members.entries()) {
      const all = expected(member, index);
      member.public?.end(all.public);
      member.private.end(all.private);
      sum += all.public + all.private;
    }
    const lost = [...numbers].filter((n) => n > totals.public).length;
    if (lost > 0) violations.push(`${lost} acknowledged posts are not in the totals`);
    if (totals.posts < numbers.size) violations.push(`${numbers.size} posts acknowledged, ${totals.posts} applied`);
    if (totals.posts > numbers.size + unknown) {
      violations.push(`${totals.posts} posts applied; ${numbers.size} acknowledged and ${unknown} unknown`);
    }
    const streams = members.flatMap((member) => [member.private, ...(member.public ? [member.public] : [])]);
    return {
      violations,
      fired,
      reconnects: members.reduce((count, { opens }) => count + opens - 1, 0),
      expected: sum,
      missed: streams.reduce((count, { missed }) => count + missed, 0),
      doubled: streams.reduce((count, { doubled }) => count + doubled, 0),
      calls,
      unknown,
    };
  } finally {
    await Promise.all(members.map(({ client }) => within(5_000, "a client's end", client.close()).catch(() => {})));
    await Promise.all(members.map(({ proxy }) => proxy.close()));
    await driver.close();
  }
}

// Resolves when the fault has hit.
async function breakOne(
  kind: FaultKind,
  { proxy }: Member,
  random: Random,
  fired: ReconnectReport["fired"],
  what: string,
): Promise<void> {
  const before = { ...proxy.fired };
  // The client may have come back for another reason, and not yet be through.
  await until(30_000, `a connection to break: ${what}`, () => proxy.open > 0);
  if (kind === "rst" && random() < 0.5) {
    const bytes = 1 + integer(random, 3_000);
    await until(30_000, `${what} to hit`, () => {
      const hit = proxy.fired.cut > before.cut || proxy.open === 0;
      // On a busy machine the connection may have ended for another reason, and its successor be open already.
      if (!hit) proxy.cutAfter(bytes);
      return hit;
    });
    if (proxy.fired.cut > before.cut) fired["mid-message"]++;
    else proxy.reset();
    fired.rst++;
    return;
  }
  if (kind === "rst") proxy.reset();
  else if (kind === "fin") proxy.end();
  else if (kind === "refused") {
    proxy.refusing = true;
    proxy.reset();
  }
  const direction = pick<Direction>(random, ["both", "toServer", "toClient"]);
  const counter = { rst: "reset", fin: "end", "half-open": "stall", refused: "refuse" } as const;
  const wanted = before[counter[kind]] + (kind === "refused" ? 1 + integer(random, 3) : 1);
  try {
    await until(30_000, `${what} to hit`, () => {
      const hit = proxy.fired[counter[kind]] >= wanted;
      // A connection may end for another reason before anything was dropped: then its successor is stalled.
      if (kind === "half-open" && !hit) proxy.stall(direction);
      return hit;
    });
  } finally {
    proxy.refusing = false;
  }
  fired[kind]++;
}
