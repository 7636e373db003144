// The types of a fake server: what a test of a user interface sees.
import type { BaseClient, ClientActor, Convert, DeclaredError } from "../client/index.js";
import type { ErrorCode } from "../protocol/errors.js";
import type { ActionContext, ActorTypes, MaybePromise } from "../server/index.js";
import type { TestClientOptions, TestClock, TestServer, TestServerOptions } from "./types.js";

/** What differs between actors, as one bag of types; generated code declares one per actor. */
export interface FakeTypes {
  /** What a client gives as a key. */
  readonly key: unknown;
  /** What a client sends to connect, decoded. */
  readonly params: unknown;
  /** The actions as a client calls them. */
  readonly actions: object;
  /** Per action: its decoded arguments, as a tuple. */
  readonly args: object;
  /** Event name to payload, as a client gets it; `void` for none. */
  readonly events: object;
  /** Per action that declares errors: these, as a client catches them. */
  readonly errors: object;
}

/** The types of all actors by name. */
export type FakeTable = { readonly [Name in string]: FakeTypes };

/** An action of a fake: converters of the server's side. */
export interface FakeAction {
  readonly args: readonly string[];
  readonly decodeArgs?: Convert;
  readonly encodeResult?: Convert;
  readonly encodeErrors?: Readonly<Record<string, Convert | null>>;
}

/** What generated code tells of one actor, beside its client's descriptor. */
export interface FakeDescriptor {
  readonly actor: ClientActor;
  readonly decodeInput?: Convert;
  readonly decodeParams?: Convert;
  readonly actions: Readonly<Record<string, FakeAction>>;
  /** Per event: what encodes its payload, or null where it has none. */
  readonly events: Readonly<Record<string, Convert | null>>;
}

/** What the core of the server sees of a fake's types. */
interface CoreTypes<T extends FakeTypes> extends ActorTypes {
  readonly key: readonly string[];
  readonly state: undefined;
  readonly stateInput: undefined;
  readonly connState: undefined;
  readonly connStateInput: undefined;
  readonly params: T["params"];
  readonly events: T["events"];
}

/** The decoded arguments of an action. */
export type FakeArgs<
  T extends FakeTypes,
  Name extends keyof T["args"] & string,
> = T["args"][Name] extends readonly unknown[] ? T["args"][Name] : never;

/** What an action gives its caller. */
export type FakeResult<T extends FakeTypes, Name extends keyof T["args"]> = Name extends keyof T["actions"]
  ? T["actions"][Name] extends (...args: never) => Promise<infer Result>
    ? Result
    : never
  : never;

/** The data of an action's declared errors, by code. */
export type FakeErrors<T extends FakeTypes, Name extends string> = Name extends keyof T["errors"]
  ? {
      [
        Declared in T["errors"][Name] as Declared extends DeclaredError<infer Code, unknown> ? Code : never
      ]: DataOf<Declared>;
    }
  : object;

type DataOf<Declared> = Declared extends DeclaredError<string, infer Data> ? Data : never;

/** `c` in a script: what an action's handler gets, without the state, which is yours to keep. */
export type FakeContext<T extends FakeTypes, Name extends string> = Pick<
  ActionContext<CoreTypes<T>, undefined, FakeErrors<T, Name>>,
  "key" | "conn" | "conns" | "broadcast" | "errors" | "abortSignal"
>;

/** Answers calls of one action. The arguments are decoded, and defaults filled in. */
export type FakeHandler<T extends FakeTypes, Name extends keyof T["args"] & string> = (
  c: FakeContext<T, Name>,
  ...args: FakeArgs<T, Name>
) => MaybePromise<FakeResult<T, Name>>;

/** A handler, or the result that every call gets. */
type Answer<Handler, Result> = undefined extends Result ? Handler : Handler | Result;

/**
 * How an actor answers: per action a handler, or the result itself. An action that is left out succeeds when it returns
 * nothing, and fails with `internal_error` otherwise.
 */
export type FakeScript<T extends FakeTypes> = {
  readonly [Name in keyof T["args"] & string]?: Answer<FakeHandler<T, Name>, FakeResult<T, Name>>;
};

/** What `emit` takes after the event's name: nothing for an event without a payload. */
export type FakePayload<Payload> = undefined extends Payload ? [payload?: Payload] : [payload: Payload];

/** What `fail` takes after the code: the declared error's data, if it has some. */
export type FakeData<Errors, Code> = Code extends keyof Errors ? FakePayload<Errors[Code]> : [];

/** One actor of a fake server. */
export interface FakeActor<T extends FakeTypes> {
  /**
   * Sends an event to every connection that listens to it. Resolves when they have heard it.
   *
   * @throws ActorError `invalid_event` when the payload does not fit its schema
   * @throws Error when nobody is connected: the event would be lost without a word
   * @example await act(() => room.emit("messageReceived", message));
   */
  emit<Name extends keyof T["events"] & string>(event: Name, ...payload: FakePayload<T["events"][Name]>): Promise<void>;
  /**
   * The next call of an action fails: with an error that it declares, or with a code of the runtime's own, such as
   * `timeout`. Asked for twice, the next two fail.
   *
   * @throws ActorError `invalid_result` when the data does not fit its schema
   * @example room.fail("sendMessage", "muted", { until: new Date() });
   */
  fail<Name extends keyof T["args"] & string, Code extends (keyof FakeErrors<T, Name> & string) | ErrorCode>(
    action: Name,
    code: Code,
    ...data: FakeData<FakeErrors<T, Name>, Code>
  ): void;
  /**
   * The next call of an action is answered `ms` milliseconds of the fake clock later; it does not hold up others.
   *
   * @example room.delay("history", 500); // ... await server.clock.advance(500)
   */
  delay(action: keyof T["args"] & string, ms: number): void;
  /** The decoded arguments of every call of an action so far, also of those that failed. */
  calls<Name extends keyof T["args"] & string>(action: Name): readonly FakeArgs<T, Name>[];
  /** Answers otherwise from now on, for this key alone. Actions that are left out stay as they are. */
  script(script: FakeScript<T>): void;
  /** What each connection sent to connect, decoded; also of those that are offline for a moment. */
  readonly params: readonly T["params"][];
}

/** What `createFakeServer` takes beside the scripts. */
export interface FakeServerOptions extends Pick<TestServerOptions, "now" | "limits" | "seed" | "patience" | "globals"> {
  /** How the client behaves. Default: it connects again after 10 to 100 ms. */
  readonly client?: TestClientOptions;
}

/** A scripted server in this process, and a client of it. */
export interface FakeServer<Client extends BaseClient, Table> {
  /** Give it to what is tested, instead of one from `createClient`. */
  readonly client: Client;
  /** It stands still until it is moved: delays, time-outs, back-off. */
  readonly clock: TestClock;
  /** One actor, whether or not somebody has reached it yet. */
  actor<Name extends keyof Table & string>(
    name: Name,
    key: Table[Name] extends FakeTypes ? Table[Name]["key"] : never,
  ): Table[Name] extends FakeTypes ? FakeActor<Table[Name]> : never;
  /** Lets everything happen that needs no time: connections open, replies arrive. */
  settle(): Promise<void>;
  /** The network is gone: connections are lost, and calls wait or fail. Resolves when the client has noticed. */
  disconnect(): Promise<void>;
  /** The network is back. Resolves when the client has connected again, and has heard what it missed. */
  reconnect(): Promise<void>;
  /** What went wrong in scripts. Reading it counts as having looked: see `close`. */
  readonly errors: TestServer["errors"];
  /**
   * Disposes the client and ends the server.
   * @throws AggregateError when a script failed and nobody looked at `errors`; not with `allowErrors`
   */
  close(options?: { readonly allowErrors?: boolean }): Promise<void>;
}

/** The scripts of all actors. */
export type FakeScripts<Table> = {
  readonly [Name in keyof Table]?: Table[Name] extends FakeTypes ? FakeScript<Table[Name]> : never;
};
