// Measures the runtime: actions, broadcast, durable, idle; each beside its peers in one run. Interleaved windows, medians of ratios.
import { parseArgs } from "node:util";
import { availablePeers, peerNames } from "./runtime/contenders.js";
import { start, type Contestant, type Measured } from "./runtime/contestant.js";
import { cell, head, median, ratios, row } from "./runtime/report.js";
import { comparisons, scenarios } from "./runtime/scenarios.js";

const usage = `npm run bench -- [actions] [broadcast] [durable] [idle] [options]

Without a name all four are run. Every figure is a ratio to naive ws, in rounds that take turns, but for durable (ratios
of actorgen to itself) and idle (kB per connection).

  --peers ws,socketio,trpc   who else is measured; ws always is
  --rounds 7                 rounds, after one that warms up
  --only flag,10             titles that contain one of these
  --server-flags=--cpu-prof  flags of node for the servers of actorgen`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: "string", default: peerNames.join(",") },
    rounds: { type: "string", default: "7" },
    only: { type: "string", default: "" },
    "server-flags": { type: "string", default: "" },
    help: { type: "boolean", short: "h", default: false },
  },
});
const commands = ["actions", "broadcast", "durable", "idle"] as const;
const unknown = positionals.filter((name) => !commands.some((command) => command === name));
if (options.help || unknown.length > 0) {
  console.log(usage);
  process.exit(options.help ? 0 : 2);
}
const listed = (text: string): string[] => text.split(",").filter((part) => part !== "");
const chosen = (command: (typeof commands)[number]): boolean =>
  positionals.length === 0 || positionals.includes(command);
const only = listed(options.only);
const wanted = ({ title }: { title: string }): boolean =>
  only.length === 0 || only.some((part) => title.includes(part));
const rounds = Number(options.rounds);
const flags = listed(options["server-flags"]);
const contenders = ["actorgen", ...availablePeers([...new Set(["ws", ...listed(options.peers)])])];
const launch = (name: string): Promise<Contestant> =>
  start(name, name === "actorgen" || name === "durable" ? flags : []);

if (chosen("actions") || chosen("broadcast")) {
  console.log(head(["to naive ws", "contender", "throughput", "server CPU", "p50", "CPU µs", "p50 µs"]));
  for (const command of ["actions", "broadcast"] as const) {
    if (!chosen(command)) continue;
    for (const scenario of scenarios[command].filter(wanted)) {
      const running = new Map<string, Contestant>();
      for (const name of contenders) running.set(name, await launch(name));
      const measured: Record<string, Measured>[] = [];
      for (let round = 0; round <= rounds; round++) {
        const windows: Record<string, Measured> = {};
        for (const [name, contestant] of running) windows[name] = await contestant.run(scenario.load);
        if (round > 0) measured.push(windows);
      }
      for (const [name, contestant] of running) {
        contestant.stop();
        const pairs = measured.map((windows) => [windows[name]!, windows["ws"]!] as const);
        const absolute = (key: keyof Measured): string => cell(median(pairs.map(([one]) => one[key])));
        const goals = name === "actorgen" ? scenario.goals : {};
        console.log(row([scenario.title, name, ...ratios(pairs, goals), absolute("cpu"), absolute("p50")]));
      }
    }
  }
}

if (chosen("durable")) {
  console.log(`\n${head(["actorgen to itself", "throughput", "server CPU", "p50", "calls/s"])}`);
  for (const { title, ours, other, goals } of comparisons.filter(wanted)) {
    const both = [await launch(ours[0]), await launch(other[0])] as const;
    const pairs: (readonly [Measured, Measured])[] = [];
    for (let round = 0; round <= rounds; round++) {
      const pair = [await both[0].run(ours[1]), await both[1].run(other[1])] as const;
      if (round > 0) pairs.push(pair);
    }
    for (const contestant of both) contestant.stop();
    const rates = [0, 1].map((side) => median(pairs.map((pair) => pair[side]?.rate ?? Number.NaN)).toFixed(0));
    console.log(row([title, ...ratios(pairs, goals), rates.join(" / ")]));
  }
}

if (chosen("idle")) {
  console.log(`\n${head(["kB per idle connection", "RSS", "heap"])}`);
  for (const name of contenders) {
    const found: { rss: number; heap: number }[] = [];
    // Memory that was once taken does not come back: each time in new processes.
    for (let round = 0; round < 3; round++) {
      const contestant = await launch(name);
      found.push(await contestant.idle(2_000));
      contestant.stop();
    }
    const of = (key: "rss" | "heap"): number => median(found.map((idle) => idle[key])) / 1024;
    const ours = name === "actorgen";
    console.log(row([name, cell(of("rss"), ours ? 10.5 : undefined), cell(of("heap"), ours ? 4 : undefined)]));
  }
}
