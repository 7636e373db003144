// What tests of the commands that speak to servers share: the demo's actors served, and servers that are none.
import { createServer, type RequestListener } from "node:http";
import { afterEach } from "vitest";
import { serve, type RunningServer, type ServeOptions } from "actorgen/node";
import { chatRoom } from "../../examples/actors/chat-room.js";
import { gameRoom } from "../../examples/actors/game-room.js";
import { wireKinds } from "../../examples/actors/wire-kinds.js";

const running: { close(): unknown }[] = [];
const quiet = (): void => {};

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** The demo's actors, in memory. */
export async function demo(options: ServeOptions = {}): Promise<RunningServer> {
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const server = await serve([chatRoom, gameRoom, wireKinds], { port: 0, store: "memory", logger, ...options });
  running.push(server);
  return server;
}

/** A server that answers as a test wants; gives its URL. */
export async function strange(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

/** Calls an action as any client would. */
export async function post(url: string, path: string, args: unknown): Promise<void> {
  const response = await fetch(`${url}/actors/${path}`, { method: "POST", body: JSON.stringify(args) });
  if (response.status !== 200) throw new Error(await response.text());
}
