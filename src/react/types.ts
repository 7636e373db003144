// The types that emitted hooks and components build on. They name no type of React, so that any version's types fit.
import type { ActorError, ConnectionStatus } from "../client/index.js";

/** What the hooks know of one actor; emitted code gives a table of these, as types alone. */
export interface ActorTypes {
  readonly key: unknown;
  /** Everything of `UseActorOptions` that differs from actor to actor: params and input. */
  readonly options: object;
  readonly handle: object;
  readonly connection: object;
  readonly actions: object;
  readonly events: object;
  /** The declared errors by action. */
  readonly errors: object;
}

/** Of an actor without input. */
export interface MayCreate {
  /** Reach only an actor that exists; without one, `error` has the code `actor_not_found`. Default false: it is made. */
  readonly noCreate?: boolean | undefined;
}

/** Of an actor whose input may be left out. */
export interface MayCreateWith<Input> extends MayCreate {
  /** For the actor, if it has yet to be made. A changed input alone does not connect again. */
  readonly input?: Input | undefined;
}

/** Of an actor that needs input, unless it is not to be made. */
export type CreatesWith<Input> =
  // The usual one last: the compiler's messages speak of it.
  | { readonly noCreate: true; readonly input?: undefined }
  | { readonly noCreate?: false | undefined; readonly input: Input };

/** The actors of a client, by name. */
export type ActorTable<Actors> = { readonly [Name in keyof Actors]: ActorTypes };

/** Which actor a component uses, and how it is reached. */
export type UseActorOptions<Name, Types extends ActorTypes> = Types["options"] & {
  /** As the schema files name it. */
  readonly name: Name;
  /** Which one of its kind. Keys are compared by value: an array may be written in place. */
  readonly key: Types["key"];
  /** False: no connection, until it is true. Default true. */
  readonly enabled?: boolean | undefined;
};

/** How hooks behave. */
export interface HooksSettings {
  /**
   * Milliseconds that a connection stays open after the last component that used it has gone, so that the next page, or
   * a component that mounts again, finds it open. Default 1,000. One that was refused does not stay.
   */
  readonly grace?: number | undefined;
}

/** What `createHooks` gives. `Actors` is the emitted table of `ActorTypes`. */
export interface ActorHooks<Actors extends ActorTable<Actors>> {
  /**
   * An actor, connected while the component is mounted.
   *
   * Components that name the same actor, key and params share one connection. Another key or other params (compared by
   * value) lead to another connection. Rendering on a server opens none: there, and in the first render, `connStatus` is
   * `idle`. `getParams` is asked at each attempt to connect, the newest one that was rendered; only components that
   * give the very same function share a connection, as nobody can tell what another would answer.
   *
   * @example
   * function ChatRoom({ room, userId }: { room: string; userId: string }) {
   *   const chat = useActor({ name: "chatRoom", key: [room], params: { userId } });
   *   const [last, setLast] = useState<Message>();
   *   chat.useEvent("messageReceived", setLast);
   *   const send = chat.useAction("sendMessage");
   *   return <button disabled={send.pending} onClick={() => send.run(userId, "Hello!")}>{last?.text}</button>;
   * }
   */
  useActor<Name extends keyof Actors>(options: UseActorOptions<Name, Actors[Name]>): UsedActor<Actors[Name]>;
}

/** What `useActor` returns. It stays the same object until something in it changes, so it may be a prop or a dependency. */
export interface UsedActor<Types extends ActorTypes> {
  /** Each action is a request of its own; needs no connection. */
  readonly handle: Types["handle"];
  /** Undefined in the first render, on a server, and while not `enabled`. The hook disposes it: a component must not. */
  readonly connection: Types["connection"] | undefined;
  /** `idle` also while there is no connection. */
  readonly connStatus: ConnectionStatus;
  /** Why the connection was refused, or what else was last told to its `onError`; gone once it is connected again. */
  readonly error: ActorError | undefined;

  /**
   * Calls `handler` with each event of this name while the component is mounted. It is always the newest handler, and
   * need not be memoised: another handler does not subscribe anew. What it throws is reported as an uncaught exception.
   * Events of the time before the connection is first open, or while it is lost, are not made up for here:
   * see `useActorState`.
   *
   * @example chat.useEvent("messageReceived", (message) => setMessages([...messages, message]));
   */
  useEvent<Event extends keyof Types["events"]>(event: Event, handler: (payload: Types["events"][Event]) => void): void;

  /**
   * An action, with what became of its newest run.
   *
   * @example
   * const send = chat.useAction("sendMessage");
   * if (send.error?.code === "muted") return <p>Muted until {send.error.data?.until.toLocaleString()}</p>;
   */
  useAction<Action extends keyof Types["actions"]>(
    action: Action,
  ): UsedAction<Types["actions"][Action], ErrorsOf<Types, Action>>;

  /**
   * A state that an action gives and events carry on. It is loaded with the action over the connection when that opens,
   * and anew each time it opens again, as events may have been missed meanwhile. An event that the server sent before
   * the action's result is in that result already and is not applied to it; each later one goes through its reducer,
   * in order. So nothing is counted twice and nothing is missed, unless the action is `concurrent`.
   *
   * Components that share the connection and give the same action, args and reducers (the same functions, such as a
   * constant outside of the components) share one state: it is loaded once, and no two of them ever show two moments of it.
   * Reducers written in place belong to their component. They must be pure; the newest ones are used.
   *
   * @example
   * const messages = chat.useActorState({
   *   action: "history",
   *   args: [100],
   *   events: { messageReceived: (messages, message) => [...messages, message], cleared: () => [] },
   * });
   * return messages.state?.map((message) => <Message key={message.id} {...message} />) ?? <Loading />;
   */
  useActorState<Action extends keyof Types["actions"], Selected = ResultOf<Types["actions"][Action]>>(
    options: ActorStateOptions<Types["actions"][Action], Types["events"], Action, Selected>,
  ): ActorState<Selected>;
}

/** What `useActorState` is told. */
export type ActorStateOptions<Run, Events, Action, Selected> = {
  /** Gives the state to begin with. */
  readonly action: Action;
  /** How the state goes on with each event. The events that stand here in the first render are listened to. */
  readonly events: {
    readonly [Event in keyof Events]?: (state: ResultOf<Run>, payload: Events[Event]) => ResultOf<Run>;
  };
  /** The state until the action has given it, such as one that a server has rendered. */
  readonly initial?: ResultOf<Run> | undefined;
  /**
   * What the component needs of the state. It renders again only when the outcome is another one by `Object.is`, so
   * select what the reducers keep: a part of the state, a number, a string. Default: all of it.
   */
  readonly select?: ((state: ResultOf<Run>) => Selected) | undefined;
} & (ArgsOf<Run> extends readonly [unknown, ...unknown[]]
  ? { readonly args: ArgsOf<Run> }
  : { /** For the action; compared by value. */ readonly args?: ArgsOf<Run> });

/** What `useActorState` returns. */
export interface ActorState<Selected> {
  /** Undefined until the action has given it, unless there is an `initial` one. */
  readonly state: Selected | undefined;
  /** Why it could not be loaded; the state before stays. */
  readonly error: ActorError | undefined;
  /** It is being loaded, or waits for the connection to open. */
  readonly pending: boolean;
  /** Loads it anew. */
  readonly reload: () => void;
}

/** What `useAction` returns. `run` and `reset` stay the same functions. */
export interface UsedAction<Run, Errors> {
  /**
   * Calls the action over the connection, which stays open until the reply, or by a request where there is none because
   * of `enabled: false`. Rejects as the action does; a rejection that nobody looks at is not reported as unhandled, as
   * `error` has it.
   */
  readonly run: Run;
  /** The newest result. It stays while the next run is pending. */
  readonly data: ResultOf<Run> | undefined;
  /** Why the newest run failed. */
  readonly error: Errors | UndeclaredError | undefined;
  /** The newest run has no reply yet. */
  readonly pending: boolean;
  /** Forgets data and error, and what a pending run will give. */
  readonly reset: () => void;
}

/** An error that the action does not declare: of the runtime, or a `UserError` of the server. */
export interface UndeclaredError extends ActorError {
  readonly data: undefined;
}

/** The declared errors of an action. */
export type ErrorsOf<Types extends ActorTypes, Action> = Action extends keyof Types["errors"]
  ? Types["errors"][Action]
  : never;

/** What an action gives. */
export type ResultOf<Run> = Run extends (...args: never[]) => Promise<infer Result> ? Result : never;

/** What an action takes. */
export type ArgsOf<Run> = Run extends (...args: infer Args) => Promise<unknown> ? Readonly<Args> : never;
