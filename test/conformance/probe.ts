// The actor that the conformance suite calls: its implementation, and what a client knows of it.
import { createClient } from "actorgen/client";
import type { ActorConnection, ActorHandle, BaseClient, ClientActor, ClientOptions } from "actorgen/client";
import type { CallOptions } from "actorgen/client";
import { checkWith, implement, parseWith, UserError } from "actorgen/server";
import type { ActionContext, ActorImplementation, Convert, ServerActor } from "actorgen/server";
import { z } from "zod";

interface Types {
  key: readonly string[];
  input: undefined;
  state: { count: number };
  stateInput: { count: number };
  params: { name: string };
  auth: undefined;
  connState: { name: string };
  connStateInput: { name: string };
  events: { said: string; whispered: string; newest: number; fleeting: number; cleared: undefined };
  actions: Record<string, (...args: never[]) => unknown>;
  client: object;
}
type Context = ActionContext<Types, undefined, { full: { limit: number } }>;

const from =
  (schema: z.ZodType): Convert =>
  (value, issues) =>
    parseWith(schema)(value, issues);
const params = z.object({ name: z.string().min(1) });
const args = {
  add: z.tuple([z.int()]),
  echo: z.tuple([z.string()]),
  say: z.tuple([z.string()]),
  whisper: z.tuple([z.string(), z.string()]),
  report: z.tuple([z.int()]),
  hint: z.tuple([z.int()]),
  clear: z.tuple([]),
  fail: z.tuple([z.enum(["declared", "user", "bug"])]),
  slowly: z.tuple([z.int()]),
  wait: z.tuple([]),
  who: z.tuple([]),
  kick: z.tuple([]),
  end: z.tuple([]),
};
const results: Partial<Record<string, z.ZodType>> = {
  add: z.int(),
  echo: z.string(),
  slowly: z.int(),
  who: z.array(z.string()),
};
const events = {
  said: z.string(),
  whispered: z.string(),
  newest: z.int(),
  fleeting: z.int(),
} as const;
const deliveries = {
  said: "resume",
  whispered: "resume",
  newest: "latest",
  fleeting: "volatile",
  cleared: "resume",
} as const;
const byName = <Value>(make: (name: string) => Value, names: object): Record<string, Value> =>
  Object.fromEntries(Object.keys(names).map((name) => [name, make(name)]));
const named = (schemas: object, name: string): z.ZodType | undefined =>
  Object.entries(schemas).find(([own]) => own === name)?.[1];

/** What happened outside of any turn. */
export interface Witness {
  /** Calls whose `abortSignal` fired. */
  aborted: number;
  /** Connections that are over, by name. */
  readonly left: string[];
  /** Lets `slowly` go on, once it has begun. */
  release: (() => void) | undefined;
}

/** The actor, and what it saw. */
export function probe(): { readonly actor: ActorImplementation; readonly witness: Witness } {
  const witness: Witness = { aborted: 0, left: [], release: undefined };
  const descriptor: ServerActor = {
    name: "probe",
    hash: "probe-hash",
    version: 1,
    decodeParams: from(params),
    parseState: parseWith(z.object({ count: z.int() })),
    checkState: checkWith(z.object({ count: z.int() })),
    parseConnState: parseWith(params),
    checkConnState: checkWith(params),
    actions: byName((name) => {
      const result = results[name];
      return {
        hash: `${name}-hash`,
        concurrent: name === "wait" || name === "slowly",
        args: ["first", "second"],
        decodeArgs: from(named(args, name) ?? z.never()),
        ...(result && { encodeResult: from(result) }),
        encodeErrors: { full: from(z.object({ limit: z.int() })) },
      };
    }, args),
    events: byName((name) => {
      const payload = named(events, name);
      return { hash: `${name}-hash`, delivery: deliveryOf(name), ...(payload && { encode: from(payload) }) };
    }, deliveries),
  };
  const actor = implement<Types, undefined, Record<string, (c: Context, ...values: never[]) => unknown>>(descriptor, {
    createState: () => ({ count: 0 }),
    createConnState: (_c, { name }) => ({ name }),
    onBeforeConnect(_c, { name }) {
      if (name === "banned") throw new UserError("Not you.", { code: "banned", metadata: { until: 5 } });
    },
    onDisconnect: (_c, conn) => void witness.left.push(conn.state.name),
    actions: {
      add: (c, n: number) => (c.state.count += n),
      echo: (_c, text: string) => text,
      say: (c, text: string) => c.broadcast("said", text),
      whisper(c, name: string, text: string) {
        for (const conn of c.conns.values()) if (conn.params.name === name) conn.send("whispered", text);
      },
      report: (c, n: number) => c.broadcast("newest", n),
      hint: (c, n: number) => c.broadcast("fleeting", n),
      clear: (c) => c.broadcast("cleared"),
      fail(c, how: string) {
        c.state.count = -1;
        c.broadcast("said", "never");
        if (how === "declared") throw c.errors.full({ limit: 3 });
        if (how === "user") throw new UserError("Go away.", { code: "away", metadata: { why: "tired" } });
        throw new Error("a secret");
      },
      async slowly(c, n: number) {
        await new Promise<void>((resolve) => (witness.release = resolve));
        return c.update((state) => (state.count += n));
      },
      wait: (c) =>
        new Promise<void>((resolve) => {
          c.abortSignal.addEventListener("abort", () => resolve(void witness.aborted++));
        }),
      who: (c) => [...c.conns.values()].map((conn) => conn.params.name).sort(),
      kick: (c) => c.conn?.disconnect("that is enough"),
      end: (c) => c.destroy(),
    },
  });
  return { actor, witness };
}

function deliveryOf(name: string): (typeof deliveries)[keyof typeof deliveries] {
  return Object.entries(deliveries).find(([own]) => own === name)?.[1] ?? "resume";
}

const clientActor: ClientActor = {
  name: "probe",
  hash: "probe-hash",
  // Whatever they are: the server is to refuse them.
  encodeParams: (value) => value,
  actions: byName((name) => {
    const result = results[name];
    return {
      hash: `${name}-hash`,
      encodeArgs: (value) => value,
      ...(result && { decodeResult: from(result) }),
      decodeErrors: { full: from(z.object({ limit: z.int() })) },
    };
  }, args),
  events: byName((name) => {
    const payload = named(events, name);
    return { hash: `${name}-hash`, delivery: deliveryOf(name), ...(payload && { decode: from(payload) }) };
  }, deliveries),
};

interface Actions {
  add(n: unknown): Promise<number>;
  echo(text: string): Promise<string>;
  say(text: string): Promise<void>;
  whisper(name: string, text: string): Promise<void>;
  report(n: number): Promise<void>;
  hint(n: number): Promise<void>;
  clear(): Promise<void>;
  fail(how: "declared" | "user" | "bug"): Promise<void>;
  slowly(n: number): Promise<number>;
  wait(): Promise<void>;
  who(): Promise<string[]>;
  kick(): Promise<void>;
  end(): Promise<void>;
}

/** A connection to the actor. */
export interface ProbeConnection extends ActorConnection<Types["events"]>, Actions {
  withOptions(options: CallOptions): ProbeConnection;
}

interface ProbeHandle extends ActorHandle {
  connect(): ProbeConnection;
}
interface Reach {
  readonly params?: unknown;
  readonly getParams?: () => unknown;
}

/** A client of the actor. */
export interface ProbeClient extends BaseClient {
  readonly probe: {
    get(key: string, options: Reach): ProbeHandle;
    getOrCreate(key: string, options: Reach): ProbeHandle;
  };
}

/** Makes a client. */
export function probeClient(url: string, options: ClientOptions): ProbeClient {
  return createClient<ProbeClient>(url, [clientActor], options);
}
