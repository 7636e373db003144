// Actions as methods: on a prototype made once per descriptor, so that no Proxy is needed.
import type { ClientAction, ClientActor } from "../protocol/descriptor.js";
import { encodeKey } from "../protocol/key.js";
import type { CallOptions } from "./types.js";

/** An action, with what its frames and addresses hold of it. */
export interface BoundAction extends ClientAction {
  /** `,"action":"name","args":`, for call frames. */
  readonly frame: string;
  /** The name, escaped for an address. */
  readonly path: string;
}

/** How a handle or connection carries a call. */
export type Invoke = (action: BoundAction, args: readonly unknown[], options: CallOptions) => Promise<unknown>;

// A symbol, so that it stands in the way of no action.
const call = Symbol("call");

interface Caller {
  readonly [call]: (action: BoundAction, args: readonly unknown[]) => Promise<unknown>;
}

/** A prototype with one method per action. */
export function actionMethods(actor: ClientActor): object {
  const prototype: Record<string, (this: Caller, ...args: unknown[]) => Promise<unknown>> = {};
  for (const [name, action] of Object.entries(actor.actions)) {
    const bound = { ...action, frame: `,"action":${JSON.stringify(name)},"args":`, path: encodeKey([name]) };
    prototype[name] = function (...args) {
      return this[call](bound, args);
    };
  }
  return prototype;
}

/** `members`, with the prototype's actions carried by `invoke`, and with `withOptions`. */
export function withActions<Members extends object>(
  members: Members,
  prototype: object,
  invoke: Invoke,
  options: CallOptions = {},
): Members {
  const facade = Object.create(Object.setPrototypeOf(members, prototype));
  facade[call] = (action: BoundAction, args: readonly unknown[]) => invoke(action, args, options);
  facade.withOptions = (more: CallOptions) => withActions(members, prototype, invoke, { ...options, ...more });
  return facade;
}
