// serve: an http server of its own for a set of actors.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ActorImplementation } from "../../server/index.js";
import { createHandler, type ServerInspection } from "./handler.js";
import { createLogger } from "./logger.js";
import type { ServeOptions } from "./options.js";

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Such as `http://127.0.0.1:8080`, with the `basePath`: what a client takes. */
  readonly url: string;
  /** The inspector's page with its token; undefined where it is off. Keep it from the public. */
  readonly inspectorUrl: string | undefined;
  /** What goes on now: actors in memory, their connections, the store's figures. */
  inspect(): Promise<ServerInspection>;
  /** Stops accepting, lets running actions finish, closes sockets with 1001. Resolves when all is closed. */
  close(): Promise<void>;
}

/**
 * Serves actors. Resolves when it listens; rejects when it cannot (port taken) or the store cannot be opened (`StoreError`).
 *
 * @example const server = await serve([chatRoom, gameRoom], { port: 8080 });
 */
export async function serve(
  actors: readonly ActorImplementation[],
  options: ServeOptions = {},
): Promise<RunningServer> {
  const handler = createHandler(actors, options);
  const server = createServer((request, response) => {
    if (!handler.request(request, response)) response.writeHead(404).end();
  });
  server.on("upgrade", (request, socket, head) => {
    if (!handler.upgrade(request, socket, head)) socket.destroy();
  });
  server.on("clientError", (error, socket) => {
    const status =
      "code" in error && error.code === "HPE_HEADER_OVERFLOW"
        ? "431 Request Header Fields Too Large"
        : "400 Bad Request";
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
    else socket.destroy();
  });
  const host = options.host ?? "127.0.0.1";
  await handler.ready;
  const { port } = await listen(server, options.port ?? 8080, host).catch(async (error: unknown) => {
    await handler.close();
    throw error;
  });
  const base = (options.basePath ?? "").replace(/\/+$/, "");
  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const { inspectorLink } = handler;
  const inspectorUrl = inspectorLink === undefined ? undefined : `${origin}${inspectorLink}`;
  if (inspectorUrl !== undefined) (options.logger ?? createLogger()).info({ inspectorUrl }, "the inspector is open");
  return {
    port,
    url: `${origin}${base}`,
    inspectorUrl,
    inspect: () => handler.inspect(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await handler.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(timer);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      if (typeof address === "object" && address) resolve(address);
      else reject(new Error("The server has no port."));
    });
  });
}
