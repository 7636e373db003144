// An HTTP proxy that knows no WebSocket, as some networks have: requests pass, upgrades are refused.
import { createServer, request as send } from "node:http";

/** Passes requests to `target`. `upgrades` counts what it refused. */
export async function proxyWithoutUpgrades(
  target: string,
): Promise<{ url: string; upgrades(): number; close(): Promise<void> }> {
  let refused = 0;
  const server = createServer((request, response) => {
    const onward = send(
      new URL(request.url ?? "/", target),
      { method: request.method ?? "GET", headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on("error", () => response.destroy());
      },
    );
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  server.on("upgrade", (_request, socket) => {
    refused++;
    socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    upgrades: () => refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
