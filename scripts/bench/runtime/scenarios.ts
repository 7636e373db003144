// What is measured, and the ratios that are wanted of it.
import type { ActionName, Load } from "./messages.js";

/** Bounds of ratios. */
export interface Goals {
  readonly rate?: number;
  readonly cpu?: number;
  readonly p50?: number;
}

/** A load on actorgen and on each peer, as ratios to naive `ws`. */
export interface Scenario {
  readonly title: string;
  readonly load: Load;
  readonly goals: Goals;
}

/** Two loads on actorgen, as the ratio of the first to the second. */
export interface Comparison {
  readonly title: string;
  readonly ours: readonly [contender: string, load: Load];
  readonly other: readonly [contender: string, load: Load];
  readonly goals: Goals;
}

const load = (action: ActionName, connections: number, callers: number, depth: number): Load => {
  return { action, connections, callers, depth, warmUp: 700, window: 1_500 };
};
const many = (action: ActionName): Load => load(action, 64, 64, 16);
const one = (action: ActionName): Load => load(action, 1, 1, 1);
const calls = { rate: 1.6, cpu: 0.5 };
const deliveries = { rate: 1.3, cpu: 0.4 };

/** By command. */
export const scenarios: Readonly<Record<"actions" | "broadcast", readonly Scenario[]>> = {
  actions: [
    { title: "no state, 64 x 16", load: many("whisper"), goals: calls },
    { title: "read a message, 64 x 16", load: many("newest"), goals: calls },
    { title: "write a flag, 64 x 16", load: many("toggle"), goals: calls },
    { title: "post a message, 64 x 16", load: many("post"), goals: calls },
    { title: "1 of 64 records, 64 x 16", load: many("move"), goals: calls },
    { title: "no state, one at a time", load: one("whisper"), goals: { p50: 1.15 } },
    { title: "a flag, one at a time", load: one("toggle"), goals: { p50: 1.15 } },
    { title: "a message, one at a time", load: one("post"), goals: { p50: 1.15 } },
  ],
  broadcast: [
    { title: "broadcast to 100", load: load("shout", 100, 1, 4), goals: deliveries },
    { title: "broadcast to 1,000", load: load("shout", 1_000, 1, 4), goals: deliveries },
  ],
};

/** The durable store beside the one in memory, and 10 MB of state beside little. */
export const comparisons: readonly Comparison[] = [
  {
    title: "durable / memory, 64 x 16",
    ours: ["durable", many("toggle")],
    other: ["actorgen", many("toggle")],
    goals: { rate: 0.5 },
  },
  {
    title: "durable / memory, one at a time",
    ours: ["durable", one("toggle")],
    other: ["actorgen", one("toggle")],
    goals: {},
  },
  {
    title: "10 MB / 1 kB, one at a time",
    ours: ["durable", one("vast")],
    other: ["durable", one("slight")],
    goals: { p50: 1.5 },
  },
  {
    title: "10 MB / 1 kB, 64 x 16",
    ours: ["durable", many("vast")],
    other: ["durable", many("slight")],
    goals: {},
  },
];
