// Actions as methods: made once per descriptor and put on a prototype, so that no Proxy is needed.
import type { ClientAction, ClientActor } from "../protocol/descriptor.js";
import { encodeKey } from "../protocol/key.js";

/** An action, with what its frames and addresses hold of it. */
export interface BoundAction extends ClientAction {
  /** `,"action":"name","args":`, for call frames. */
  readonly frame: string;
  /** The name, escaped for an address. */
  readonly path: string;
}

/** Defines one method per action on `prototype`. */
export function defineActions<This>(
  prototype: This & object,
  actor: ClientActor,
  call: (self: This, action: BoundAction, args: unknown[]) => Promise<unknown>,
): void {
  for (const [name, action] of Object.entries(actor.actions)) {
    const bound = { ...action, frame: `,"action":${JSON.stringify(name)},"args":`, path: encodeKey([name]) };
    Object.defineProperty(prototype, name, {
      value(this: This, ...args: unknown[]) {
        return call(this, bound, args);
      },
    });
  }
}
