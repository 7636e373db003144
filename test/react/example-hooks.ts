// The emitted table of the example actors, and what every test of the hooks begins with.
import type { ActorHooks, MayCreate, MayCreateWith, UsedActor } from "actorgen/react";
import { Window } from "happy-dom";
import type { ReactNode } from "react";
import { afterEach, vi } from "vitest";
import type * as Generated from "../../generated/client.js";
import { fakeClient, type FakeClient } from "./fake-client.js";
import type { WithReact } from "./react-versions.js";

/** As react.ts has it. */
export interface Actors {
  readonly chatRoom: {
    readonly key: Generated.ChatRoomKey;
    readonly options: Generated.ChatRoomOptions & MayCreate;
    readonly handle: Generated.ChatRoomHandle;
    readonly connection: Generated.ChatRoomConnection;
    readonly actions: Generated.ChatRoomActions;
    readonly events: Generated.ChatRoomEvents;
    readonly errors: Generated.ChatRoomErrors;
  };
  readonly gameRoom: {
    readonly key: Generated.GameRoomKey;
    readonly options: Generated.GameRoomOptions & MayCreateWith<Generated.GameRoomInput>;
    readonly handle: Generated.GameRoomHandle;
    readonly connection: Generated.GameRoomConnection;
    readonly actions: Generated.GameRoomActions;
    readonly events: Generated.GameRoomEvents;
    readonly errors: Generated.GameRoomErrors;
  };
}

/** What `useActor` returns for a chat room. */
export type ChatRoom = UsedActor<Actors["chatRoom"]>;

/** One mounted tree. */
export interface Mounted {
  readonly container: HTMLElement;
  render(node: ReactNode): Promise<void>;
  unmount(): Promise<void>;
}

/** A page: one version of React, hooks over a fake client, and what the console was told. */
export interface Page extends FakeClient, ActorHooks<Actors> {
  readonly warnings: unknown[][];
  mount(node: ReactNode): Promise<Mounted>;
  /** Runs `change` and everything that it makes React do. */
  act<Value>(change: () => Value): Promise<Value>;
}

/** A fresh page. Whatever it mounts is unmounted after the test. */
export function createPage({ React, dom, createHooks }: WithReact): Page {
  const fake = fakeClient();
  const warnings: unknown[][] = [];
  for (const method of ["error", "warn"] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void warnings.push(args));
  }
  const act = async <Value>(change: () => Value): Promise<Value> => {
    const results: Value[] = [];
    await React.act(async () => void results.push(await change()));
    return results[0] as Value;
  };
  return {
    ...fake,
    ...createHooks<Actors>(fake.client),
    warnings,
    act,
    async mount(node) {
      const container = document.createElement("div");
      const root = dom.createRoot(container);
      const mounted: Mounted = {
        container,
        render: (next) => act(() => root.render(next)),
        unmount: () => act(() => root.unmount()),
      };
      cleanups.push(mounted.unmount);
      await mounted.render(node);
      return mounted;
    },
  };
}

const cleanups: (() => Promise<void>)[] = [];

/**
 * To be called once at the top of a test file. The document comes without the rest of a page: fetch, WebSocket and URL
 * stay those of Node.
 */
export function usePages(): void {
  const window = new Window({ url: "http://localhost/" });
  Object.assign(globalThis, {
    IS_REACT_ACT_ENVIRONMENT: true,
    window,
    document: window.document,
    navigator: window.navigator,
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}
