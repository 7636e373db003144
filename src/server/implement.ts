// implement: joins an actor's descriptor with its handlers, and prepares what dispatch looks up.
import type { ClientActor, ServerAction, ServerActor, ServerEvent } from "../protocol/descriptor.js";
import type { Convert, Issue } from "../protocol/issue.js";
import { DeclaredError, Refusal } from "./failures.js";
import { secretsOf, type ActionSecrets, type Secrets } from "./secrets.js";
import type { ActorHandlers, ActorTypes } from "./types.js";

/** Handlers as the core calls them: the types of their values are the generated code's affair. */
export interface UntypedHandlers {
  readonly state?: unknown;
  readonly connState?: unknown;
  readonly vars?: unknown;
  createState?(c: unknown, input: unknown): unknown;
  createConnState?(c: unknown, params: unknown): unknown;
  createVars?(c: unknown): unknown;
  migrate?(c: unknown, old: unknown, fromVersion: number): unknown;
  onCreate?(c: unknown, input: unknown): unknown;
  onWake?(c: unknown): unknown;
  onSleep?(c: unknown): unknown;
  onDestroy?(c: unknown): unknown;
  onStateChange?(c: unknown, state: unknown): unknown;
  onBeforeConnect?(c: unknown, params: unknown): unknown;
  onConnect?(c: unknown, conn: unknown): unknown;
  onDisconnect?(c: unknown, conn: unknown): unknown;
  readonly actions: Readonly<Record<string, UntypedHandler>>;
}

/** An action's handler. */
export type UntypedHandler = (c: unknown, ...args: unknown[]) => unknown;

/** `c.errors` of one action: a factory for each declared code. */
export type UntypedErrors = Readonly<Record<string, (data?: unknown, message?: string) => Error>>;

/** An action, ready to be called. */
export interface ActionEntry extends ServerAction {
  readonly name: string;
  /** What of it may not be stored; absent where nothing is marked as secret. */
  readonly secrets: ActionSecrets | undefined;
  readonly handler: UntypedHandler;
  readonly errors: UntypedErrors;
}

/** An event, ready to be sent. */
export interface EventEntry extends ServerEvent {
  readonly name: string;
  /** The frame's text up to its `seq` or payload. */
  readonly head: string;
}

/** An actor with its handlers: what `serve` takes. Made by the generated `implement<Actor>`. */
export interface ActorImplementation {
  readonly name: string;
  readonly descriptor: ServerActor;
  readonly handlers: UntypedHandlers;
  /** Maps, so that `__proto__` and `toString` are names like any other. */
  readonly actions: ReadonlyMap<string, ActionEntry>;
  readonly events: ReadonlyMap<string, EventEntry>;
  readonly parseState: Convert | undefined;
  readonly parseConnState: Convert | undefined;
  /** What of its connections may not be stored. */
  readonly secrets: Secrets;
  /** The actors that `c.client()` reaches. */
  readonly client: readonly ClientActor[];
}

/**
 * Joins a generated descriptor with the user's handlers. Generated code calls it. `client`: the actors that `c.client()`
 * reaches; default none.
 * @throws Error when a handler is missing, or nothing says how the state begins
 */
export function implement<T extends ActorTypes, Vars, Actions>(
  descriptor: ServerActor,
  handlers: ActorHandlers<T, Vars, Actions>,
  client: readonly ClientActor[] = [],
): ActorImplementation {
  const untyped = untype(handlers);
  const secrets = secretsOf(descriptor);
  const actions = new Map<string, ActionEntry>();
  for (const [name, action] of Object.entries(descriptor.actions)) {
    const handler = Object.hasOwn(untyped.actions, name) ? untyped.actions[name] : undefined;
    if (typeof handler !== "function") throw new Error(`${descriptor.name} has no handler for its action "${name}".`);
    actions.set(name, {
      ...action,
      name,
      secrets: secrets.actions.get(name),
      handler: handler.bind(untyped.actions),
      errors: errorFactories(action),
    });
  }
  const events = new Map<string, EventEntry>();
  for (const [name, event] of Object.entries(descriptor.events)) {
    events.set(name, { ...event, name, head: `{"t":"event","event":${JSON.stringify(name)}` });
  }
  requireStart(descriptor, untyped);
  return {
    name: descriptor.name,
    descriptor,
    handlers: untyped,
    actions,
    events,
    parseState: descriptor.parseState,
    parseConnState: descriptor.parseConnState,
    secrets,
    client,
  };
}

// The data is checked and encoded where the handler makes the error, so that a mistake points there.
function errorFactories({ encodeErrors = {} }: ServerAction): UntypedErrors {
  const factories = Object.entries(encodeErrors).map(([code, encode]) => {
    const make = (data?: unknown, message = code): Error => {
      const issues: Issue[] = [];
      const wire = encode?.(data, issues);
      if (issues.length > 0)
        return new Refusal("invalid_result", `The data of the error "${code}" does not fit.`, issues);
      return new DeclaredError({ code, message, data: wire });
    };
    return [code, make] as const;
  });
  return Object.freeze(Object.fromEntries(factories));
}

function requireStart(descriptor: ServerActor, handlers: UntypedHandlers): void {
  if (descriptor.checkState && handlers.state === undefined && !handlers.createState) {
    throw new Error(`${descriptor.name} has a state but neither \`state\` nor \`createState\`.`);
  }
  if (descriptor.checkConnState && handlers.connState === undefined && !handlers.createConnState) {
    throw new Error(`${descriptor.name} has a connection state but neither \`connState\` nor \`createConnState\`.`);
  }
}

// The one cast of the server: the generated types have checked the handlers, and the core must not know those types.
function untype(handlers: unknown): UntypedHandlers {
  return handlers as UntypedHandlers;
}
