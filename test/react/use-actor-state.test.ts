// useActorState: loaded once, carried on by events in their order, shared without tearing; on each version of React.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ActorError } from "actorgen/client";
import type { Message } from "../../generated/client.js";
import { createPage, usePages, type ChatRoom, type Page } from "./example-hooks.js";
import type { FakeConnection } from "./fake-client.js";
import { reactVersions, withReact } from "./react-versions.js";

usePages();

const message = (text: string): Message => ({ id: text, userId: "ann", text, sentAt: new Date(0) });

const events = {
  messageReceived: (messages: Message[], received: Message): Message[] => [...messages, received],
  cleared: (): Message[] => [],
};

describe.each(reactVersions)("React %s", async (version) => {
  const lib = await withReact(version);
  const { createElement: h, StrictMode, startTransition, useLayoutEffect } = lib.React;
  let page: Page;
  let connection: FakeConnection;
  let renders: number;

  interface Props {
    limit?: number;
    initial?: Message[];
    room?: string;
    enabled?: boolean;
    inPlace?: string;
  }

  function useRoom({ room = "general", enabled = true }: Props): ChatRoom {
    return page.useActor({ name: "chatRoom", key: room, params: { userId: "ann" }, enabled });
  }

  let reload: () => void;
  function Messages({ limit = 50, initial, inPlace, ...props }: Props): string {
    renders++;
    const messages = useRoom(props).useActorState({
      action: "history",
      args: [limit],
      events:
        inPlace === undefined
          ? events
          : { messageReceived: (before, { text }) => [...before, message(`${inPlace}${text}`)] },
      initial,
    });
    reload = messages.reload;
    return `${messages.state?.map(({ text }) => text).join() ?? "-"}${messages.pending ? " pending" : ""} ${messages.error?.code ?? ""}`;
  }

  const answer = (call: number, ...texts: string[]): Promise<void> =>
    page.act(() => connection.calls[call]?.resolve(texts.map(message)));
  const tell = (text: string): Promise<void> => page.act(() => connection.tell("messageReceived", message(text)));

  async function mount(...nodes: Parameters<typeof h>[2][]): Promise<Awaited<ReturnType<Page["mount"]>>> {
    const mounted = await page.mount(h(StrictMode, null, ...nodes));
    const [first] = page.connections;
    if (first) connection = first;
    await page.act(() => first?.open());
    return mounted;
  }

  beforeEach(() => {
    page = createPage(lib);
    renders = 0;
  });

  test("loads over the connection and goes on with events", async () => {
    const { container } = await mount(h(Messages));
    expect(container.textContent).toBe("- pending ");
    expect(connection.calls).toMatchObject([{ action: "history", args: [50] }]);
    expect(connection.subscriptions).toEqual(["+messageReceived", "+cleared"]);
    await answer(0, "a", "b");
    expect(container.textContent).toBe("a,b ");
    await tell("c");
    expect(container.textContent).toBe("a,b,c ");
    await page.act(() => connection.tell("cleared"));
    expect(container.textContent).toBe(" ");
    expect(page.warnings).toEqual([]);
  });

  test("events before the result are in it; those after it, even in the same message, follow", async () => {
    const { container } = await mount(h(Messages));
    await tell("a");
    await page.act(() => {
      // What the client does with one message that holds event, result, event, event.
      connection.tell("messageReceived", message("b"));
      connection.calls[0]?.resolve([message("a"), message("b")]);
      connection.tell("messageReceived", message("c"));
      connection.tell("messageReceived", message("d"));
    });
    expect(container.textContent).toBe("a,b,c,d ");
  });

  test("after a lost connection it is loaded anew; meanwhile the state stays", async () => {
    const { container } = await mount(h(Messages));
    await answer(0, "a");
    await page.act(() => connection.lose());
    expect(container.textContent).toBe("a ");
    await page.act(() => connection.open());
    expect(container.textContent).toBe("a pending ");
    await tell("c");
    expect(container.textContent).toBe("a,c pending ");
    await answer(1, "a", "b", "c");
    expect(container.textContent).toBe("a,b,c ");
    expect(connection.calls).toHaveLength(2);
    expect(connection.subscriptions).toHaveLength(2);
  });

  test("a load that falls with the connection is no error, but made again", async () => {
    const { container } = await mount(h(Messages));
    await page.act(() => {
      connection.calls[0]?.reject(new ActorError({ code: "disconnected", message: "" }));
      connection.lose();
    });
    expect(container.textContent).toBe("- pending ");
    await page.act(() => connection.open());
    await answer(1, "a");
    expect(container.textContent).toBe("a ");
  });

  test("a failed load is an error, reload tries again, and the newest load counts", async () => {
    const { container } = await mount(h(Messages));
    await page.act(() => connection.calls[0]?.reject(new ActorError({ code: "timeout", message: "" })));
    expect(container.textContent).toBe("- timeout");
    await page.act(() => reload());
    await page.act(() => reload());
    expect(container.textContent).toBe("- pending timeout");
    await answer(2, "new");
    await answer(1, "old");
    expect(container.textContent).toBe("new ");
  });

  test("components with the same reducers share one state; other args or reducers make another", async () => {
    const { container } = await mount(
      h("p", { key: 1 }, h(Messages)),
      h("p", { key: 2 }, h(Messages)),
      h("p", { key: 3 }, h(Messages, { limit: 2 })),
      h("p", { key: 4 }, h(Messages, { inPlace: "x" })),
    );
    expect(connection.calls.map(({ args }) => args)).toEqual([[50], [2], [50]]);
    expect(page.connections).toHaveLength(1);
    for (const call of [0, 1, 2]) await answer(call, "a");
    await tell("b");
    expect([...container.children].map(({ textContent }) => textContent)).toEqual(["a,b ", "a,b ", "a,b ", "a,xb "]);
  });

  test("reducers in place: the newest are used, without loading or subscribing anew", async () => {
    const mounted = await mount(h(Messages, { inPlace: "1" }));
    await answer(0);
    await tell("a");
    await mounted.render(h(StrictMode, null, h(Messages, { inPlace: "2" })));
    await tell("b");
    expect(mounted.container.textContent).toBe("1a,2b ");
    expect(connection.calls).toHaveLength(1);
    expect(connection.subscriptions).toEqual(["+messageReceived"]);
  });

  test("other args and another room begin anew", async () => {
    const mounted = await mount(h(Messages));
    await answer(0, "a");
    await mounted.render(h(StrictMode, null, h(Messages, { limit: 1 })));
    expect(mounted.container.textContent).toBe("- pending ");
    expect(connection.calls[1]).toMatchObject({ args: [1] });
    await answer(1, "b");
    expect(mounted.container.textContent).toBe("b ");
    await mounted.render(h(StrictMode, null, h(Messages, { limit: 1, room: "games" })));
    expect(mounted.container.textContent).toBe("- pending ");
    expect(page.connections[1]?.calls).toEqual([]);
    await page.act(() => page.connections[1]?.open());
    expect(page.connections[1]?.calls).toMatchObject([{ args: [1] }]);
  });

  test("an initial state is shown, goes on with events, and gives way to the loaded one", async () => {
    const { container } = await mount(h(Messages, { initial: [message("i")] }));
    expect(container.textContent).toBe("i pending ");
    await tell("a");
    expect(container.textContent).toBe("i,a pending ");
    await answer(0, "i", "a");
    expect(container.textContent).toBe("i,a ");
  });

  test("nothing while not enabled", async () => {
    const mounted = await mount(h(Messages, { enabled: false }));
    expect(mounted.container.textContent).toBe("- ");
    expect(page.connections).toEqual([]);
    await mounted.render(h(StrictMode, null, h(Messages)));
    expect(mounted.container.textContent).toBe("- pending ");
  });

  test("select: renders again only when its outcome is another", async () => {
    function Many(): string {
      renders++;
      const chat = useRoom({});
      const { state } = chat.useActorState({ action: "history", events, select: (messages) => messages.length > 3 });
      return String(state);
    }
    const mounted = await page.mount(h(Many));
    [connection] = page.connections as [FakeConnection];
    await page.act(() => connection.open());
    await answer(0, "a");
    expect(mounted.container.textContent).toBe("false");
    renders = 0;
    await tell("b");
    await tell("c");
    expect(renders).toBe(0);
    await tell("d");
    expect(renders).toBe(1);
    expect(mounted.container.textContent).toBe("true");
    expect(page.warnings).toEqual([]);
  });

  test("select may make something new each time", async () => {
    function Texts(): string {
      const { state } = useRoom({}).useActorState({
        action: "history",
        events,
        select: (messages) => messages.map(({ text }) => text),
      });
      return state?.join() ?? "-";
    }
    const mounted = await mount(h(Texts));
    await answer(0, "a");
    await tell("b");
    expect(mounted.container.textContent).toBe("a,b");
    expect(page.warnings).toEqual([]);
  });

  test("no tearing: an event in the middle of a render that yields reaches every component or none", async () => {
    const rendered: number[] = [];
    const shown: string[][] = [];
    let slow = false;
    let toldAfter: number[] | undefined;
    const List = ({ place }: { place: number }): string => {
      const { state } = useRoom({}).useActorState({ action: "history", events });
      rendered.push(place);
      // Longer than a slice of concurrent rendering.
      if (slow) for (const end = performance.now() + 15; performance.now() < end;);
      useLayoutEffect(() => {
        shown.push([...mounted.container.querySelectorAll("p")].map(({ textContent }) => textContent ?? ""));
      });
      return state?.map(({ text }) => text).join() ?? "-";
    };
    const places = [0, 1, 2, 3];
    const tree = (title: string): ReturnType<typeof h> =>
      h("div", { title }, ...places.map((place) => h("p", { key: place }, h(List, { place }))));
    const container = document.createElement("div");
    const root = lib.dom.createRoot(container);
    const mounted = { container };
    await page.act(() => root.render(tree("before")));
    [connection] = page.connections as [FakeConnection];
    await page.act(() => connection.open());
    await answer(0, "a");

    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
    try {
      rendered.length = shown.length = 0;
      slow = true;
      startTransition(() => root.render(tree("after")));
      await vi.waitFor(() => expect(rendered.length).toBeGreaterThan(1), { interval: 1 });
      toldAfter = [...rendered];
      connection.tell("messageReceived", message("b"));
      await vi.waitFor(() => expect(container.innerHTML).toContain("after"), { interval: 1 });
    } finally {
      slow = false;
      Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    }
    // It was told in the middle of the render.
    expect(toldAfter).not.toContain(3);
    expect(shown.at(-1)).toEqual(["a,b", "a,b", "a,b", "a,b"]);
    for (const texts of shown) expect(new Set(texts).size).toBe(1);
    await page.act(() => root.unmount());
  });

  test("released after the last unmount, with the connection, a second later", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const mounted = await mount(h(Messages));
    await answer(0, "a");
    await mounted.render(h("p"));
    vi.advanceTimersByTime(900);
    await mounted.render(h(StrictMode, null, h(Messages)));
    expect(mounted.container.textContent).toBe("a ");
    expect(connection.calls).toHaveLength(1);
    await mounted.unmount();
    vi.advanceTimersByTime(1_000);
    expect(connection.subscriptions).toEqual(["+messageReceived", "+cleared", "-messageReceived", "-cleared"]);
    vi.advanceTimersByTime(1_000);
    expect(connection.disposed).toBe(true);
  });
});
