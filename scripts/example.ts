// The example page: the actor server and Vite's development server of examples/chat, until Ctrl+C.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs, styleText } from "node:util";
import { StoreError } from "actorgen/node";
import { createServer, type ViteDevServer } from "vite";
import { startServer } from "../examples/chat/server.js";

const folder = fileURLToPath(new URL("../examples/chat", import.meta.url));
const usage = `npm run example -- [options]

  --port <port>         of the page (default 5173)
  --actors-port <port>  of the actor server (default 8080)
  --no-open             do not open a browser
  --help                this text`;

class Stop extends Error {}

const options = {
  port: { type: "string", default: "5173" },
  "actors-port": { type: "string", default: "8080" },
  "no-open": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

function flags(): ReturnType<typeof parseArgs<{ options: typeof options }>>["values"] {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function portOf(flag: "port" | "actors-port", text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Stop(`--${flag} takes a port, not "${text}".`);
  return port;
}

/** Says what keeps a server from starting: a port that is taken, and by which flag to take another; a store in use. */
function explain(flag: "port" | "actors-port", port: number): (error: unknown) => never {
  return (error) => {
    if (error instanceof StoreError) throw new Stop(error.message);
    if (!(error instanceof Error) || !/EADDRINUSE|already in use/.test(error.message)) throw error;
    throw new Stop(`Port ${port} is taken. Choose another: npm run example -- --${flag} ${port + 1}`);
  };
}

async function startPage(port: number, actorsPort: number): Promise<ViteDevServer> {
  // Vite puts it into index.html.
  process.env["VITE_ACTORS_URL"] = `http://127.0.0.1:${actorsPort}`;
  const page = await createServer({ root: folder, logLevel: "warn", server: { port, strictPort: true } });
  return page.listen();
}

async function main(): Promise<void> {
  const values = flags();
  if (values.help) return console.log(usage);
  const port = portOf("port", values.port);
  const actorsPort = portOf("actors-port", values["actors-port"]);
  const start = () => startServer(actorsPort, join(folder, ".actorgen/store.db"));

  const page = await startPage(port, actorsPort).catch(explain("port", port));
  let actors = await start().catch(explain("actors-port", actorsPort));

  const address = page.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
  console.log(`
  Page     ${styleText("bold", address)}
  Actors   ${actors.url}

  Open it twice to talk to yourself. ${process.stdin.isTTY ? "Enter restarts the actor server; " : ""}Ctrl+C ends both.`);
  if (!values["no-open"]) page.openBrowser();

  let work = Promise.resolve();
  const inTurn = (next: () => Promise<void>): Promise<void> => (work = work.then(next));
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
  lines?.on("line", () =>
    inTurn(async () => {
      await actors.close();
      actors = await start();
      console.log("  The actor server has restarted.");
    }),
  );
  let ending = false;
  const end = (): void => {
    // Whoever asks twice does not want to wait.
    if (ending) process.exit(130);
    ending = true;
    lines?.close();
    void inTurn(async () => {
      await Promise.all([page.close(), actors.close()]);
      process.exit(0);
    });
  };
  process.on("SIGINT", end).on("SIGTERM", end);
  lines?.on("SIGINT", end);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Stop ? error.message : error);
  process.exit(1);
});
