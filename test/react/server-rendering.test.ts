// Rendering on a server: no connections, no warnings, and a page that takes over what was rendered.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createPage, usePages, type Page } from "./example-hooks.js";
import { reactVersions, withReact } from "./react-versions.js";

usePages();

const message = { id: "1", userId: "ann", text: "rendered", sentAt: new Date(0) };

describe.each(reactVersions)("React %s", async (version) => {
  const lib = await withReact(version);
  const { createElement: h, StrictMode } = lib.React;
  let page: Page;

  beforeEach(() => {
    page = createPage(lib);
  });

  function App({ userId = "ann" }: { userId?: string }): ReturnType<typeof h> {
    const chat = page.useActor({ name: "chatRoom", key: "general", params: { userId } });
    chat.useEvent("messageReceived", () => {});
    const send = chat.useAction("sendMessage");
    const messages = chat.useActorState({ action: "history", events: {}, initial: [message] });
    return h("p", null, `${chat.connStatus} ${send.pending} ${messages.state?.[0]?.text} ${messages.pending}`);
  }

  test("renderToString connects to nothing and says nothing", () => {
    const timers = vi.spyOn(globalThis, "setTimeout");
    for (let user = 0; user < 100; user++) {
      expect(lib.server.renderToString(h(StrictMode, null, h(App, { userId: String(user) })))).toBe(
        "<p>idle false rendered true</p>",
      );
    }
    expect(page.connections).toEqual([]);
    expect(timers).not.toHaveBeenCalled();
    expect(page.warnings).toEqual([]);
  });

  test("hydration takes the text over without a warning, and connects once", async () => {
    const container = document.createElement("div");
    container.innerHTML = lib.server.renderToString(h(StrictMode, null, h(App)));
    const rendered = container.firstElementChild;
    const recovered = vi.fn();
    const root = await page.act(() =>
      lib.dom.hydrateRoot(container, h(StrictMode, null, h(App)), { onRecoverableError: recovered }),
    );
    expect(container.firstElementChild).toBe(rendered);
    expect(container.textContent).toBe("connecting false rendered true");
    await page.act(() => page.connections[0]?.open());
    await page.act(() => page.connections[0]?.calls[0]?.resolve([{ ...message, text: "loaded" }]));
    expect(container.textContent).toBe("connected false loaded false");
    expect(page.connections).toHaveLength(1);
    expect(recovered).not.toHaveBeenCalled();
    expect(page.warnings).toEqual([]);
    await page.act(() => root.unmount());
  });

  test("a part that is hydrated later finds the connection that is open", async () => {
    const container = document.createElement("div");
    container.innerHTML = lib.server.renderToString(h(App));
    await page.mount(h(App));
    await page.act(() => page.connections[0]?.open());
    const root = await page.act(() => lib.dom.hydrateRoot(container, h(App)));
    expect(container.textContent).toMatch(/^connected/);
    expect(page.connections).toHaveLength(1);
    expect(page.warnings).toEqual([]);
    await page.act(() => root.unmount());
  });
});
