// A connection as a program sees it: the actions and the methods of `ActorConnection`, in front of a link.
import type { ClientActor } from "../protocol/descriptor.js";
import { withActions } from "./bound-action.js";
import { readEvents } from "./event-reader.js";
import { failure } from "./failure.js";
import type { Link, LinkTopics } from "./link.js";
import type { ActorConnection, CallOptions, Unsubscribe } from "./types.js";

/** See `ActorConnection`. `prototype` has the actions. */
export function createConnection(
  link: Link,
  actor: ClientActor,
  prototype: object,
  callOptions: CallOptions | undefined,
): ActorConnection<Record<string, unknown>> {
  const { lifecycle, events } = link;
  const on = (event: string, listener: (payload: unknown) => void): Unsubscribe => {
    if (!Object.hasOwn(actor.events, event)) throw failure("unknown_event", `${actor.name} has no event "${event}".`);
    return events.on(event, listener);
  };
  const onTopic =
    <Topic extends keyof LinkTopics>(topic: Topic) =>
    (listener: (value: LinkTopics[Topic]) => void): Unsubscribe =>
      lifecycle.on(topic, listener);
  const ready = new Promise<void>((resolve, reject) => {
    lifecycle.on("open", resolve);
    lifecycle.on("end", reject);
  });
  // Nobody has to look at it.
  ready.catch(() => {});

  return withActions(
    {
      on,
      once(event, listener) {
        const unsubscribe = on(event, (payload) => {
          unsubscribe();
          listener(payload);
        });
        return unsubscribe;
      },
      events: (event) => readEvents(link, (listener) => on(event, listener)),
      onOpen: onTopic("open"),
      onClose: onTopic("close"),
      onError: onTopic("error"),
      onStatusChange: onTopic("status"),
      onContractChange: onTopic("contract"),
      get connStatus() {
        return link.status;
      },
      get connectionId() {
        return link.welcome?.connection;
      },
      get actorId() {
        return link.welcome?.actorId;
      },
      ready,
      dispose: link.dispose,
    },
    prototype,
    link.call,
    callOptions,
  );
}
