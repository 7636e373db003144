// Connections as the load sees them: of the generated client, and of each peer.
import { WebSocket } from "ws";
import { createClient } from "../../../generated/client.js";
import type { ActionName } from "./messages.js";
import { load } from "./socketio.js";

/** One connection. */
export interface Room {
  call(count: number): Promise<unknown>;
}

/** Opens a connection number `index`; `heard` is called for each event that arrives. */
export type OpenRoom = (url: string, index: number, action: ActionName, heard: () => void) => Promise<Room>;

const text = "Hello everyone in this room!";
const argsOf = (action: ActionName, index: number, count: number): readonly unknown[] => {
  if (action === "toggle") return [];
  if (action === "newest") return [1];
  return action === "move" ? [{ x: count, y: index }] : [`user-${index}`, text];
};

const openActorgen: OpenRoom = async (url, index, action, heard) => {
  const client = createClient(url);
  if (action === "move" || action === "whisper" || action === "toggle") {
    const game = client.gameRoom.getOrCreate(["field"], { params: { playerId: `user-${index}` } }).connect();
    await game.ready;
    if (action === "whisper") return { call: () => game.whisper(`user-${index}`, text) };
    if (action === "toggle") return { call: () => game.start() };
    return { call: (count) => game.move({ x: count, y: index }) };
  }
  const place = action === "shout" ? "square" : action === "vast" ? "vast" : "corner";
  const chat = client.chatRoom.getOrCreate([place], { params: { userId: `user-${index}` } }).connect();
  if (action === "shout") chat.on("messageReceived", heard);
  await chat.ready;
  if (action === "slight" || action === "vast") {
    return { call: (count) => chat.mute(`user-${index}`, 1 + (count % 86_000)) };
  }
  if (action === "newest") {
    if (index === 0) await chat.sendMessage("user-0", text);
    return { call: () => chat.history(1) };
  }
  return { call: () => chat.sendMessage(`user-${index}`, text) };
};

const openWs: OpenRoom = async (url, index, action, heard) => {
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
  const call = (what: ActionName, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++lastId, resolve);
      socket.send(JSON.stringify({ t: "call", id: lastId, action: what, args }));
    });
  if (action === "newest" && index === 0) await call("post", argsOf("post", 0, 0));
  return { call: (count) => call(action, argsOf(action, index, count)) };
};

const openSocketIo: OpenRoom = async (url, index, action, heard) => {
  const io = await load("socket.io-client", "io");
  const socket = io(url, { transports: ["websocket"], forceNew: true });
  socket.on("messageReceived", heard);
  await new Promise<void>((resolve) => socket.on("connect", resolve));
  const call = (what: ActionName, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => socket.emit("call", { action: what, args }, resolve));
  if (action === "newest" && index === 0) await call("post", argsOf("post", 0, 0));
  return { call: (count) => call(action, argsOf(action, index, count)) };
};

/** How each contestant opens its connections. */
export const openers: Readonly<Record<string, OpenRoom>> = {
  actorgen: openActorgen,
  durable: openActorgen,
  ws: openWs,
  socketio: openSocketIo,
};
