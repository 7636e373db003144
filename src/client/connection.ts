// A connection as a program sees it: the actions and the methods of `ActorConnection`, in front of a Link.
import type { ClientActor } from "../protocol/descriptor.js";
import { defineActions } from "./bound-action.js";
import { readEvents } from "./event-reader.js";
import type { Link } from "./link.js";
import type { Listener } from "./listeners.js";
import type { ActorConnection, CallOptions, CloseInfo, ConnectionStatus, ContractChange, Unsubscribe } from "./types.js";
import type { ActorError } from "../protocol/errors.js";

/** Makes connections to one actor over a link. */
export type ConnectionClass = new (link: Link, options: CallOptions) => Connection;

/** See `ActorConnection`. Everything of its own is private, so that any action may have any other name. */
export class Connection implements ActorConnection<Record<string, unknown>> {
  readonly #link: Link;
  readonly #options: CallOptions;
  readonly #class: ConnectionClass;

  /** The class of the connections to `actor`. */
  static to(actor: ClientActor): ConnectionClass {
    const Bound: ConnectionClass = class extends Connection {
      constructor(link: Link, options: CallOptions) {
        super(link, options, Bound);
      }
    };
    defineActions<Connection>(Bound.prototype, actor, (self, action, args) =>
      self.#link.call(action, args, self.#options),
    );
    return Bound;
  }

  constructor(link: Link, options: CallOptions, own: ConnectionClass) {
    this.#link = link;
    this.#options = options;
    this.#class = own;
  }

  withOptions(options: CallOptions): Connection {
    return new this.#class(this.#link, { ...this.#options, ...options });
  }

  on(event: string, listener: Listener<unknown>): Unsubscribe {
    return this.#link.subscriptions.add(event, listener);
  }

  once(event: string, listener: Listener<unknown>): Unsubscribe {
    return this.#link.subscriptions.add(event, listener, true);
  }

  events(event: string): AsyncIterableIterator<unknown> {
    return readEvents(this.#link, event);
  }

  onOpen(listener: () => void): Unsubscribe {
    return this.#link.onOpen.add(listener);
  }

  onClose(listener: Listener<CloseInfo>): Unsubscribe {
    return this.#link.onClose.add(listener);
  }

  onError(listener: Listener<ActorError>): Unsubscribe {
    return this.#link.onError.add(listener);
  }

  onStatusChange(listener: Listener<ConnectionStatus>): Unsubscribe {
    return this.#link.onStatusChange.add(listener);
  }

  onContractChange(listener: Listener<ContractChange>): Unsubscribe {
    return this.#link.onContractChange.add(listener);
  }

  get connStatus(): ConnectionStatus {
    return this.#link.status;
  }

  get connectionId(): string | undefined {
    return this.#link.welcome?.connection;
  }

  get actorId(): string | undefined {
    return this.#link.welcome?.actorId;
  }

  get ready(): Promise<void> {
    return this.#link.ready;
  }

  dispose(): Promise<void> {
    return this.#link.dispose();
  }
}
