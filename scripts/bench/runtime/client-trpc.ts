// The peer "trpc": its own client over its WebSocket link.
import { WebSocket } from "ws";
import { peerRoom, type OpenRoom } from "./rooms.js";
import { loadTrpc } from "./trpc.js";

/** Opens a socket of its own. */
export const open: OpenRoom = async (url, index, action, heard) => {
  const { createTRPCClient, createWSClient, wsLink } = await loadTrpc("@trpc/client");
  const client = createTRPCClient({
    links: [wsLink({ client: createWSClient({ url: url.replace("http", "ws"), WebSocket }) })],
  });
  if (action === "shout") {
    await new Promise<void>((started) => {
      client.heard.subscribe(undefined, { onData: heard, onStarted: started });
    });
  }
  const call = (what: string, args: readonly unknown[]): Promise<unknown> =>
    client.answered.mutate({ action: what, args, who: `user-${index}` });
  // It connects with the first call.
  if (action === "post") await call("whisper", []);
  return peerRoom(call, index, action);
};
