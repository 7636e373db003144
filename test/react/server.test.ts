// The hooks on the real client against a real server in another process: sockets, messages, reconnection.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { UsedAction } from "actorgen/react";
import {
  createClient,
  type ChatRoomActions,
  type ChatRoomConnection,
  type ChatRoomErrors,
  type Client,
  type Message,
} from "../../generated/client.js";
import { startServer, type ServerProcess } from "../end-to-end/server.js";
import { usePages, type Actors } from "./example-hooks.js";
import { reactVersions, withReact } from "./react-versions.js";
import { countSockets, type SocketCount } from "./socket-count.js";

usePages();

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
}, 30_000);
afterAll(async () => {
  expect(server.log()).not.toContain("UNCAUGHT");
  expect(await server.stop()).toBe(0);
});

const events = {
  messageReceived: (messages: Message[], message: Message): Message[] => [...messages, message],
  cleared: (): Message[] => [],
};
let rooms = 0;

describe.each(reactVersions)("React %s", async (version) => {
  const lib = await withReact(version);
  const { createElement: h, StrictMode, useState } = lib.React;
  let sockets: SocketCount;
  let client: Client;
  let writer: ChatRoomConnection;
  let room: string;
  let useActor: ReturnType<typeof lib.createHooks<Actors>>["useActor"];
  let container: HTMLElement;
  let root: ReturnType<typeof lib.dom.createRoot>;

  beforeEach(async () => {
    // Time passes as it does: nothing is wrapped in act.
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
    room = `react-${version}-${++rooms}`;
    sockets = await countSockets(server.url);
    // An attempt to connect that was cut may hang in the platform's fetch: the client gives it up after a third of the silence.
    client = createClient(sockets.url, { reconnect: { minDelay: 5, maxDelay: 50 }, silence: 3_000 });
    writer = createClient(server.url)
      .chatRoom.getOrCreate(room, { params: { userId: "ben" } })
      .connect();
    await writer.ready;
    ({ useActor } = lib.createHooks<Actors>(client, { grace: 30 }));
    container = document.createElement("div");
    root = lib.dom.createRoot(container);
  });
  afterEach(async () => {
    root.unmount();
    await Promise.all([client.dispose(), writer.dispose()]);
    await sockets.close();
  });

  const shows = (text: string): Promise<void> => vi.waitFor(() => expect(container.textContent).toBe(text), 5_000);

  test("StrictMode: two components, one socket, closed after the last has gone", async () => {
    function Last({ by }: { by: string }): string {
      const chat = useActor({ name: "chatRoom", key: [room], params: { userId: "ann" } });
      const [last, setLast] = useState("-");
      chat.useEvent("messageReceived", ({ text, sentAt }) => setLast(`${text} ${sentAt instanceof Date}`));
      return `${by} ${chat.connStatus} ${last} `;
    }
    root.render(h(StrictMode, null, h(Last, { by: "a" }), h(Last, { by: "b" })));
    await shows("a connected - b connected - ");
    await writer.sendMessage("ben", "hello");
    await shows("a connected hello true b connected hello true ");
    expect({ opened: sockets.opened, open: sockets.open }).toEqual({ opened: 1, open: 1 });
    root.render(null);
    await vi.waitFor(() => expect(sockets.open).toBe(0));
    expect(sockets.opened).toBe(1);
  });

  test("a declared error comes typed, and a result with its dates", async () => {
    let send: UsedAction<ChatRoomActions["sendMessage"], ChatRoomErrors["sendMessage"]> | undefined;
    function Sender(): string {
      const sender = useActor({ name: "chatRoom", key: room, params: { userId: "ann" } }).useAction("sendMessage");
      send = sender;
      if (sender.error?.code === "muted") return `muted ${(sender.error.data?.until.getTime() ?? 0) > Date.now()}`;
      return sender.data ? `sent ${sender.data.sentAt instanceof Date}` : "-";
    }
    root.render(h(StrictMode, null, h(Sender)));
    await shows("-");
    await send?.run("ann", "hello");
    await shows("sent true");
    await writer.mute("ann", 60);
    await send?.run("ann", "hello").catch(() => {});
    await shows("muted true");
    expect(sockets.opened).toBe(1);
  });

  test("a refused connection says why, and other params lead out of it", async () => {
    function Room({ userId }: { userId: string }): string {
      const { connStatus, error } = useActor({ name: "chatRoom", key: room, params: { userId } });
      return `${connStatus} ${error?.code ?? ""}`;
    }
    root.render(h(StrictMode, null, h(Room, { userId: "" })));
    await shows("idle invalid_params");
    root.render(h(StrictMode, null, h(Room, { userId: "ann" })));
    await shows("connected ");
  });

  test("useActorState shows every message once and in order, while sockets are cut and messages rain", async () => {
    const seen: string[][] = [];
    function Messages(): string {
      const { state } = useActor({ name: "chatRoom", key: room, params: { userId: "ann" } }).useActorState({
        action: "history",
        args: [500],
        events,
      });
      seen.push(state?.map(({ text }) => text) ?? []);
      return state ? `${state.length}` : "-";
    }
    const total = 300;
    let sent = 0;
    const rain = async (): Promise<void> => {
      while (sent < total) {
        const burst = Array.from({ length: 5 }, () => writer.sendMessage("ben", String(sent++)));
        await Promise.all(burst);
      }
    };
    const raining = rain();
    root.render(h(StrictMode, null, h(Messages), " ", h(Messages)));
    for (let cut = 0; cut < 5; cut++) {
      const before = sent;
      await vi.waitFor(() => expect(sent === total || sent > before + 20).toBe(true), { timeout: 5_000, interval: 1 });
      sockets.cut();
    }
    await raining;
    await shows(`${total} ${total}`);
    const all = Array.from({ length: total }, (_, index) => String(index));
    expect(seen.at(-1)).toEqual(all);
    // Never a message twice or out of order. What a lost connection missed is missing until the state is loaded anew.
    for (const texts of seen) expect(texts).toEqual([...new Set(texts)].sort((a, b) => Number(a) - Number(b)));
    expect(sockets.opened).toBeGreaterThan(1);
  }, 20_000);
});
