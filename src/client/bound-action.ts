// Actions as methods: own properties made from the descriptor, so that no Proxy is needed and they can be destructured.
import type { ClientAction, ClientActor } from "../protocol/descriptor.js";
import { encodeKey } from "../protocol/key.js";
import type { CallOptions } from "./types.js";

/** An action, with what its frames and addresses hold of it. */
export interface BoundAction extends ClientAction {
  readonly name: string;
  /** `,"action":"name","args":`, for call frames. */
  readonly frame: string;
  /** The name, escaped for an address. */
  readonly path: string;
}

/** How a handle or connection carries a call. */
export type Invoke = (action: BoundAction, args: readonly unknown[], options: CallOptions) => Promise<unknown>;

/** The actions of an actor, prepared once. */
export function bindActions(actor: ClientActor): readonly BoundAction[] {
  return Object.entries(actor.actions).map(([name, action]) => ({
    ...action,
    name,
    frame: `,"action":${JSON.stringify(name)},"args":`,
    path: encodeKey([name]),
  }));
}

/** An object that inherits `members` and has a method for each action, carried by `invoke`, and `withOptions`. */
export function withActions<Members extends object>(
  members: Members,
  actions: readonly BoundAction[],
  invoke: Invoke,
  options: CallOptions = {},
): Members {
  const facade = Object.create(members);
  for (const action of actions) facade[action.name] = (...args: unknown[]) => invoke(action, args, options);
  facade.withOptions = (more: CallOptions) => withActions(members, actions, invoke, { ...options, ...more });
  return facade;
}
