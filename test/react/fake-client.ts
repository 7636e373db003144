// A client whose connections are told by a test what happens to them; it counts them.
import { vi } from "vitest";
import type { ActorConnection, ActorError, ConnectionStatus } from "actorgen/client";
import type { Client } from "../../generated/client.js";

type Listener = (value: never) => void;

/** One connection, and its other end. */
export interface FakeConnection extends ActorConnection<Record<string, unknown>> {
  readonly actor: string;
  readonly mode: "get" | "getOrCreate";
  readonly key: unknown;
  readonly options: { readonly params?: unknown; readonly getParams?: () => unknown; readonly input?: unknown };
  /** Calls in order: what was asked, and how to answer. */
  readonly calls: FakeCall[];
  readonly disposed: boolean;
  /** What was subscribed and unsubscribed, such as `+messageReceived`. */
  readonly subscriptions: string[];
  open(): void;
  lose(): void;
  refuse(error: ActorError): void;
  tell(event: string, payload?: unknown): void;
}

/** A call that waits for its answer. */
export interface FakeCall {
  readonly action: string;
  readonly args: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** See above. */
export interface FakeClient {
  readonly client: Client;
  /** Every connection there was, in order. */
  readonly connections: FakeConnection[];
  /** Those that are not disposed. */
  open(): FakeConnection[];
  /** Calls by handle, without a connection. */
  readonly requests: FakeCall[];
}

const actions = ["sendMessage", "history", "mute", "typing", "clear", "move", "players", "start"];

function callsInto(calls: FakeCall[]): Record<string, (...args: unknown[]) => Promise<unknown>> {
  return Object.fromEntries(
    actions.map((action) => [
      action,
      (...args: unknown[]) => new Promise<unknown>((resolve, reject) => calls.push({ action, args, resolve, reject })),
    ]),
  );
}

/** A client with nothing behind it. */
export function fakeClient(): FakeClient {
  const connections: FakeConnection[] = [];
  const requests: FakeCall[] = [];

  function connect(
    actor: string,
    mode: FakeConnection["mode"],
    key: unknown,
    options: FakeConnection["options"],
  ): FakeConnection {
    const topics = new Map<string, Set<Listener>>();
    const calls: FakeCall[] = [];
    const subscriptions: string[] = [];
    let status: ConnectionStatus = "connecting";
    let disposed = false;
    const add = (topic: string, listener: Listener): (() => void) => {
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners);
      const own: Listener = (value) => listener(value);
      listeners.add(own);
      return () => void listeners.delete(own);
    };
    const emit = (topic: string, value?: unknown): void => {
      for (const listener of topics.get(topic) ?? []) listener(value as never);
    };
    const setStatus = (next: ConnectionStatus): void => {
      status = next;
      emit(":status", next);
    };
    const connection = {
      actor,
      mode,
      key,
      options,
      calls,
      subscriptions,
      ...callsInto(calls),
      on(event: string, listener: Listener) {
        subscriptions.push(`+${event}`);
        const off = add(event, listener);
        return () => {
          subscriptions.push(`-${event}`);
          off();
        };
      },
      once: vi.fn(),
      events: vi.fn(),
      onOpen: (listener: Listener) => add(":open", listener),
      onClose: (listener: Listener) => add(":close", listener),
      onError: (listener: Listener) => add(":error", listener),
      onStatusChange: (listener: Listener) => add(":status", listener),
      onContractChange: (listener: Listener) => add(":contract", listener),
      onGap: (listener: Listener) => add(":gap", listener),
      get connStatus() {
        return status;
      },
      connectionId: undefined,
      actorId: undefined,
      ready: Promise.resolve(),
      async dispose() {
        disposed = true;
        setStatus("idle");
      },
      get disposed() {
        return disposed;
      },
      open() {
        setStatus("connected");
        emit(":open");
      },
      lose() {
        setStatus("disconnected");
      },
      refuse(error: ActorError) {
        emit(":error", error);
        setStatus("idle");
      },
      tell: emit,
    };
    connections.push(connection);
    return connection;
  }

  const accessor = (actor: string): object => {
    const make = (mode: FakeConnection["mode"]) => (key: unknown, options: FakeConnection["options"]) => ({
      key,
      ...callsInto(requests),
      resolve: vi.fn(),
      connect: () => connect(actor, mode, key, options),
    });
    return { get: make("get"), getOrCreate: make("getOrCreate") };
  };
  const client: unknown = { dispose: vi.fn(), chatRoom: accessor("chatRoom"), gameRoom: accessor("gameRoom") };
  return {
    client: client as Client,
    connections,
    requests,
    open: () => connections.filter(({ disposed }) => !disposed),
  };
}
