// Measures the runtime beside a peer: --peer ws|socketio, --rounds 7, --only a,b. Interleaved windows, medians of ratios.
import { parseArgs } from "node:util";
import { start, type Measured } from "./runtime/contestant.js";
import type { Load } from "./runtime/messages.js";
import { howToInstall, isInstalled } from "./runtime/socketio.js";

const { values: options } = parseArgs({
  options: {
    peer: { type: "string", default: "ws" },
    rounds: { type: "string", default: "7" },
    only: { type: "string", default: "" },
    "server-flags": { type: "string", default: "" },
  },
});
const peer = options.peer === "socket.io" ? "socketio" : options.peer;
if (peer !== "ws" && peer !== "socketio") throw new Error("--peer is ws or socket.io");
if (peer === "socketio" && !isInstalled()) {
  console.error(howToInstall);
  process.exit(2);
}
const rounds = Number(options.rounds);

/** What is measured. */
interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly load: Load;
  /** Bounds of the ratios to the peer, as wanted of naive ws. */
  readonly targets: { readonly rate?: number; readonly cpu?: number; readonly p50?: number };
}

const load = (action: Load["action"], connections: number, callers: number, depth: number): Load => {
  return { action, connections, callers, depth, warmUp: 700, window: 1_500 };
};
const actions = { rate: 1.6, cpu: 0.5 };
const broadcast = { rate: 1.3, cpu: 0.4 };
const scenarios: readonly Scenario[] = [
  { name: "whisper", title: "no state, 64 x 16", load: load("whisper", 64, 64, 16), targets: actions },
  { name: "newest", title: "read a message, 64 x 16", load: load("newest", 64, 64, 16), targets: actions },
  { name: "toggle", title: "write a flag, 64 x 16", load: load("toggle", 64, 64, 16), targets: actions },
  { name: "post", title: "post a message, 64 x 16", load: load("post", 64, 64, 16), targets: actions },
  { name: "move", title: "1 of 64 records, 64 x 16", load: load("move", 64, 64, 16), targets: actions },
  { name: "single1", title: "no state, one at a time", load: load("whisper", 1, 1, 1), targets: { p50: 1.15 } },
  { name: "single2", title: "a flag, one at a time", load: load("toggle", 1, 1, 1), targets: { p50: 1.15 } },
  { name: "single3", title: "a message, one at a time", load: load("post", 1, 1, 1), targets: { p50: 1.15 } },
  { name: "shout100", title: "broadcast to 100", load: load("shout", 100, 1, 4), targets: broadcast },
  { name: "shout1000", title: "broadcast to 1,000", load: load("shout", 1_000, 1, 4), targets: broadcast },
];
const only = options.only === "" ? undefined : options.only.split(",");
const wanted = (name: string): boolean => only?.includes(name) ?? true;
const flags = options["server-flags"].split(",").filter((flag) => flag !== "");

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

function cell(ratio: number, target: number | undefined, most: boolean): string {
  if (Number.isNaN(ratio)) return "".padEnd(22);
  const met = target === undefined ? "" : (most ? ratio <= target : ratio >= target) ? "ok" : "MISSED";
  const bound = target === undefined ? "" : `(${most ? "<=" : ">="} ${target}) ${met}`;
  return `${ratio.toFixed(2)} ${bound}`.padEnd(22);
}

console.log(`actorgen, validated on both ends, against ${options.peer}: medians of ${rounds} rounds of ratios`);
console.log("".padEnd(26), "throughput".padEnd(22), "server CPU".padEnd(22), "p50".padEnd(22), "µs, ours / peer");
for (const { name, title, load, targets } of scenarios) {
  if (!wanted(name)) continue;
  const ours = await start("actorgen", flags);
  const theirs = await start(peer);
  const pairs: (readonly [Measured, Measured])[] = [];
  // The first round warms both up.
  for (let round = 0; round <= rounds; round++) {
    const pair = [await ours.run(load), await theirs.run(load)] as const;
    if (round > 0) pairs.push(pair);
  }
  ours.stop();
  theirs.stop();
  const ratio = (key: keyof Measured): number => median(pairs.map(([our, their]) => our[key] / their[key]));
  const both = (key: keyof Measured): string =>
    [0, 1].map((side) => median(pairs.map((pair) => pair[side]?.[key] ?? Number.NaN)).toFixed(2)).join(" / ");
  console.log(
    title.padEnd(26),
    cell(ratio("rate"), targets.rate, false),
    cell(ratio("cpu"), targets.cpu, true),
    cell(ratio("p50"), targets.p50, true),
    both(targets.p50 === undefined ? "cpu" : "p50"),
  );
}

if (wanted("idle")) {
  const kilobytes: string[][] = [];
  for (const name of ["actorgen", peer]) {
    const found: { rss: number; heap: number }[] = [];
    // Memory that was once taken does not come back: each time in new processes.
    for (let round = 0; round < 3; round++) {
      const contestant = await start(name);
      found.push(await contestant.idle(2_000));
      contestant.stop();
    }
    const medianOf = (key: "rss" | "heap"): number => median(found.map((idle) => idle[key])) / 1024;
    const bounds = name === "actorgen" ? { rss: 10.5, heap: 4 } : undefined;
    kilobytes.push([name, cell(medianOf("rss"), bounds?.rss, true), cell(medianOf("heap"), bounds?.heap, true)]);
  }
  console.log(`\n${"kB per idle connection".padEnd(26)} ${"RSS".padEnd(22)} heap`);
  for (const [name = "", ...cells] of kilobytes) console.log(name.padEnd(26), cells.join(" "));
}
