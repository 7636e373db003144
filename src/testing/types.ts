// The types of the harness: what a test sees.
import type { BaseClient, ClientOptions, Clock } from "../client/index.js";
import type { Authorize } from "../server/authorize.js";
import type { ActorImplementation, Limits } from "../server/index.js";

/** What `createTestServer` takes. */
export interface TestServerOptions {
  /** When it is. Default 2026-01-01T00:00:00Z, so that a test is the same each day. */
  readonly now?: Date;
  /** Overrides of single limits. Default: those of `serve`. */
  readonly limits?: Partial<Limits>;
  /** Do state, schedules, connections and events outlive `restart()`? Default true, as with `serve`. */
  readonly durable?: boolean;
  /**
   * The `authorize` of your server. Clients with an `auth` of their own are not asked. The address of a client is always
   * `127.0.0.1`; connections are `websocket`, single actions `http`.
   */
  readonly authorize?: Authorize;
  /** Any integer: what ids and delays come from. Default 1. */
  readonly seed?: number;
  /**
   * While the server is open, `Date`, `Math.random`, `crypto.randomUUID` and `crypto.getRandomValues` show the harness's
   * time and seed to the whole process, so that handlers that use them can be tested. False leaves them alone. Default true.
   */
  readonly globals?: boolean;
  /**
   * Real milliseconds that a moving clock waits for a handler that is still running, before it refuses to go on: the
   * handler may wait for I/O. 0: it never waits, and goes on. Default 1,000.
   */
  readonly patience?: number;
}

/** A client of a test: options of any client, and who it is. */
export interface TestClientOptions extends Omit<ClientOptions, "transport" | "fetch" | "clock"> {
  /** Who the client is: what its handlers see as `c.auth`, as if `authorize` had returned it. */
  readonly auth?: unknown;
  /** Headers of its requests, for `authorize`: cookies, `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The clock of a harness. It stands still until it is moved. */
export interface TestClock extends Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Moves on by `ms` milliseconds and runs what falls due on the way, in order: schedules, back-off, pings, time-outs,
   * sleep. Whatever that sets off settles before the next. `advance(0)` only lets things settle.
   *
   * @throws RangeError for a negative or infinite time
   * @throws Error when a handler does not end (see `patience`), or when the last call was not awaited
   */
  advance(ms: number): Promise<void>;
  /** Moves on to what is due next, and runs it. Resolves with the milliseconds that passed; 0 when nothing is due. */
  next(): Promise<number>;
}

/** A connection of a client, as the network's faults take it. */
export interface AnyConnection {
  readonly connectionId: string | undefined;
}

/** The network between the test's clients and the server. It is perfect until a fault is asked for. */
export interface TestNetwork {
  /**
   * The socket of this connection breaks; both ends are told, and the client comes back after its back-off.
   * @throws Error when the connection has no socket
   */
  cut(connection: AnyConnection): void;
  /** All sockets break, and all requests that have no reply yet. */
  cutAll(): void;
  /**
   * The socket is half-open: nothing arrives any more, and neither end is told. Each finds out by the silence.
   * @throws Error when the connection has no socket
   */
  stall(connection: AnyConnection): void;
  /**
   * The next message from the server does not arrive, and the socket breaks: what was asked for was done, and who asked
   * does not know. For a client, it is the reply to its next request.
   * @throws Error when the connection has no socket
   */
  loseReply(to: AnyConnection | BaseClient): void;
  /** This client, or every one, has no network: its sockets and requests break, and new ones fail. */
  offline(client?: BaseClient): void;
  /** The network is back, for this client or for all. Who was cut off comes back by itself. */
  restore(client?: BaseClient): void;
}

/** The store of the actors. It is perfect until a fault is asked for. */
export interface TestStoreFaults {
  /**
   * The next commits fail, 1 unless told otherwise; 0 takes it back, and `Infinity` fails all. Nothing of a commit that
   * fails is kept or leaves, its callers get `internal_error`, and the actor begins anew from what was committed before. Its
   * connections come back by themselves. `server.errors` has the failure.
   * @throws RangeError for a negative number
   */
  fail(commits?: number): void;
}

/** A connection, as an actor has it. */
export interface TestConnection {
  readonly id: string;
  /** Has it a socket at the moment? */
  readonly online: boolean;
  readonly params: unknown;
  readonly state: unknown;
  readonly auth: unknown;
  /** Names of the events that it hears. */
  readonly events: readonly string[];
}

/** An action that an actor has planned. */
export interface TestSchedule {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  /** In wire form. */
  readonly args: readonly unknown[];
}

/** One actor, as it is whenever a property is read. */
export interface TestActor {
  /** `absent`: never made, or destroyed. `sleeping`: not in memory. */
  readonly status: "absent" | "sleeping" | "awake";
  readonly id: string | undefined;
  /** A copy of the committed state; undefined when the actor is absent. */
  readonly state: unknown;
  /** Those with a socket, and, where the server is durable, those that may come back. */
  readonly connections: readonly TestConnection[];
  /** The earliest first. */
  readonly scheduled: readonly TestSchedule[];
}

/** An entry of the server's log. */
export interface LogEntry {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Something that went wrong in the server. */
export interface ServerError {
  /** What could not be done. */
  readonly message: string;
  /** What was thrown. */
  readonly cause: unknown;
  /** The `ref` of the error that the caller got. */
  readonly ref: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** How a server starts again. */
export interface RestartOptions {
  /** It stops as on a deploy: running actions end and `onSleep` runs. Default false: it is killed. */
  readonly graceful?: boolean;
  /** The actors from now on: a new version of the code. Default: the same. */
  readonly actors?: readonly ActorImplementation[];
}

/** A server in this process, with a network and a clock that the test controls. */
export interface TestServer {
  readonly clock: TestClock;
  readonly network: TestNetwork;
  readonly store: TestStoreFaults;
  /**
   * A client of this server: of the `createClient` that actorgen generated.
   *
   * @example
   * const ann = server.client(createClient, { auth: { userId: "ann" } });
   * const room = ann.chatRoom.getOrCreate("general", { params: { userId: "ann" } }).connect();
   */
  client<Client extends BaseClient>(
    createClient: (endpoint: string, options: ClientOptions) => Client,
    options?: TestClientOptions,
  ): Client;
  /**
   * Lets everything happen that needs no time: events arrive, replies are heard.
   * @throws Error as `clock.advance`
   */
  settle(): Promise<void>;
  /**
   * An actor, for assertions. What it shows is always of now.
   * @throws ActorError `unknown_actor`
   * @example expect(server.actor("chatRoom", "general").state).toMatchObject({ messages: [{ text: "Hello" }] });
   */
  actor(name: string, key: string | readonly string[]): TestActor;
  /** What handlers threw and the server logged under a `ref`. Reading it counts as having looked: see `close`. */
  readonly errors: readonly ServerError[];
  /** Everything that the server logged. */
  readonly log: readonly LogEntry[];
  /** The server ends and starts again: sockets break, memory is gone, and what is durable stays. Clients come back by themselves. */
  restart(options?: RestartOptions): Promise<void>;
  /**
   * Disposes all clients and stops the server.
   *
   * @throws AggregateError when something was left: an error of the server that nobody looked at (unless `allowErrors`), a
   * timer that still waits, a handler that still runs
   */
  close(options?: { readonly allowErrors?: boolean }): Promise<void>;
}
