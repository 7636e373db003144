// Which events a connection listens to: one subscription per event, however many listeners it has.
import type { ClientActor, ClientEvent } from "../protocol/descriptor.js";
import { ActorError } from "../protocol/errors.js";
import { Listeners, type Listener } from "./listeners.js";
import type { Unsubscribe } from "./types.js";

/** One event and its listeners. */
export interface Subscription {
  readonly event: ClientEvent;
  readonly listeners: Listeners<unknown>;
}

/** The subscriptions of one connection, kept across its sockets. */
export class Subscriptions {
  readonly #actor: ClientActor;
  readonly #changed: (type: "subscribe" | "unsubscribe", name: string) => void;
  readonly #byName = new Map<string, Subscription>();

  /** `changed` is told of the first listener of an event and of the end of the last. */
  constructor(actor: ClientActor, changed: (type: "subscribe" | "unsubscribe", name: string) => void) {
    this.#actor = actor;
    this.#changed = changed;
  }

  get names(): string[] {
    return [...this.#byName.keys()];
  }

  get(name: string): Subscription | undefined {
    return this.#byName.get(name);
  }

  /** @throws ActorError `unknown_event` */
  add(name: string, listener: Listener<unknown>, once?: boolean): Unsubscribe {
    const event = Object.hasOwn(this.#actor.events, name) && this.#actor.events[name];
    if (!event) throw new ActorError({ code: "unknown_event", message: `${this.#actor.name} has no event "${name}".` });
    let subscription = this.#byName.get(name);
    if (!subscription) {
      subscription = { event, listeners: new Listeners() };
      this.#byName.set(name, subscription);
      this.#changed("subscribe", name);
    }
    const { listeners } = subscription;
    const remove = listeners.add((payload) => {
      if (once) unsubscribe();
      listener(payload);
    });
    const unsubscribe = (): void => {
      remove();
      if (listeners.size === 0 && this.#byName.get(name)?.listeners === listeners) {
        this.#byName.delete(name);
        this.#changed("unsubscribe", name);
      }
    };
    return unsubscribe;
  }
}
