// A React component with the emitted hooks, tested with the emitted fake: loading, events, a declared error, and no network.
import { Window } from "happy-dom";
import { act, createElement as h, useEffect, useState, type ReactNode } from "react";
import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isChatRoomError, type Client, type Message } from "../../generated/client.js";
import { createHooks, type Hooks } from "../../generated/react.js";
import { createFakeServer, type FakeServer } from "../../generated/testing.js";

const window = new Window({ url: "http://localhost/" });
Object.assign(globalThis, {
  IS_REACT_ACT_ENVIRONMENT: true,
  window,
  document: window.document,
  navigator: window.navigator,
});
// React DOM looks for the document when it is loaded.
const { createRoot } = await import("react-dom/client");

/** What is tested: a room with its history, and a button that posts. */
function chatOf({ useActor }: Hooks): () => ReactNode {
  return function Chat() {
    const [messages, setMessages] = useState<readonly Message[]>();
    const [notice, setNotice] = useState("");
    const room = useActor({ name: "chatRoom", key: "general", params: { userId: "ann" } });
    const { connection } = room;
    room.useEvent("messageReceived", (message) => setMessages((before = []) => [...before, message]));
    useEffect(() => {
      connection?.history(20).then(setMessages, () => setNotice("could not load"));
    }, [connection]);
    const post = (): void => {
      connection?.sendMessage("ann", "Hi").catch((error: unknown) => {
        setNotice(isChatRoomError("sendMessage", error) ? `muted until ${error.data.until.toISOString()}` : "failed");
      });
    };
    return h(
      "main",
      null,
      h("p", null, room.connStatus),
      messages ? messages.map(({ id, text }) => h("li", { key: id }, text)) : "loading",
      h("output", null, notice),
      h("button", { onClick: post }),
    );
  };
}

const message: Message = {
  id: "7d444840-9dc0-4a1e-8f6b-1b2b6a3c4d5e",
  userId: "ben",
  text: "Hello",
  sentAt: new Date("2026-01-01T12:00:00Z"),
};

let server: FakeServer;
let container: HTMLElement;
let root: Root;
beforeEach(() => {
  server = createFakeServer({ chatRoom: { history: [message], sendMessage: () => message } });
  container = document.createElement("div");
  root = createRoot(container);
});
afterEach(async () => {
  await act(() => root.unmount());
  await server.close();
});

async function mount(client: Client = server.client): Promise<void> {
  await act(async () => {
    root.render(h(chatOf(createHooks(client))));
    await server.settle();
  });
}

const texts = (): (string | null)[] => [...container.querySelectorAll("li")].map(({ textContent }) => textContent);
const post = (): Promise<void> =>
  act(async () => {
    container.querySelector("button")?.click();
    await server.settle();
  });

test("shows what was said, and what is said then", async () => {
  const warn = vi.spyOn(console, "error");
  await mount();
  expect(texts()).toEqual(["Hello"]);
  const second = { ...message, id: "0d444840-9dc0-4a1e-8f6b-1b2b6a3c4d5e", text: "Anyone?" };
  await act(() => server.actor("chatRoom", "general").emit("messageReceived", second));
  expect(texts()).toEqual(["Hello", "Anyone?"]);
  expect(server.actor("chatRoom", "general").calls("history")).toEqual([[20]]);
  expect(server.actor("chatRoom", "general").params).toEqual([{ userId: "ann" }]);
  expect(warn).not.toHaveBeenCalled();
});

test("says that it is loading while the reply takes its time", async () => {
  server.actor("chatRoom", "general").delay("history", 500);
  await mount();
  expect(container.textContent).toContain("loading");
  await act(() => server.clock.advance(500));
  expect(container.textContent).not.toContain("loading");
  expect(texts()).toEqual(["Hello"]);
});

test("tells a muted user until when", async () => {
  await mount();
  server.actor("chatRoom", "general").fail("sendMessage", "muted", { until: new Date("2026-01-02T00:00:00Z") });
  await post();
  expect(container.querySelector("output")?.textContent).toBe("muted until 2026-01-02T00:00:00.000Z");
  expect(server.actor("chatRoom", "general").calls("sendMessage")).toEqual([["ann", "Hi"]]);
});

test("shows that the connection is lost, and what it missed when it is back", async () => {
  await mount();
  await act(() => server.disconnect());
  expect(container.querySelector("p")?.textContent).not.toBe("connected");
  const missed = { ...message, id: "1d444840-9dc0-4a1e-8f6b-1b2b6a3c4d5e", text: "Missed" };
  await act(() => server.actor("chatRoom", "general").emit("messageReceived", missed));
  expect(texts()).toEqual(["Hello"]);
  await act(() => server.reconnect());
  expect(container.querySelector("p")?.textContent).toBe("connected");
  expect(texts()).toEqual(["Hello", "Missed"]);
});
