// The client process of one contestant: opens connections and loads them as the bench says.
import type { FromClient, Load, ToClient } from "./messages.js";
import type { OpenRoom, Room } from "./rooms.js";

const [, , contestant = "", url = ""] = process.argv;
const { open }: { open: OpenRoom } = await import(`./client-${contestant}.js`);

const rooms: Room[] = [];
let heard = 0;
const send = (message: FromClient): void => void process.send?.(message);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function openUpTo(count: number, action: Load["action"]): Promise<void> {
  const hear = (): void => void heard++;
  while (rooms.length < count) {
    const batch = Math.min(50, count - rooms.length);
    const indexes = Array.from({ length: batch }, (_room, index) => rooms.length + index);
    rooms.push(...(await Promise.all(indexes.map((index) => open(url, index, action, hear)))));
  }
}

async function run({ action, connections, callers, depth, warmUp, window }: Load): Promise<void> {
  await openUpTo(connections, action);
  const latencies: number[] = [];
  let answered = 0;
  let count = 0;
  let running = true;
  const caller = async (room: Room): Promise<void> => {
    while (running) {
      const start = performance.now();
      await room.call(count++);
      answered++;
      if (callers * depth === 1) latencies.push(performance.now() - start);
    }
  };
  const calling = rooms.slice(0, callers).flatMap((room) => Array.from({ length: depth }, () => caller(room)));
  const mark = (): void => send({ t: "mark", done: action === "shout" ? heard : answered, at: performance.now() });
  await pause(warmUp);
  latencies.length = 0;
  mark();
  await pause(window);
  mark();
  running = false;
  await Promise.all(calling);
  latencies.sort((a, b) => a - b);
  send({ t: "finished", p50: latencies[latencies.length >> 1] ?? Number.NaN });
}

process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToClient) => {
  if (message.t === "run") void run(message.load);
  else void openUpTo(message.connections, "post").then(() => send({ t: "finished", p50: Number.NaN }));
});
