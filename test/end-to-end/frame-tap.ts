// A proxy between client and server that keeps every frame, so that tests see what really crossed the wire; it can cut its sockets.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import WebSocket, { WebSocketServer } from "ws";
import type { Frame } from "./raw-socket.js";

/** What crossed, in order, by direction. */
export interface FrameTap {
  readonly url: string;
  readonly fromClient: readonly Frame[];
  readonly fromServer: readonly Frame[];
  /** Drops every socket now, without a close frame. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts a tap in front of the server at `url`. */
export async function frameTap(url: string): Promise<FrameTap> {
  const fromClient: Frame[] = [];
  const fromServer: Frame[] = [];
  const sockets = new Set<WebSocket>();
  const keep = (list: Frame[], data: string): void => {
    const message: unknown = JSON.parse(data);
    list.push(...((Array.isArray(message) ? message : [message]) as Frame[]));
  };
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  server.on("connection", (client, request) => {
    const protocols = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((entry) => entry.trim());
    const upstream = new WebSocket(`${url.replace(/^http/, "ws")}${request.url ?? ""}`, protocols);
    const early: string[] = [];
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("message", (data: Buffer) => {
      const text = data.toString();
      keep(fromClient, text);
      if (upstream.readyState === WebSocket.OPEN) upstream.send(text);
      else early.push(text);
    });
    upstream.on("open", () => early.forEach((text) => upstream.send(text)));
    upstream.on("message", (data: Buffer) => {
      keep(fromServer, data.toString());
      client.send(data.toString());
    });
    client.on("close", () => upstream.close());
    upstream.on("close", (code, reason) =>
      code === 1005 || code === 1006 ? client.terminate() : client.close(code, reason),
    );
  });
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fromClient,
    fromServer,
    cut: () => sockets.forEach((socket) => socket.terminate()),
    close: async () => {
      for (const socket of sockets) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
