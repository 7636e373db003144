// A server of the example actors in a process of its own: says its address on stdout, and anything uncaught on stderr.
import { serve } from "actorgen/node";
import { actors } from "../../examples/actors/index.js";

for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`UNCAUGHT ${event} ${String(error)}\n`);
    process.exit(70);
  });
}

const [port = "0", store] = process.argv.slice(2);
const server = await serve(actors, { port: Number(port), store: store === undefined ? "memory" : { path: store } });
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
