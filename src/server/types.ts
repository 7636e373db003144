// The types that generated server code instantiates: contexts, connections and handlers of one actor.
import type { Logger } from "./host.js";

/**
 * What differs between actors, as one bag of types; generated code declares one per actor. The `...Input` types are
 * what a creating handler returns, before defaults are filled in.
 */
export interface ActorTypes {
  readonly key: readonly string[];
  readonly input: unknown;
  readonly state: unknown;
  readonly stateInput: unknown;
  readonly params: unknown;
  /** Who is calling, as `authorize` returned it and the actor's `auth` schema parsed it. */
  readonly auth: unknown;
  readonly connState: unknown;
  readonly connStateInput: unknown;
  /** Event name to what a handler passes as its payload; `undefined` for a void event. */
  readonly events: object;
  /** The actions as callers write them: what `c.schedule` takes. */
  readonly actions: object;
  /** What `c.client()` gives. */
  readonly client: object;
}

/** A value now or later: handlers may be sync or async. Sync ones run without a single promise. */
export type MaybePromise<Value> = Value | PromiseLike<Value>;

/** The arguments after the event's name: a void payload may be left out. */
export type SendArguments<Payload> = undefined extends Payload ? [payload?: Payload] : [payload: Payload];

/** The same for a broadcast, which takes options. */
export type BroadcastArguments<T extends ActorTypes, Payload> = undefined extends Payload
  ? [payload?: Payload, options?: BroadcastOptions<T>]
  : [payload: Payload, options?: BroadcastOptions<T>];

/** Who does not get a broadcast. `undefined` is nobody, so that `{ except: c.conn }` is right for HTTP calls as well. */
export interface BroadcastOptions<T extends ActorTypes> {
  readonly except?: ActorConn<T> | readonly ActorConn<T>[] | undefined;
}

/** One connection, as handlers see it. The object stays the same as long as the connection lives. */
export interface ActorConn<T extends ActorTypes> {
  readonly id: string;
  /** Has it a socket now? One that lost it may come back within `resumeWindow`, and gets then what it was sent meanwhile. */
  readonly online: boolean;
  /** What the client sent to connect, parsed. */
  readonly params: T["params"];
  /** Who it is, as `authorize` told when it connected last. */
  readonly auth: T["auth"];
  /** Kept with the connection; a change is part of the turn. */
  state: T["connState"];
  /**
   * Sends an event to this connection alone, subscribed or not, when the turn commits.
   * @throws ActorError `invalid_event` at once when the payload does not fit
   * @example conn.send("privateMessage", { from: "user-1", text: "psst" })
   */
  send<Name extends keyof T["events"] & string>(event: Name, ...payload: SendArguments<T["events"][Name]>): void;
  /** Ends the connection when the turn commits; the client does not come back by itself. */
  disconnect(reason?: string): void;
}

/** What `createState` gets: the actor has no state yet. */
export interface CreateContext<T extends ActorTypes> {
  readonly key: T["key"];
  readonly actorId: string;
  readonly log: Logger;
}

/**
 * What hooks get, and the base of what actions get. After its turn has ended well, `broadcast`, `update`, `schedule`,
 * `client`, `conns` and `vars` go on working (for timers, say), each use as a commit of its own; after a turn that failed
 * nothing does.
 */
export interface ActorContext<T extends ActorTypes, Vars = undefined> extends CreateContext<T> {
  /** The actor's state; a change is part of the turn. Dates and bytes in it are values: replace them, never change them in place. */
  state: T["state"];
  /** What `createVars` made: lives in memory only and is not part of any turn. */
  readonly vars: Vars;
  /** The connections by id, also those that are offline for a moment. */
  readonly conns: ReadonlyMap<string, ActorConn<T>>;
  /**
   * Sends an event to every connection that subscribed to it, when the turn commits.
   * @throws ActorError `invalid_event` at once when the payload does not fit
   * @example c.broadcast("playerMoved", { playerId, position }, { except: c.conn })
   */
  broadcast<Name extends keyof T["events"] & string>(
    event: Name,
    ...payload: BroadcastArguments<T, T["events"][Name]>
  ): void;
  /**
   * Changes the state in one synchronous step: in a serial turn as part of it; in a concurrent action, or after the
   * turn, as a commit of its own. Gives back what `change` returns.
   * @throws ActorError `invalid_state` when the state no longer fits its schema; nothing was changed
   * @example c.update((state) => { state.views += 1 })
   */
  update<Result>(change: (state: T["state"]) => Result): Result;
  /** Actions of this actor for later: durable, and part of the turn. */
  readonly schedule: ActorSchedule<T["actions"]>;
  /**
   * The other actors, and this one. A call is made at once, and is not undone with the turn; it ends with `abortSignal`. An
   * actor that waits for a reply cannot answer meanwhile, so that a circle of calls is refused with `cycle`, unless the
   * action that is called, or the one that calls, is concurrent.
   * @example const players = await c.client().gameRoom.get("room-1", { params }).players()
   */
  client(): T["client"];
  /** Aborts when the caller gives up, the action's time is over, or the actor is stopped. */
  readonly abortSignal: AbortSignal;
  /** Commits what the turn did so far and lets its events go; a later throw undoes only what follows. */
  commit(): Promise<void>;
  /** Ends the actor and forgets its state when the turn commits; its connections are closed. */
  destroy(): void;
}

/** What a caller passes to an action. */
export type ActionArguments<Action> = Action extends (...args: infer Args) => unknown ? Args : never;

/**
 * Plans actions of the same actor. Each runs as a turn of its own, without a connection, and its arguments are parsed
 * then. What is planned survives sleep, and crashes where the store is durable. A run that throws is logged and undone,
 * and not tried again; one that a crash cut off runs again.
 */
export interface ActorSchedule<Actions> {
  /**
   * Runs an action after `ms` milliseconds. Gives the id under which it can be cancelled.
   * @throws ActorError at once: `invalid_argument` for arguments that do not fit and a time that no Date can hold,
   * `too_many_requests` for more than `limits.schedules`
   * @example c.schedule.after(60_000, "closePoll", pollId)
   */
  after<Name extends keyof Actions & string>(ms: number, action: Name, ...args: ActionArguments<Actions[Name]>): string;
  /** The same at a time: a Date, or milliseconds since 1970. What is past runs at once. */
  at<Name extends keyof Actions & string>(
    time: Date | number,
    action: Name,
    ...args: ActionArguments<Actions[Name]>
  ): string;
  /** Takes an action off the schedule. False when there is none of this id any more, or it runs already. */
  cancel(id: string): boolean;
  /** What is planned and does not run yet, the earliest first. */
  list(): ScheduledAction<Actions>[];
}

/** An action that is planned. */
export interface ScheduledAction<Actions> {
  readonly id: string;
  readonly at: Date;
  readonly action: keyof Actions & string;
  /** In wire form. */
  readonly args: readonly unknown[];
}

/** What every actor has that `c.client()` reaches; generated code adds the actions. */
export interface ActorPeer {
  /** The key's strings; undefined when it was reached by id. */
  readonly key: readonly string[] | undefined;
  /** The actor's id; makes the actor when it was reached by `getOrCreate`. */
  resolve(): Promise<string>;
}

/** What the hooks get that run before a connection is there. */
export interface ConnectContext<T extends ActorTypes, Vars = undefined> extends ActorContext<T, Vars> {
  /** Who wants to connect. */
  readonly auth: T["auth"];
}

/** Makes a declared error to throw. The message is for people; left out, it is the code. */
export type ErrorFactory<Data> = (
  ...data: undefined extends Data ? [data?: Data, message?: string] : [data: Data, message?: string]
) => Error;

/**
 * What an action gets. `Errors` maps the codes that the action declares to the data of each.
 * @example throw c.errors.muted({ until })
 */
export interface ActionContext<T extends ActorTypes, Vars = undefined, Errors = object> extends ActorContext<T, Vars> {
  /** The connection that called; absent for a call over HTTP or from another actor. */
  readonly conn: ActorConn<T> | undefined;
  /** Who is calling. Another actor passes on who called it; a scheduled action has nobody. */
  readonly auth: T["auth"] | undefined;
  readonly errors: { readonly [Code in keyof Errors]: ErrorFactory<Errors[Code]> };
}

/** What a `concurrent: true` action gets: the state is a snapshot from its start, or from its last `update`. */
export interface ConcurrentContext<T extends ActorTypes, Vars = undefined, Errors = object> extends Omit<
  ActionContext<T, Vars, Errors>,
  "state"
> {
  /** A snapshot. An action that changes it in place fails; `c.update` is the way. */
  readonly state: Readonly<T["state"]>;
}

/** How the state begins: a value (copied for each actor) or a function. Neither, for an actor without state. */
export type StateSource<T extends ActorTypes> = undefined extends T["stateInput"]
  ? {
      readonly state?: T["stateInput"];
      createState?(c: CreateContext<T>, input: T["input"]): MaybePromise<T["stateInput"]>;
    }
  : | { readonly state: T["stateInput"]; readonly createState?: undefined }
    | {
        readonly state?: undefined;
        createState(c: CreateContext<T>, input: T["input"]): MaybePromise<T["stateInput"]>;
      };

/** The same for the state of a connection. */
export type ConnStateSource<T extends ActorTypes, Vars> = undefined extends T["connStateInput"]
  ? {
      readonly connState?: T["connStateInput"];
      createConnState?(c: ConnectContext<T, Vars>, params: T["params"]): MaybePromise<T["connStateInput"]>;
    }
  : | { readonly connState: T["connStateInput"]; readonly createConnState?: undefined }
    | {
        readonly connState?: undefined;
        createConnState(c: ConnectContext<T, Vars>, params: T["params"]): MaybePromise<T["connStateInput"]>;
      };

/**
 * The hooks of an actor, all optional. Each runs as a turn: what a hook that throws did is undone. Write `createVars`
 * before the handlers that use `c.vars`, so that their types are known there.
 */
export interface ActorHooks<T extends ActorTypes, Vars> {
  /** In-memory companions of the state: a value (copied for each actor) ... */
  readonly vars?: Vars;
  /** ... or a function, which runs at every wake. */
  createVars?(c: ActorContext<T>): MaybePromise<Vars>;
  /**
   * Makes the state of today from one that was stored by a definition of another `version`; its result is parsed and
   * stored. Without it, or when the result does not fit, the actor is refused with `state_incompatible` and its data stays.
   * Fields with a default can be added, and fields removed, without it.
   */
  migrate?(c: CreateContext<T>, old: unknown, fromVersion: number): MaybePromise<T["stateInput"]>;
  /** Once in the actor's life, with the creator's input. If it throws, there is no actor. */
  onCreate?(c: ActorContext<T, Vars>, input: T["input"]): MaybePromise<void>;
  /** Whenever the actor comes into memory; after `onCreate` the first time. */
  onWake?(c: ActorContext<T, Vars>): MaybePromise<void>;
  /** Before the actor leaves memory. */
  onSleep?(c: ActorContext<T, Vars>): MaybePromise<void>;
  /** In the turn that called `c.destroy()`, before it commits. */
  onDestroy?(c: ActorContext<T, Vars>): MaybePromise<void>;
  /** At the end of each turn that changed the state, as part of it; not after changes that it makes itself. */
  onStateChange?(c: ActorContext<T, Vars>, state: T["state"]): void;
  /** Before a connection is accepted; throw to refuse it. */
  onBeforeConnect?(c: ConnectContext<T, Vars>, params: T["params"]): MaybePromise<void>;
  /** A connection is there, and in `c.conns`. What it is sent arrives after the welcome. Throw to refuse it. */
  onConnect?(c: ActorContext<T, Vars>, conn: ActorConn<T>): MaybePromise<void>;
  /** Once per accepted connection, when it is over for good (not each time it loses its socket); it has left `c.conns`. */
  onDisconnect?(c: ActorContext<T, Vars>, conn: ActorConn<T>): MaybePromise<void>;
}

/** What a generated `implement<Actor>` takes. `Actions` is the generated interface of the actor's action handlers. */
export type ActorHandlers<T extends ActorTypes, Vars, Actions> = StateSource<T> &
  ConnStateSource<T, Vars> &
  ActorHooks<T, Vars> & { readonly actions: Actions };
