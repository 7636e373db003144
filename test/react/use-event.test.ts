// useEvent: the newest handler, one subscription, and where its exceptions go; on each version of React.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createPage, usePages, type ChatRoom, type Page } from "./example-hooks.js";
import { reactVersions, withReact } from "./react-versions.js";

usePages();

describe.each(reactVersions)("React %s", async (version) => {
  const lib = await withReact(version);
  const { createElement: h, StrictMode, useEffect, useLayoutEffect } = lib.React;
  let page: Page;
  let heard: string[];

  beforeEach(() => {
    page = createPage(lib);
    heard = [];
  });

  interface Props {
    by?: string;
    event?: "messageReceived" | "typing";
    room?: string;
    enabled?: boolean;
  }

  function Listener({ by = "", event = "messageReceived", room = "general", enabled = true }: Props): null {
    const chat = page.useActor({ name: "chatRoom", key: room, params: { userId: "ann" }, enabled });
    chat.useEvent(event, (payload) => heard.push(by + JSON.stringify(payload)));
    return null;
  }

  test("always the newest handler, without subscribing anew", async () => {
    const mounted = await page.mount(h(Listener, { by: "first" }));
    await page.act(() => page.connections[0]?.open());
    page.connections[0]?.tell("messageReceived", 1);
    await mounted.render(h(Listener, { by: "second" }));
    page.connections[0]?.tell("messageReceived", 2);
    expect(heard).toEqual(["first1", "second2"]);
    expect(page.connections[0]?.subscriptions).toEqual(["+messageReceived"]);
  });

  test("an event in the commit that brought the handler finds it", async () => {
    function Teller(): null {
      useLayoutEffect(() => page.connections[0]?.tell("messageReceived", 2));
      return null;
    }
    const mounted = await page.mount(h("div", null, null, h(Listener, { by: "first" })));
    await mounted.render(h("div", null, h(Teller), h(Listener, { by: "second" })));
    expect(heard).toEqual(["second2"]);
  });

  test("another event and another room are followed; unmounting ends it", async () => {
    const mounted = await page.mount(h(Listener));
    await mounted.render(h(Listener, { event: "typing" }));
    expect(page.connections[0]?.subscriptions).toEqual(["+messageReceived", "-messageReceived", "+typing"]);
    await mounted.render(h(Listener, { event: "typing", room: "games" }));
    page.connections[0]?.tell("typing", "old");
    page.connections[1]?.tell("typing", "new");
    await mounted.unmount();
    page.connections[1]?.tell("typing", "late");
    expect(heard).toEqual(['"new"']);
    expect(page.connections[1]?.subscriptions).toEqual(["+typing", "-typing"]);
  });

  test("nothing while not enabled", async () => {
    const mounted = await page.mount(h(Listener, { enabled: false }));
    expect(page.connections).toEqual([]);
    await mounted.render(h(Listener));
    expect(page.connections[0]?.subscriptions).toEqual(["+messageReceived"]);
  });

  test("StrictMode: each event is heard once by each component", async () => {
    await page.mount(h(StrictMode, null, h(Listener, { by: "a" }), h(Listener, { by: "b" })));
    page.connections[0]?.tell("messageReceived", 1);
    expect(heard).toEqual(["a1", "b1"]);
    expect(page.connections).toHaveLength(1);
  });

  test("a child's effects come before its parent's: its event is subscribed as the connection is made", async () => {
    let atOnce: readonly string[] | undefined;
    function Child({ chat }: { chat: ChatRoom }): null {
      chat.useEvent("cleared", () => heard.push("cleared"));
      return null;
    }
    function Parent(): ReturnType<typeof h> {
      const chat = page.useActor({ name: "chatRoom", key: "general", params: { userId: "ann" } });
      chat.useEvent("typing", () => {});
      useEffect(() => {
        atOnce = [...(page.connections[0]?.subscriptions ?? [])];
      }, []);
      return h(Child, { chat });
    }
    await page.mount(h(Parent));
    expect(atOnce).toEqual(["+cleared", "+typing"]);
    expect(page.connections).toHaveLength(1);
    page.connections[0]?.tell("cleared");
    expect(heard).toEqual(["cleared"]);
  });

  test("an exception of a handler is reported, and is no error of the connection", async () => {
    const uncaught = vi.fn();
    const before = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException").on("uncaughtException", uncaught);
    try {
      let error: unknown = "none";
      function Throwing(): null {
        const chat = page.useActor({ name: "chatRoom", key: "general", params: { userId: "ann" } });
        error = chat.error;
        chat.useEvent("messageReceived", () => {
          throw new Error("of the handler");
        });
        return null;
      }
      await page.mount(h("div", null, h(Throwing), h(Listener)));
      await page.act(() => page.connections[0]?.tell("messageReceived", 1));
      await new Promise((resolve) => setImmediate(resolve));
      expect(uncaught.mock.calls[0]?.[0]).toMatchObject({ message: "of the handler" });
      expect(heard).toEqual(["1"]);
      expect(error).toBeUndefined();
    } finally {
      process.removeAllListeners("uncaughtException");
      for (const listener of before) process.on("uncaughtException", listener);
    }
  });
});
