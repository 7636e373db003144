// What every server process does: says its address, and tells its CPU and memory when asked.
import type { FromServer, ToServer } from "./messages.js";

/** Takes the bench's questions from now on. Needs `node --expose-gc`, so that memory is what is held. */
export function reportTo(url: string): void {
  const send = (message: FromServer): void => void process.send?.(message);
  process.on("message", (question: ToServer) => {
    const { user, system } = process.cpuUsage();
    const at = performance.now();
    if (question === "memory") globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    send({ t: "usage", cpu: user + system, at, rss, heap: heapUsed });
  });
  process.on("disconnect", () => process.exit(0));
  send({ t: "listening", url });
}
