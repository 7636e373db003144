// The core: drives one actor as its host asks. No I/O; everything from outside comes through the Host interface.
import { ActorError, type WireError } from "../protocol/errors.js";
import { closeCodes, type Hello } from "../protocol/frames.js";
import { Actor } from "./actor.js";
import { CallTurn } from "./call-turn.js";
import { ConnectTurn } from "./connect-turn.js";
import { Connection, isAttachment, type Attachment } from "./connection.js";
import { Dispatcher } from "./dispatch.js";
import { deepFreeze } from "./draft.js";
import { Refusal, toWireError } from "./failures.js";
import { Gate } from "./gate.js";
import type { ActorCore, ActorRequest, Admission, Caller, CallReply, Host, HostSocket } from "./host.js";
import type { ActorImplementation } from "./implement.js";
import { Lifecycle } from "./lifecycle.js";
import { Scheduler } from "./scheduler.js";
import { parseValue, readValue } from "./values.js";

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
    this.#lifecycle = new Lifecycle(this.#actor, this.#gate, this.#scheduler);
    this.#dispatcher = new Dispatcher(this.#actor, this.#gate, this.#scheduler);
    this.#actor.dropped = (connection) => this.#over(connection);
  }

  async admit(_caller: Caller, hello: Hello): Promise<Admission> {
    try {
      await this.#lifecycle.enter(hello);
      return { admitted: true, attachment: await this.#attachment(hello) };
    } catch (error) {
      return { admitted: false, error: this.#wire(error) };
    }
  }

  async #attachment(hello: Hello): Promise<Attachment> {
    const { descriptor, handlers } = this.#actor.implementation;
    const mismatch = hello.hash !== undefined && hello.hash !== descriptor.hash;
    const params = deepFreeze(readValue(descriptor.decodeParams, hello.params, "invalid_params", mismatch));
    const { onBeforeConnect, createConnState } = handlers;
    if (onBeforeConnect) await this.#lifecycle.hook("onBeforeConnect", (c) => onBeforeConnect(c, params));
    const { parseConnState, checkConnState } = descriptor;
    const state = createConnState
      ? await this.#lifecycle.hook("createConnState", (c) => createConnState(c, params))
      : structuredClone(handlers.connState);
    return {
      connection: this.#host.randomId(),
      secret: this.#host.randomId(),
      params,
      state: deepFreeze(parseValue(this.#host, parseConnState, checkConnState, state, "The new connection state")),
      events: hello.events ?? [],
    };
  }

  open(socket: HostSocket): void {
    const { attachment } = socket;
    if (!isAttachment(attachment) || !this.#lifecycle.awake) {
      const stopping = this.#lifecycle.over !== "actor_destroyed";
      socket.close(stopping ? closeCodes.goingAway : closeCodes.destroyed, "");
      return;
    }
    const connection = new Connection(socket, attachment, this.#host.limits.frameBurst, this.#host.now());
    const { onConnect } = this.#actor.implementation.handlers;
    if (!onConnect) {
      this.#actor.add(connection);
      this.#dispatcher.welcome(connection);
      return;
    }
    this.#opening.set(attachment.connection, connection);
    const turn = new ConnectTurn(this.#actor, this.#gate, connection, onConnect, {
      begun: () => this.#opening.delete(attachment.connection),
      accepted: () => {
        if (connection.status === "closed") this.#over(connection);
        else this.#dispatcher.welcome(connection);
      },
      ready: () => this.#dispatcher.catchUp(connection),
      refused: (error) => this.#dispatcher.refuse(connection, error),
    });
    this.#scheduler.submit(turn);
  }

  message(socket: HostSocket, text: string): void {
    const connection = this.#find(socket);
    if (connection) this.#dispatcher.message(connection, text);
  }

  closed(socket: HostSocket): void {
    const connection = this.#find(socket);
    if (!connection) return;
    const accepted = connection.open;
    this.#actor.remove(connection);
    if (accepted) this.#over(connection);
  }

  async request({ caller, hello, action: name, args, hash, signal }: ActorRequest): Promise<CallReply> {
    try {
      const { id } = this.#host.address;
      if (caller.chain.includes(id)) throw new Refusal("cycle");
      if (!this.#lifecycle.awake || hello.mode === "create") await this.#lifecycle.enter(hello);
      const action = this.#dispatcher.action(name);
      const read = this.#dispatcher.readArgs(action, args, hash);
      if (signal?.aborted) throw new Refusal("aborted");
      return await new Promise((resolve) => {
        const turn = new CallTurn(this.#actor, this.#gate, action, read, resolve, 0);
        turn.chain = caller.chain;
        signal?.addEventListener("abort", () => turn.cancel(), { once: true });
        this.#scheduler.submit(turn);
      });
    } catch (error) {
      return { error: this.#wire(error) };
    }
  }

  async resolve(_caller: Caller, hello: Hello): Promise<{ readonly id: string } | { readonly error: WireError }> {
    try {
      await this.#lifecycle.enter(hello);
      return { id: this.#host.address.id };
    } catch (error) {
      return { error: this.#wire(error) };
    }
  }

  async alarm(): Promise<void> {}

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

  // An accepted connection has ended.
  #over(connection: Connection): void {
    const { onDisconnect } = this.#actor.implementation.handlers;
    if (!onDisconnect || this.#lifecycle.over) return;
    void this.#lifecycle.hook("onDisconnect", (c) => onDisconnect(c, connection.handle(this.#actor)));
  }

  #wire(error: unknown): WireError {
    if (error instanceof ActorError && !(error instanceof Refusal)) {
      const { code, message, issues, data, metadata, ref } = error;
      return {
        code,
        message,
        ...(issues && { issues }),
        ...(data !== undefined && { data }),
        ...(metadata !== undefined && { metadata }),
        ...(ref !== undefined && { ref }),
      };
    }
    return toWireError(error, this.#host.log, () => this.#host.randomId(), {});
  }
}
