// The same numbered streams served by Socket.IO with connection state recovery.
import { load, type SocketIo } from "../bench/runtime/socketio.js";
import type { FromServer } from "./server-process.js";

interface RecoverableSocket extends SocketIo {
  readonly handshake: { readonly auth: { readonly client?: number } };
  join(room: string): void;
}

interface RecoveringServer extends SocketIo {
  readonly httpServer: { address(): { readonly port: number } };
  to(room: string): SocketIo;
}

process.on("disconnect", () => process.exit(0));
const { limits }: { limits: { silence: number } } = JSON.parse(process.argv[2] ?? "{}");
const Server = await load("socket.io", "Server");
// The bench's type of it knows less.
const server = new Server(0, {
  transports: ["websocket"],
  perMessageDeflate: false,
  connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: true },
  pingInterval: limits.silence / 2,
  pingTimeout: limits.silence / 2,
}) as RecoveringServer;
let count = 0;
let posts = 0;
const sent: Record<string, number> = {};
const publish = (pad: number): number => {
  server.emit("public", { n: ++count, pad: "x".repeat(pad) });
  return count;
};
const tell = (client: number, pad: number): number => {
  const n = (sent[client] ?? 0) + 1;
  sent[client] = n;
  server.to(`client-${client}`).emit("private", { n, pad: "x".repeat(pad) });
  return n;
};
server.on("connection", (socket: RecoverableSocket) => {
  const { client } = socket.handshake.auth;
  if (client !== undefined) {
    sent[client] ??= 0;
    void socket.join(`client-${client}`);
  }
  socket.on("post", (answer: (n: number) => void) => {
    posts++;
    answer(publish(count % 100));
  });
  socket.on("ask", (answer: (n: number) => void) => answer(tell(client ?? -1, 0)));
  socket.on("tick", (pad: number, answer: () => void) => {
    publish(pad);
    for (const each of Object.keys(sent)) tell(Number(each), pad);
    answer();
  });
  socket.on("blast", (times: number, pad: number, answer: (n: number) => void) => {
    for (let left = times; left > 0; left--) publish(pad);
    answer(count);
  });
  socket.on("totals", (answer: (totals: object) => void) => answer({ public: count, posts, private: sent }));
});
const { port } = server.httpServer.address();
const message: FromServer = { t: "listening", pid: process.pid, port, url: `http://127.0.0.1:${port}` };
process.send?.(message);
