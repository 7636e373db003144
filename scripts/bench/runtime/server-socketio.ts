// The peer "socket.io": its WebSocket transport and acknowledgements, nothing validated.
import { answer, type PeerCall } from "./naive-room.js";
import { reportTo } from "./server-process.js";
import { load, type SocketIo } from "./socketio.js";

const Server = await load("socket.io", "Server");
const server = new Server(0, { transports: ["websocket"], perMessageDeflate: false });
server.on("connection", (socket: SocketIo) => {
  socket.on("call", (call: PeerCall, acknowledge: (value: unknown) => void) => {
    acknowledge(answer(call, String(socket.id), (payload) => server.emit("messageReceived", payload)));
  });
});
reportTo(`http://127.0.0.1:${server.httpServer.address().port}`);
