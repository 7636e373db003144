// A small actor as emitted code would describe it, with converters written by hand.
import type {
  ActorConnection,
  ActorHandle,
  BaseClient,
  CallOptions,
  ClientActor,
  ClientOptions,
} from "actorgen/client";
import { createClient } from "actorgen/client";
import type { Convert } from "../../src/protocol/issue.js";
import { FakeClock, settled } from "./fake-clock.js";
import { FakeNetwork, type FakeSocket } from "./fake-transport.js";

const refuse = (path: (string | number)[], message: string): Parameters<Convert>[1][number] => ({
  code: "invalid_type",
  path,
  message,
});

/** A converter that takes what `accepts` accepts. */
function only(
  accepts: (value: unknown) => boolean,
  path: string[],
  message: string,
  give?: (value: never) => unknown,
): Convert {
  return (value, issues) => {
    if (!accepts(value)) issues.push(refuse(path, message));
    return give ? give(value as never) : value;
  };
}
const isString = (value: unknown): boolean => typeof value === "string";

/** How often payloads were decoded. */
export const decoded = { count: 0 };

export const room: ClientActor = {
  name: "room",
  hash: "room-hash",
  checkKey: only((key) => Array.isArray(key) && key[0] !== "forbidden", [], "Invalid key"),
  encodeInput: only((input) => input === undefined || isString(input), [], "expected string"),
  encodeParams: only((params) => params === undefined || isUser(params), ["userId"], "expected string"),
  actions: {
    say: {
      hash: "say-hash",
      encodeArgs: only(
        (args) => Array.isArray(args) && args.length === 1 && isString(args[0]),
        ["text"],
        "expected string",
      ),
      decodeResult: only(isString, [], "expected string", (text: string) => new Date(text)),
      decodeErrors: {
        muted: only(isString, ["until"], "expected string", (until: string) => ({ until: new Date(until) })),
        full: null,
      },
    },
    clear: { hash: "clear-hash" },
    "odd name/": { hash: "odd-hash" },
  },
  events: {
    said: {
      hash: "said-hash",
      delivery: "resume",
      decode: (value, issues) => {
        decoded.count++;
        if (!isString(value)) issues.push(refuse(["text"], "expected string"));
        return { text: value };
      },
    },
    cleared: { hash: "cleared-hash", delivery: "volatile" },
  },
};

function isUser(params: unknown): boolean {
  return typeof params === "object" && params !== null && "userId" in params && isString(params.userId);
}

export interface RoomActions {
  say(text: string): Promise<Date>;
  clear(...ignored: unknown[]): Promise<void>;
  "odd name/"(): Promise<void>;
}
export interface RoomEvents {
  said: { text: string };
  cleared: void;
}
export interface RoomConnection extends ActorConnection<RoomEvents>, RoomActions {
  withOptions(options: CallOptions): RoomConnection;
}
export interface RoomHandle extends ActorHandle, RoomActions {
  connect(options?: CallOptions): RoomConnection;
  withOptions(options: CallOptions): RoomHandle;
}
interface RoomOptions {
  readonly params?: unknown;
  readonly getParams?: () => unknown;
  readonly input?: unknown;
}
export interface RoomAccess {
  get(key: string | readonly string[], options?: RoomOptions): RoomHandle;
  getOrCreate(key: string | readonly string[], options?: RoomOptions): RoomHandle;
  create(key: string | readonly string[], options?: RoomOptions): Promise<RoomHandle>;
  getForId(id: string, options?: RoomOptions): RoomHandle;
}
export interface RoomClient extends BaseClient {
  readonly room: RoomAccess;
}

/** A client on a fake network and a fake clock. */
export function lab(options: ClientOptions = {}): { client: RoomClient; network: FakeNetwork; clock: FakeClock } {
  const network = new FakeNetwork();
  const clock = new FakeClock();
  const client = createClient<RoomClient>("http://host:8080/base/", [room], {
    transport: network.transport,
    clock,
    fetch: () => Promise.reject(new Error("no HTTP here")),
    ...options,
  });
  return { client, network, clock };
}

/** A connection that has been welcomed. */
export async function welcomed(options: ClientOptions = {}): Promise<{
  connection: RoomConnection;
  socket: FakeSocket;
  network: FakeNetwork;
  clock: FakeClock;
  client: RoomClient;
}> {
  const { client, network, clock } = lab(options);
  const connection = client.room.getOrCreate("general").connect();
  await settled();
  await network.socket.welcome();
  return { client, connection, network, clock, socket: network.socket };
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { resolved: await promise };
  } catch (error) {
    return error;
  }
}
