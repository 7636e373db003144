// useActor: how many connections there are, to what, and for how long; on each version of React.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ActorError } from "actorgen/client";
import { usePages, createPage, type ChatRoom, type Page } from "./example-hooks.js";
import { reactVersions, withReact } from "./react-versions.js";

usePages();

describe.each(reactVersions)("React %s", async (version) => {
  const lib = await withReact(version);
  const { createElement: h, StrictMode } = lib.React;
  let page: Page;
  let rooms: ChatRoom[];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    page = createPage(lib);
    rooms = [];
  });

  interface Props {
    room?: string | readonly string[];
    user?: string;
    enabled?: boolean;
    noCreate?: boolean;
  }

  function Room({ room = ["general"], user = "ann", ...options }: Props): string {
    const chat = page.useActor({ name: "chatRoom", key: room, params: { userId: user }, ...options });
    rooms.push(chat);
    return `${chat.connStatus} ${chat.error?.code ?? ""}`;
  }

  test("connects after mounting, and follows the status and the error", async () => {
    const mounted = await page.mount(h(Room));
    expect(rooms[0]).toMatchObject({ connection: undefined, connStatus: "idle", error: undefined });
    const [connection] = page.connections;
    expect(connection).toMatchObject({
      actor: "chatRoom",
      mode: "getOrCreate",
      key: ["general"],
      options: { params: { userId: "ann" } },
    });
    expect(rooms.at(-1)?.connection).toBe(connection);
    expect(mounted.container.textContent).toBe("connecting ");
    await page.act(() => connection?.open());
    expect(mounted.container.textContent).toBe("connected ");
    await page.act(() => connection?.tell(":error", new ActorError({ code: "invalid_event", message: "" })));
    expect(mounted.container.textContent).toBe("connected invalid_event");
    await page.act(() => connection?.lose());
    expect(mounted.container.textContent).toBe("disconnected invalid_event");
    await page.act(() => connection?.open());
    expect(mounted.container.textContent).toBe("connected ");
    expect(page.connections).toHaveLength(1);
    expect(page.warnings).toEqual([]);
  });

  test("StrictMode mounts twice and connects once; the connection is released a second after the last unmount", async () => {
    const mounted = await page.mount(h(StrictMode, null, h(Room), h(Room)));
    expect(page.connections).toHaveLength(1);
    await page.act(() => page.connections[0]?.open());
    await mounted.unmount();
    vi.advanceTimersByTime(999);
    expect(page.open()).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(page.open()).toHaveLength(0);
    expect(page.connections).toHaveLength(1);
  });

  test("StrictMode while the connection is refused at once: still one, and another after it is gone", async () => {
    const mounted = await page.mount(h(StrictMode, null, h(Room)));
    await page.act(() => page.connections[0]?.refuse(new ActorError({ code: "invalid_params", message: "" })));
    expect(mounted.container.textContent).toBe("idle invalid_params");
    await mounted.render(h(StrictMode, null, h(Room, { enabled: false })));
    vi.advanceTimersByTime(0);
    await mounted.render(h(StrictMode, null, h(Room)));
    expect(page.connections).toHaveLength(2);
    expect(mounted.container.textContent).toBe("connecting ");
  });

  test("components share a connection by the value of actor, key and params", async () => {
    function Game({ params }: { params: { playerId: string; role?: "player" } }): string {
      return page.useActor({ name: "gameRoom", key: "room-1", params }).connStatus;
    }
    await page.mount(
      h("div", null, [
        h(Room, { key: 1, room: "general" }),
        h(Room, { key: 2, room: ["general"] }),
        h(Game, { key: 3, params: { playerId: "ann", role: "player" } }),
        h(Game, { key: 4, params: { role: "player", playerId: "ann" } }),
      ]),
    );
    expect(page.connections.map(({ actor }) => actor)).toEqual(["chatRoom", "gameRoom"]);
    await page.mount(
      h("div", null, h(Room, { user: "ben" }), h(Room, { room: ["general", "2"] }), h(Room, { noCreate: true })),
    );
    expect(page.connections.slice(2).map(({ mode, key, options }) => [mode, key, options.params])).toEqual([
      ["getOrCreate", ["general"], { userId: "ben" }],
      ["getOrCreate", ["general", "2"], { userId: "ann" }],
      ["get", ["general"], { userId: "ann" }],
    ]);
    expect(page.open()).toHaveLength(5);
  });

  test("another render keeps the connection; another key or other params lead to another one", async () => {
    const mounted = await page.mount(h(Room));
    await mounted.render(h(Room));
    expect(page.connections).toHaveLength(1);
    await mounted.render(h(Room, { room: ["games"] }));
    expect(page.connections).toHaveLength(2);
    expect(rooms.at(-1)?.connection).toBe(page.connections[1]);
    await mounted.render(h(Room));
    expect(rooms.at(-1)?.connection).toBe(page.connections[0]);
    vi.advanceTimersByTime(1_000);
    expect(page.open()).toEqual([page.connections[0]]);
    await mounted.render(h(Room, { user: "ben" }));
    expect(page.connections[2]?.options.params).toEqual({ userId: "ben" });
    expect(rooms.at(-1)).toMatchObject({ connection: page.connections[2], connStatus: "connecting" });
  });

  test("a component that takes another's place within the grace finds the connection open", async () => {
    const mounted = await page.mount(h("p", null, h(Room)));
    await page.act(() => page.connections[0]?.open());
    await mounted.render(h("div"));
    vi.advanceTimersByTime(900);
    await mounted.render(h("b", null, h(Room)));
    vi.advanceTimersByTime(5_000);
    expect(mounted.container.textContent).toBe("connected ");
    expect(page.connections).toHaveLength(1);
    expect(page.open()).toHaveLength(1);
  });

  test("enabled: false connects to nothing; noCreate and the newest input go to the handle", async () => {
    const mounted = await page.mount(h(Room, { enabled: false }));
    expect(page.connections).toEqual([]);
    expect(rooms.at(-1)).toMatchObject({ connection: undefined, connStatus: "idle" });
    await mounted.render(h(Room, { enabled: true }));
    expect(page.connections).toHaveLength(1);
    await mounted.render(h(Room, { enabled: false }));
    expect(rooms.at(-1)?.connection).toBeUndefined();
    vi.advanceTimersByTime(1_000);
    expect(page.open()).toEqual([]);

    function Game({ map }: { map: string }): string {
      return page.useActor({ name: "gameRoom", key: "room", params: { playerId: "ann" }, input: { map } }).connStatus;
    }
    const game = await page.mount(h(Game, { map: "meadow" }));
    await game.render(h(Game, { map: "sea" }));
    expect(page.open().map(({ options }) => options.input)).toEqual([{ map: "sea" }]);
  });

  test("getParams: the newest is asked, another one does not connect again, the same one is shared", async () => {
    function WithToken({ getParams }: { getParams: () => { userId: string } }): string {
      return page.useActor({ name: "chatRoom", key: "general", getParams }).connStatus;
    }
    const mounted = await page.mount(h(WithToken, { getParams: () => ({ userId: "first" }) }));
    await mounted.render(h(WithToken, { getParams: () => ({ userId: "second" }) }));
    expect(page.connections.map(({ options }) => options.getParams?.())).toEqual([{ userId: "second" }]);

    // Nobody can tell that two functions answer the same: two people must not get one connection.
    const other = await page.mount(h(WithToken, { getParams: () => ({ userId: "third" }) }));
    expect(page.connections.map(({ options }) => options.getParams?.())).toEqual([
      { userId: "second" },
      { userId: "third" },
    ]);
    await mounted.unmount();
    await other.unmount();
    vi.advanceTimersByTime(1_000);

    const shared = (): { userId: string } => ({ userId: "shared" });
    await page.mount(h(StrictMode, null, h(WithToken, { getParams: shared }), h(WithToken, { getParams: shared })));
    expect(page.open()).toHaveLength(1);
    await page.mount(h(StrictMode, null, h(WithToken, { getParams: () => ({ userId: "strict" }) })));
    expect(page.open()).toHaveLength(2);
  });

  test("what it returns stays the same object until something changes", async () => {
    const mounted = await page.mount(h(Room));
    const before = rooms.at(-1);
    await mounted.render(h(Room));
    expect(rooms.at(-1)).toBe(before);
    await page.act(() => page.connections[0]?.open());
    expect(rooms.at(-1)).not.toBe(before);
    expect(rooms.at(-1)?.handle).toBe(before?.handle);
  });

  test("an actor that the client does not have is named", async () => {
    const name = "lobby" as "chatRoom";
    const Lobby = (): string => page.useActor({ name, key: "", params: { userId: "" } }).connStatus;
    await expect(page.mount(h(Lobby))).rejects.toThrow('The client has no actor "lobby".');
  });
});
