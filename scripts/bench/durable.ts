// Measures what durability costs: the durable store beside the one in memory, and 10 MB of state beside little. --rounds 7.
import { parseArgs } from "node:util";
import { start, type Contestant, type Measured } from "./runtime/contestant.js";
import type { ActionName, Load } from "./runtime/messages.js";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "7" } } });
const rounds = Number(options.rounds);

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

const load = (action: ActionName, callers: number, depth: number): Load => {
  return { action, connections: callers, callers, depth, warmUp: 700, window: 1_500 };
};

type Side = readonly [contestant: string, load: Load];
const comparisons: readonly { title: string; ours: Side; other: Side; rate?: number; p50?: number }[] = [
  {
    title: "durable / memory, 64 x 16",
    ours: ["durable", load("toggle", 64, 16)],
    other: ["actorgen", load("toggle", 64, 16)],
    rate: 0.5,
  },
  {
    title: "durable / memory, one at a time",
    ours: ["durable", load("toggle", 1, 1)],
    other: ["actorgen", load("toggle", 1, 1)],
  },
  {
    title: "10 MB / 1 kB, one at a time",
    ours: ["durable", load("vast", 1, 1)],
    other: ["durable", load("slight", 1, 1)],
    p50: 1.5,
  },
  {
    title: "10 MB / 1 kB, 64 x 16",
    ours: ["durable", load("vast", 64, 16)],
    other: ["durable", load("slight", 64, 16)],
  },
];

console.log(
  "".padEnd(34),
  "throughput".padEnd(18),
  "server CPU".padEnd(14),
  "p50".padEnd(18),
  "p50 µs".padEnd(18),
  "calls/s",
);
for (const { title, ours, other, rate, p50 } of comparisons) {
  const pair: readonly Contestant[] = [await start(ours[0]), await start(other[0])];
  const measured: Measured[][] = [];
  // The first round warms both up.
  for (let round = 0; round <= rounds; round++) {
    const both = [await pair[0]!.run(ours[1]), await pair[1]!.run(other[1])];
    if (round > 0) measured.push(both);
  }
  for (const contestant of pair) contestant.stop();
  const ratio = (key: keyof Measured): number => median(measured.map(([a, b]) => (a?.[key] ?? 0) / (b?.[key] ?? 1)));
  const values = (key: keyof Measured): string =>
    [0, 1].map((side) => median(measured.map((both) => both[side]?.[key] ?? Number.NaN)).toFixed(0)).join(" / ");
  const cell = (value: number, target: number | undefined, most: boolean): string =>
    target === undefined
      ? value.toFixed(2)
      : `${value.toFixed(2)} (${most ? "<=" : ">="} ${target}) ${(most ? value <= target : value >= target) ? "ok" : "MISSED"}`;
  console.log(
    title.padEnd(34),
    cell(ratio("rate"), rate, false).padEnd(18),
    ratio("cpu").toFixed(2).padEnd(14),
    cell(ratio("p50"), p50, true).padEnd(18),
    values("p50").padEnd(18),
    values("rate"),
  );
}
