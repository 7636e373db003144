// The peer "ws": raw `ws` and JSON, one send per message, nothing validated.
import { WebSocketServer, type WebSocket } from "ws";
import { answer, type PeerCall } from "./naive-room.js";
import { reportTo } from "./server-process.js";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const sockets = new Set<WebSocket>();
server.on("connection", (socket, request) => {
  const who = request.url ?? "";
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  socket.on("message", (data) => {
    const call: PeerCall = JSON.parse(String(data));
    const value = answer(call, who, (payload) => {
      const text = JSON.stringify({ t: "event", event: "messageReceived", payload });
      for (const other of sockets) other.send(text);
    });
    socket.send(JSON.stringify({ t: "result", id: call.id, value }));
  });
});
server.on("listening", () => {
  const address = server.address();
  if (typeof address === "object" && address) reportTo(`http://127.0.0.1:${address.port}`);
});
