// useAction: the newest run, and what became of it; on each version of React.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ActorError } from "actorgen/client";
import { createPage, usePages, type ChatRoom, type Page } from "./example-hooks.js";
import { reactVersions, withReact } from "./react-versions.js";

usePages();

describe.each(reactVersions)("React %s", async (version) => {
  const lib = await withReact(version);
  const { createElement: h, StrictMode, useEffect } = lib.React;
  let page: Page;
  let send: ReturnType<typeof use>;
  const use = (chat: ChatRoom) => chat.useAction("sendMessage");
  const muted = new ActorError({ code: "muted", message: "", data: { until: new Date(0) } });
  const message = (text: string) => ({ id: "1", userId: "ann", text, sentAt: new Date(0) });

  beforeEach(() => {
    page = createPage(lib);
  });

  function Sender({ room = "general", enabled = true }: { room?: string; enabled?: boolean }): null {
    send = use(page.useActor({ name: "chatRoom", key: room, params: { userId: "ann" }, enabled }));
    return null;
  }

  test("pending, then the result; pending with the last result, then the error; run and reset stay", async () => {
    await page.mount(h(StrictMode, null, h(Sender)));
    const { run, reset } = send;
    expect(send).toMatchObject({ data: undefined, error: undefined, pending: false });
    const first = await page.act(() => [send.run("ann", "one")]);
    expect(send).toMatchObject({ pending: true });
    const [call, second] = page.connections[0]?.calls ?? [];
    expect(second).toBeUndefined();
    expect(call).toMatchObject({ action: "sendMessage", args: ["ann", "one"] });
    await page.act(() => call?.resolve(message("one")));
    expect(send).toMatchObject({ data: message("one"), error: undefined, pending: false });
    expect(await first[0]).toEqual(message("one"));

    await page.act(() => void send.run("ann", "two"));
    expect(send).toMatchObject({ data: message("one"), error: undefined, pending: true });
    await page.act(() => page.connections[0]?.calls[1]?.reject(muted));
    expect(send).toMatchObject({ data: message("one"), error: muted, pending: false });
    if (send.error?.code === "muted") expect(send.error.data?.until.getTime()).toBe(0);
    expect(send).toMatchObject({ run, reset });
    await page.act(() => send.reset());
    expect(send).toMatchObject({ data: undefined, error: undefined, pending: false });
    expect(page.warnings).toEqual([]);
  });

  test("only the newest run counts, and none that began before a reset", async () => {
    await page.mount(h(Sender));
    await page.act(() => void send.run("ann", "one"));
    await page.act(() => void send.run("ann", "two"));
    const calls = page.connections[0]?.calls ?? [];
    await page.act(() => calls[1]?.resolve(message("two")));
    await page.act(() => calls[0]?.resolve(message("one")));
    expect(send).toMatchObject({ data: message("two"), pending: false });
    await page.act(() => void send.run("ann", "three"));
    await page.act(() => send.reset());
    await page.act(() => calls[2]?.resolve(message("three")));
    expect(send).toMatchObject({ data: undefined, pending: false });
  });

  test("a caller gets the rejection; without one it is not unhandled", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    await page.mount(h(Sender));
    await page.act(() => void send.run("ann", "one"));
    await page.act(() => page.connections[0]?.calls[0]?.reject(muted));
    await new Promise((resolve) => setImmediate(resolve));
    const run = await page.act(() => [send.run("ann", "two")]);
    page.connections[0]?.calls[1]?.reject(muted);
    await expect(run[0]).rejects.toBe(muted);
    await page.act(() => {});
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test("another room begins anew, and an answer of the room before does not count", async () => {
    const mounted = await page.mount(h(Sender));
    await page.act(() => void send.run("ann", "one"));
    await page.act(() => page.connections[0]?.calls[0]?.reject(muted));
    expect(send.error).toBe(muted);
    await page.act(() => void send.run("ann", "two"));
    await mounted.render(h(Sender, { room: "games" }));
    expect(send).toMatchObject({ data: undefined, error: undefined, pending: false });
    await page.act(() => void send.run("ann", "three"));
    await page.act(() => page.connections[0]?.calls[1]?.resolve(message("two")));
    expect(send).toMatchObject({ data: undefined, pending: true });
    expect(page.connections[1]?.calls).toMatchObject([{ args: ["ann", "three"] }]);
  });

  test("an answer of the room before, without a run in the new one, does not count either", async () => {
    const mounted = await page.mount(h(Sender));
    await page.act(() => void send.run("ann", "one"));
    await mounted.render(h(Sender, { room: "games" }));
    await page.act(() => page.connections[0]?.calls[0]?.resolve(message("one")));
    expect(send).toMatchObject({ data: undefined, pending: false });
  });

  test("the connection stays until the reply has come, though the component has gone", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const mounted = await page.mount(h(Sender));
    await page.act(() => void send.run("ann", "one"));
    await mounted.unmount();
    vi.advanceTimersByTime(60_000);
    expect(page.open()).toHaveLength(1);
    await page.act(() => page.connections[0]?.calls[0]?.resolve(message("one")));
    vi.advanceTimersByTime(1_000);
    expect(page.open()).toHaveLength(0);
    expect(page.warnings).toEqual([]);
  });

  test("a run in a child's effect goes over the connection, which it opens", async () => {
    function Child({ chat }: { chat: ChatRoom }): null {
      const { run } = chat.useAction("typing");
      useEffect(() => void run(), [run]);
      return null;
    }
    const Parent = (): ReturnType<typeof h> =>
      h(Child, { chat: page.useActor({ name: "chatRoom", key: "general", params: { userId: "ann" } }) });
    await page.mount(h(Parent));
    expect(page.connections).toHaveLength(1);
    expect(page.connections[0]?.calls).toMatchObject([{ action: "typing", args: [] }]);
    expect(page.requests).toEqual([]);
  });

  test("without a connection it is a request", async () => {
    await page.mount(h(Sender, { enabled: false }));
    await page.act(() => void send.run("ann", "one"));
    expect(page.connections).toEqual([]);
    await page.act(() => page.requests[0]?.resolve(message("one")));
    expect(send.data).toEqual(message("one"));
  });
});
