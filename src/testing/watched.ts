// Watched: an actor's implementation whose handlers a harness knows of while they run.
import type { ActorImplementation } from "../server/implement.js";
import type { ActorAddress } from "../server/host.js";
import type { Rest } from "./rest.js";

const hooks = [
  "createState",
  "createConnState",
  "createVars",
  "migrate",
  "onCreate",
  "onWake",
  "onSleep",
  "onDestroy",
  "onBeforeConnect",
  "onConnect",
  "onDisconnect",
] as const;

/** The same actor, for one address. `owner` is the process that runs it. */
export function watched(
  implementation: ActorImplementation,
  { actor, key }: ActorAddress,
  owner: object,
  rest: Rest,
): ActorImplementation {
  const watch =
    (name: string, handler: (...args: unknown[]) => unknown) =>
    (...args: unknown[]): unknown =>
      rest.run(owner, `${name} of ${actor} ${JSON.stringify(key)}`, () => handler(...args));
  const own: PropertyDescriptorMap = {};
  for (const name of hooks) {
    const hook: unknown = implementation.handlers[name];
    if (typeof hook !== "function") continue;
    own[name] = { value: watch(name, (...args) => Reflect.apply(hook, implementation.handlers, args)) };
  }
  const actions = [...implementation.actions].map(
    ([name, action]) =>
      [name, { ...action, handler: watch(name, (c, ...args) => action.handler(c, ...args)) }] as const,
  );
  return { ...implementation, handlers: Object.create(implementation.handlers, own), actions: new Map(actions) };
}
