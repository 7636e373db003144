// A handle as a program sees it: each action is one request; `connect` opens a connection.
import type { ClientActor } from "../protocol/descriptor.js";
import { defineActions, type BoundAction } from "./bound-action.js";
import type { ClientContext } from "./client-context.js";
import { Connection, type ConnectionClass } from "./connection.js";
import { encodeArgs } from "./convert.js";
import type { Target } from "./hello.js";
import { Link } from "./link.js";
import { post } from "./request.js";
import type { ActorHandle, CallOptions } from "./types.js";

/** Makes handles of one actor. */
export type HandleClass = new (context: ClientContext, target: Target, options: CallOptions) => Handle;

/** See `ActorHandle`. Everything of its own is private, so that any action may have any other name. */
export class Handle implements ActorHandle {
  readonly #context: ClientContext;
  readonly #target: Target;
  readonly #options: CallOptions;
  readonly #class: HandleClass;
  readonly #connectionClass: ConnectionClass;

  /** The class of the handles of `actor`. */
  static of(actor: ClientActor): HandleClass {
    const connectionClass = Connection.to(actor);
    const Bound: HandleClass = class extends Handle {
      constructor(context: ClientContext, target: Target, options: CallOptions) {
        super(context, target, options, Bound, connectionClass);
      }
    };
    defineActions<Handle>(Bound.prototype, actor, (self, action, args) => self.#call(action, args));
    return Bound;
  }

  constructor(
    context: ClientContext,
    target: Target,
    options: CallOptions,
    own: HandleClass,
    connectionClass: ConnectionClass,
  ) {
    this.#context = context;
    this.#target = target;
    this.#options = options;
    this.#class = own;
    this.#connectionClass = connectionClass;
  }

  get key(): readonly string[] | undefined {
    return this.#target.mode === "id" ? undefined : this.#target.key;
  }

  withOptions(options: CallOptions): Handle {
    return new this.#class(this.#context, this.#target, { ...this.#options, ...options });
  }

  /** The options hold for the connection's calls. */
  connect(options?: CallOptions): Connection {
    return new this.#connectionClass(new Link(this.#context, this.#target), { ...this.#options, ...options });
  }

  async resolve(): Promise<string> {
    return String(await post(this.#context, { target: this.#target }, this.#options));
  }

  async #call(action: BoundAction, args: readonly unknown[]): Promise<unknown> {
    const body = encodeArgs(action, args, this.#context.messageBytes);
    return post(this.#context, { target: this.#target, action, body }, this.#options);
  }
}
