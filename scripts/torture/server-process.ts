// A server of every actor under torture, in a process of its own: does as its parent says, and ends with it.
import { subscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";
import { serve, type ServeOptions } from "actorgen/node";
import { wireKinds } from "../../examples/actors/wire-kinds.js";
import { numbersActor } from "../../test/faults/numbers-actor.js";
import { boundedChatRoom, boundedGameRoom } from "../../test/faults/bounded-rooms.js";

/** What the parent may ask: for the memory after a garbage collection, or to reset every socket. */
export type ToServer = "memory" | "cut";

/** What the server says. Numbers of bytes, and of open handles by kind. */
export type FromServer =
  | { readonly t: "listening"; readonly pid: number; readonly port: number; readonly url: string }
  | { readonly t: "failed"; readonly message: string }
  | { readonly t: "cut"; readonly sockets: number }
  | { readonly t: "memory"; readonly rss: number; readonly heap: number; readonly handles: Record<string, number> };

for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`UNCAUGHT ${event} ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(70);
  });
}
process.on("disconnect", () => process.exit(0));

const accepted = new Set<Socket>();
subscribe("net.server.socket", (message) => {
  if (typeof message !== "object" || !message || !("socket" in message) || !(message.socket instanceof Socket)) return;
  const { socket } = message;
  accepted.add(socket);
  socket.on("close", () => accepted.delete(socket));
});

const say = (message: FromServer): void => void process.send?.(message);
const options: ServeOptions = JSON.parse(process.argv[2] ?? "{}");
const actors = [numbersActor(), boundedChatRoom, boundedGameRoom, wireKinds];
process.on("message", (question: ToServer) => {
  if (question === "cut") {
    const sockets = [...accepted];
    for (const socket of sockets) socket.resetAndDestroy();
    say({ t: "cut", sockets: sockets.length });
    return;
  }
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const handles: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
  say({ t: "memory", rss, heap: heapUsed, handles });
});
try {
  const { port, url } = await serve(actors, options);
  say({ t: "listening", pid: process.pid, port, url });
} catch (error) {
  say({ t: "failed", message: String(error) });
}
