// A TCP proxy in front of a server that counts sockets and can cut them.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** See above. */
export interface SocketCount {
  readonly url: string;
  /** All that were ever opened. */
  readonly opened: number;
  readonly open: number;
  /** Drops every socket now. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts a proxy to the server at `url`. */
export async function countSockets(url: string): Promise<SocketCount> {
  const { hostname, port } = new URL(url);
  const clients = new Set<Socket>();
  let opened = 0;
  const server = createServer((client) => {
    opened++;
    clients.add(client);
    const upstream = connect(Number(port), hostname);
    const end = (): void => {
      clients.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get opened() {
      return opened;
    },
    get open() {
      return clients.size;
    },
    cut: () => clients.forEach((client) => client.destroy()),
    close: () => {
      for (const client of clients) client.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
