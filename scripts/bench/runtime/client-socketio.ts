// The peer "socketio": its own client, over WebSocket.
import { peerRoom, type OpenRoom } from "./rooms.js";
import { load } from "./socketio.js";

/** Opens a socket of its own. */
export const open: OpenRoom = async (url, index, action, heard) => {
  const io = await load("socket.io-client", "io");
  const socket = io(url, { transports: ["websocket"], forceNew: true });
  socket.on("messageReceived", heard);
  await new Promise<void>((resolve) => socket.on("connect", resolve));
  const call = (what: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => socket.emit("call", { action: what, args }, resolve));
  return peerRoom(call, index, action);
};
