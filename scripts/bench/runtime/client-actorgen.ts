// The measured client: the generated one.
import { createClient } from "../../../generated/client.js";
import { text, type OpenRoom } from "./rooms.js";

/** Opens a connection to the actor that has the action. */
export const open: OpenRoom = async (url, index, action, heard) => {
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
