// The peer "trpc": mutations and a subscription over its WebSocket adapter, nothing validated.
import { EventEmitter, on } from "node:events";
import { WebSocketServer } from "ws";
import { answer, type PeerCall } from "./naive-room.js";
import { reportTo } from "./server-process.js";
import { loadTrpc } from "./trpc.js";

const { initTRPC } = await loadTrpc("@trpc/server");
const { applyWSSHandler } = await loadTrpc("@trpc/server/adapters/ws");
const messages = new EventEmitter();
messages.setMaxListeners(0);
const { router, procedure } = initTRPC.create();
const rooms = router({
  answered: procedure
    .input((value) => value)
    .mutation(({ input }: { input: PeerCall & { who: string } }) =>
      answer(input, input.who, (payload) => messages.emit("message", payload)),
    ),
  heard: procedure.subscription(async function* ({ signal }) {
    for await (const [message] of on(messages, "message", { signal })) yield message;
  }),
});
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
applyWSSHandler({ wss: server, router: rooms });
server.on("listening", () => {
  const address = server.address();
  if (typeof address === "object" && address) reportTo(`http://127.0.0.1:${address.port}`);
});
