// The core: drives one actor as its host asks. No I/O; everything from outside comes through the Host interface.
import { ActorError, type WireError } from "../protocol/errors.js";
import { closeCodes, type Hello } from "../protocol/frames.js";
import { Actor } from "./actor.js";
import { CallTurn } from "./call-turn.js";
import { ConnectTurn } from "./connect-turn.js";
import { Connection, isAttachment, stored } from "./connection.js";
import type { TurnContext } from "./context.js";
import { Dispatcher } from "./dispatch.js";
import { DueWork } from "./due-work.js";
import { checkParams, enter, isEntrance, readIdentity, readParams, type Entrance } from "./entrance.js";
import { loggable, Refusal, toWireError, wireError } from "./failures.js";
import { Gate } from "./gate.js";
import type {
  ActorContents,
  ActorCore,
  ActorInspection,
  ActorRequest,
  Admission,
  Caller,
  CallReply,
  Host,
  HostSocket,
} from "./host.js";
import type { ActionEntry, ActorImplementation } from "./implement.js";
import { HookTurn } from "./hook-turn.js";
import { Lifecycle } from "./lifecycle.js";
import { Presence } from "./presence.js";
import { RequestTurn } from "./request-turn.js";
import { Scheduler } from "./scheduler.js";
import { readArgs } from "./values.js";

/** Makes the core of one actor. Hosts call it. */
export function createActorCore(implementation: ActorImplementation, host: Host): ActorCore {
  return new Core(implementation, host);
}

class Core implements ActorCore {
  readonly #host: Host;
  readonly #actor: Actor;
  readonly #gate: Gate;
  readonly #scheduler: Scheduler;
  readonly #lifecycle: Lifecycle;
  readonly #dispatcher: Dispatcher;
  readonly #presence: Presence;
  readonly #work: DueWork;
  /** Connections before their `onConnect` has begun. */
  readonly #opening = new Map<string, Connection>();

  constructor(implementation: ActorImplementation, host: Host) {
    this.#host = host;
    this.#actor = new Actor(implementation, host);
    this.#gate = new Gate((cause) => {
      host.log.error({ err: cause }, "a commit failed; the actor is dropped from memory");
      this.#lifecycle.end("internal_error", closeCodes.fenced);
    });
    this.#scheduler = new Scheduler(this.#actor, this.#gate, () => {
      this.#lifecycle.end("actor_destroyed", closeCodes.destroyed);
    });
    this.#dispatcher = new Dispatcher(this.#actor, this.#gate, this.#scheduler);
    this.#presence = new Presence(this.#actor, (connection) => {
      if (this.#actor.remove(connection)) this.#over(connection);
    });
    this.#lifecycle = new Lifecycle(this.#actor, this.#gate, this.#scheduler, this.#presence);
    this.#work = new DueWork(this.#actor, this.#gate, this.#scheduler, () => {
      const { over } = this.#lifecycle;
      return over === undefined || over === "shutting_down";
    });
    this.#actor.dropped = (connection) => this.#over(connection);
  }

  async admit(caller: Caller, hello: Hello): Promise<Admission> {
    this.#lifecycle.touch();
    try {
      const auth = readIdentity(this.#actor.implementation, caller);
      const params = readParams(this.#actor.implementation, hello);
      await this.#lifecycle.enter(hello);
      const { permit } = caller;
      const comer = { auth, params, permit };
      const entrance = await enter(this.#actor, this.#lifecycle, this.#presence, hello, comer);
      return { admitted: true, attachment: entrance };
    } catch (error) {
      this.#lifecycle.release();
      return { admitted: false, error: this.#wire(error) };
    }
  }

  open(socket: HostSocket): void {
    const { attachment } = socket;
    if (!isEntrance(attachment) || !this.#lifecycle.awake) {
      const stopping = this.#lifecycle.over !== "actor_destroyed";
      socket.close(stopping ? closeCodes.goingAway : closeCodes.destroyed, "");
      return;
    }
    const connection = this.#presence.find(attachment.resume);
    if (connection) this.#resume(socket, connection, attachment);
    else if ("state" in attachment) this.#enter(socket, attachment);
    // It was over between the two.
    else socket.close(closeCodes.later, "");
  }

  #resume(socket: HostSocket, connection: Connection, { params, auth, events, denied, resume }: Entrance): void {
    const before = this.#presence.attach(connection, socket);
    before?.close(closeCodes.fenced, "");
    connection.keep({ params, auth });
    for (const { event } of connection.data.subscriptions) {
      if (!events.includes(event)) this.#actor.unsubscribe(connection, event);
    }
    for (const event of events) this.#actor.subscribe(connection, event);
    if (this.#actor.durable) this.#actor.persist([stored(connection)]);
    this.#dispatcher.welcome(connection, resume, { retry: true, ...this.#presence.gap(connection, resume) });
    this.#dispatcher.deny(connection, denied);
  }

  #enter(socket: HostSocket, { params, auth, state, events, denied, resume }: Entrance): void {
    const since = this.#actor.released;
    const connection = new Connection(
      socket,
      {
        connection: this.#host.randomId(),
        secret: this.#host.randomId(),
        params,
        auth,
        state,
        subscriptions: [...new Set(events)].map((event) => ({ event, since })),
      },
      this.#actor.implementation.secrets,
      this.#host.limits.frameBurst,
      this.#host.now(),
    );
    socket.attachment = connection.lasting;
    const retry = this.#presence.inherit(connection, resume);
    const welcome = (): void => {
      const gap = this.#presence.gap(connection, resume);
      this.#dispatcher.welcome(connection, resume, { ...(retry && { retry }), ...gap });
      this.#dispatcher.deny(connection, denied);
    };
    const { onConnect } = this.#actor.implementation.handlers;
    if (!onConnect && !this.#actor.durable) {
      this.#actor.add(connection);
      welcome();
      return;
    }
    this.#opening.set(connection.id, connection);
    const turn = new ConnectTurn(this.#actor, this.#gate, connection, onConnect, {
      begun: () => this.#opening.delete(connection.id),
      accepted: () => {
        if (connection.status === "closed") this.#over(connection);
        else welcome();
      },
      ready: () => this.#dispatcher.catchUp(connection),
      refused: (error) => {
        this.#actor.watchConnections();
        this.#dispatcher.refuse(connection, error);
      },
    });
    this.#scheduler.submit(turn);
  }

  message(socket: HostSocket, text: string): void {
    const connection = this.#find(socket);
    if (connection) this.#dispatcher.message(connection, text);
  }

  closed(socket: HostSocket, code: number): void {
    const connection = this.#find(socket);
    if (!connection) return;
    // Only a client that says so will not come back.
    if (connection.open && code !== closeCodes.done) {
      const oldest = this.#presence.lost(connection);
      if (oldest && this.#actor.remove(oldest)) this.#over(oldest);
      return;
    }
    const accepted = connection.open;
    this.#actor.remove(connection);
    if (accepted) this.#over(connection);
  }

  async request(request: ActorRequest): Promise<CallReply> {
    const { caller, hello, id } = request;
    try {
      this.#lifecycle.touch();
      this.#refuseCycle(caller);
      const auth = readIdentity(this.#actor.implementation, caller);
      checkParams(this.#actor.implementation, hello);
      if (!this.#lifecycle.awake || hello.mode === "create") await this.#lifecycle.enter(hello);
      const action = this.#dispatcher.action(request.action);
      // Who waits in a serial turn is kept waiting by serial ones alone.
      if (!action.concurrent && this.#waits(caller)) throw new Refusal("cycle");
      const run = (): Promise<CallReply> => this.#run(action, request, auth);
      return await (id === undefined ? run() : this.#actor.requests.answer(id, run));
    } catch (error) {
      this.#lifecycle.release();
      const told = this.#wire(error);
      this.#host.witness?.refused({ action: request.action }, told);
      return { error: told };
    }
  }

  #run(action: ActionEntry, { caller, args, hash, id, signal }: ActorRequest, auth: unknown): Promise<CallReply> {
    const read = readArgs(action, args, hash);
    if (signal?.aborted) throw new Refusal("aborted");
    return new Promise((resolve) => {
      const turn =
        id === undefined
          ? new CallTurn(this.#actor, this.#gate, action, read, resolve, 0)
          : new RequestTurn(this.#actor, this.#gate, action, read, resolve, id);
      turn.chain = caller.chain;
      turn.auth = auth;
      signal?.addEventListener("abort", () => turn.cancel(), { once: true });
      this.#scheduler.submit(turn);
    });
  }

  #waits({ chain }: Caller): boolean {
    return chain.includes(this.#host.address.id);
  }

  // An actor that calls itself while it comes to be would wait for itself.
  #refuseCycle(caller: Caller): void {
    if (!this.#lifecycle.awake && this.#waits(caller)) throw new Refusal("cycle");
  }

  async resolve(caller: Caller, hello: Hello): Promise<{ readonly id: string } | { readonly error: WireError }> {
    try {
      this.#refuseCycle(caller);
      readIdentity(this.#actor.implementation, caller);
      checkParams(this.#actor.implementation, hello);
      await this.#lifecycle.enter(hello);
      return { id: this.#host.address.id };
    } catch (error) {
      this.#lifecycle.release();
      return { error: this.#wire(error) };
    }
  }

  async alarm(): Promise<void> {
    this.#lifecycle.touch();
    this.#actor.schedule.rang();
    try {
      await this.#lifecycle.enter({ mode: "get" });
      await this.#work.run();
    } catch (error) {
      this.#host.log.warn({ error: loggable(this.#wire(error)) }, "what is planned could not be run");
    }
  }

  inspect(): ActorInspection {
    const { connections, released, log, schedule } = this.#actor;
    return {
      connections: [...connections.values()].map((connection) => connection.inspect()),
      ...this.#scheduler.load,
      seq: released,
      keptEvents: log.size,
      scheduled: schedule.size,
    };
  }

  contents(): ActorContents {
    const { connections, state } = this.#actor;
    return { state, connections: [...connections.values()].map((connection) => connection.contents()) };
  }

  async stop(): Promise<void> {
    await this.#lifecycle.sleep();
  }

  #find(socket: HostSocket): Connection | undefined {
    const { attachment } = socket;
    if (!isAttachment(attachment)) return undefined;
    const id = attachment.connection;
    const connection = this.#actor.connections.get(id) ?? this.#opening.get(id);
    return connection?.socket === socket ? connection : undefined;
  }

  // An accepted connection is over.
  #over(connection: Connection): void {
    if (this.#lifecycle.over) return;
    this.#actor.watchConnections();
    const changes = this.#presence.left(connection);
    const { onDisconnect } = this.#actor.implementation.handlers;
    if (!onDisconnect) {
      if (this.#actor.durable) this.#actor.persist(changes);
      return;
    }
    const body = (c: TurnContext): unknown => onDisconnect(c, connection.handle(this.#actor));
    const turn = new HookTurn(this.#actor, this.#gate, "onDisconnect", body, changes);
    this.#scheduler.submit(turn);
    // A hook that throws does not keep the connection.
    if (this.#actor.durable) turn.finished.catch(() => this.#actor.persist(changes));
  }

  #wire(error: unknown): WireError {
    if (error instanceof ActorError && !(error instanceof Refusal)) return wireError(error);
    return toWireError(error, this.#host.log, () => this.#host.randomId(), {});
  }
}
