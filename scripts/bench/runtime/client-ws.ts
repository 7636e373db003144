// The peer "ws": raw `ws` and JSON.
import { WebSocket } from "ws";
import { peerRoom, type OpenRoom } from "./rooms.js";

/** Opens a socket. */
export const open: OpenRoom = async (url, index, action, heard) => {
  const socket = new WebSocket(`${url.replace("http", "ws")}/user-${index}`, { perMessageDeflate: false });
  const waiting = new Map<number, (value: unknown) => void>();
  let lastId = 0;
  socket.on("message", (data) => {
    const frame: { t: string; id: number; value?: unknown } = JSON.parse(String(data));
    if (frame.t === "event") heard();
    else {
      waiting.get(frame.id)?.(frame.value);
      waiting.delete(frame.id);
    }
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const call = (what: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++lastId, resolve);
      socket.send(JSON.stringify({ t: "call", id: lastId, action: what, args }));
    });
  return peerRoom(call, index, action);
};
