// The actor under torture: numbered events for everyone and for one, and lists that only grow.
import type { ActionContext, ActorImplementation, ActorTypes, Convert, ServerActor } from "actorgen/server";
import { implement } from "actorgen/server";
import type { ActorConnection, ActorHandle, BaseClient, CallOptions, ClientActor } from "actorgen/client";

/** One event of a numbered stream; `pad` makes it as long as wanted. */
export interface Numbered {
  readonly n: number;
  readonly pad: string;
}

/** How far each stream has come. */
export interface Totals {
  readonly public: number;
  /** By the client's number. */
  readonly private: Readonly<Record<string, number>>;
  /** What of `public` came from `post`. */
  readonly posts: number;
}

/** Its actions, as a client calls them. */
export interface NumbersActions {
  /** Sends the next public number, and gives it. */
  post(): Promise<number>;
  /** Sends the next private number to the caller, and gives it. */
  ask(): Promise<number>;
  /** Sends everyone the next public number, padded to so many characters, and each connection its next private one. */
  tick(pad: number): Promise<void>;
  /** Sends so many public numbers, each padded. Gives the last. */
  blast(count: number, pad: number): Promise<number>;
  totals(): Promise<Totals>;
  /** Appends to a list; gives the value's place, from 1. */
  append(list: string, value: string): Promise<number>;
  read(list: string): Promise<readonly string[]>;
  /** Keeps one value, and gives it back. */
  keep(value: string): Promise<string>;
  /** Changes everything and throws: nothing of it may ever be seen. */
  fail(): Promise<never>;
  nothing(): Promise<void>;
}

interface NumbersTypes extends ActorTypes {
  readonly key: readonly string[];
  readonly input: undefined;
  readonly state: NumbersState;
  readonly stateInput: NumbersState;
  readonly params: { readonly client: number };
  readonly connState: { sent: number };
  readonly connStateInput: { sent: number };
  readonly events: { public: Numbered; private: Numbered };
}
interface NumbersState {
  count: number;
  posts: number;
  lists: Record<string, string[]>;
}
type Context = ActionContext<NumbersTypes, undefined>;

/** A connection to it. */
export interface NumbersConnection extends ActorConnection<{ public: Numbered; private: Numbered }>, NumbersActions {
  withOptions(options: CallOptions): NumbersActions;
}
/** A handle of it. */
export interface NumbersHandle extends ActorHandle, NumbersActions {
  connect(): NumbersConnection;
}
/** A client of it. */
export interface NumbersClient extends BaseClient {
  readonly numbers: {
    getOrCreate(key: string, options: { params: { client: number } }): NumbersHandle;
  };
}

const same: Convert = (value) => value;
const argsOf = {
  post: [],
  ask: [],
  tick: ["pad"],
  blast: ["count", "pad"],
  totals: [],
  append: ["list", "value"],
  read: ["list"],
  keep: ["value"],
  fail: [],
  nothing: [],
} as const satisfies Record<keyof NumbersActions, readonly string[]>;
const actions = Object.entries(argsOf);
const events = {
  public: { hash: "public", delivery: "resume" },
  private: { hash: "private", delivery: "resume" },
} as const;

/** What the client knows of it. */
export const numbersClient: ClientActor = {
  name: "numbers",
  hash: "numbers",
  encodeParams: same,
  actions: Object.fromEntries(actions.map(([name]) => [name, { hash: name, encodeArgs: same, decodeResult: same }])),
  events: { public: { ...events.public, decode: same }, private: { ...events.private, decode: same } },
};

const numbersServer: ServerActor = {
  name: "numbers",
  hash: "numbers",
  version: 1,
  decodeParams: same,
  actions: Object.fromEntries(
    actions.map(([name, args]) => [
      name,
      { hash: name, concurrent: false, args, decodeArgs: same, encodeResult: same },
    ]),
  ),
  events: { public: { ...events.public, encode: same }, private: { ...events.private, encode: same } },
};

/** What `serve` takes. `listLimit` bounds the lists, where nobody reads them whole. */
export function numbersActor(listLimit = Infinity): ActorImplementation {
  const publish = (c: Context, pad: number): number => {
    c.state.count++;
    c.broadcast("public", { n: c.state.count, pad: "x".repeat(pad) });
    return c.state.count;
  };
  return implement<NumbersTypes, undefined, Record<keyof NumbersActions, (c: Context, ...args: never[]) => unknown>>(
    numbersServer,
    {
      createState: () => ({ count: 0, posts: 0, lists: {} }),
      createConnState: () => ({ sent: 0 }),
      actions: {
        post(c) {
          c.state.posts++;
          return publish(c, c.state.count % 100);
        },
        ask(c) {
          if (!c.conn) throw new Error("Only a connection asks.");
          c.conn.send("private", { n: ++c.conn.state.sent, pad: "" });
          return c.conn.state.sent;
        },
        tick(c, pad: number) {
          publish(c, pad);
          for (const conn of c.conns.values()) conn.send("private", { n: ++conn.state.sent, pad: "x".repeat(pad) });
        },
        blast(c, count: number, pad: number) {
          for (let left = count; left > 0; left--) publish(c, pad);
          return c.state.count;
        },
        totals(c) {
          const sent = [...c.conns.values()].map(({ params, state }) => [params.client, state.sent] as const);
          return { public: c.state.count, posts: c.state.posts, private: Object.fromEntries(sent) };
        },
        append(c, list: string, value: string) {
          const values = (c.state.lists[list] ??= []);
          if (values.length >= listLimit) values.length = 0;
          return values.push(value);
        },
        read: (c, list: string) => c.state.lists[list] ?? [],
        keep(c, value: string) {
          c.state.lists["kept"] = [value];
          return value;
        },
        fail(c) {
          c.state.count = -1;
          c.state.posts = -1;
          c.broadcast("public", { n: -1, pad: "" });
          if (c.conn) {
            c.conn.state.sent = -1;
            c.conn.send("private", { n: -1, pad: "" });
          }
          throw new RangeError("This action always fails.");
        },
        nothing() {},
      },
    },
  );
}
