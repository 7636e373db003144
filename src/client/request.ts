// One POST: the hello in a header, a time limit, a signal, and a reply of this protocol.
import type { WireError } from "../protocol/errors.js";
import type { BoundAction } from "./bound-action.js";
import type { Context } from "./context.js";
import { decodeReply } from "./convert.js";
import { failure } from "./failure.js";
import { encodeHello, pathOf, readParams, type Target } from "./hello.js";
import type { CallOptions } from "./types.js";

interface ReplyBody {
  readonly value?: unknown;
  readonly actorId?: string;
  readonly error?: WireError;
}

/**
 * Posts `body` to `action` of the target, or nothing to the target itself. Gives the action's decoded result, or the
 * actor's id.
 * @throws ActorError what the server answered, `timeout`, `aborted`, `disconnected` when no reply came,
 * `invalid_result` when it is not one of this protocol, and what `readParams`, `encodeHello` and `pathOf` throw
 */
export function post(
  context: Context,
  target: Target,
  options: CallOptions,
  action?: BoundAction,
  body: string | null = null,
): Promise<unknown> {
  const { requests } = context;
  return requests.add(options, (id) => {
    const controller = new AbortController();
    exchange(context, target, controller.signal, action, body).then(
      (value) => requests.take(id)?.resolve(value),
      (error) => requests.take(id)?.reject(error),
    );
    return controller;
  });
}

async function exchange(
  { base, options }: Context,
  target: Target,
  signal: AbortSignal,
  action: BoundAction | undefined,
  body: string | null,
): Promise<unknown> {
  const url = base + pathOf(target) + (action ? `/${action.path}` : "");
  const headers = {
    "actorgen-hello": encodeHello(target, await readParams(target)),
    ...(action && { "actorgen-hash": action.hash }),
  };
  const response = await (options.fetch ?? fetch)(url, { method: "POST", headers, body, signal }).catch((cause) => {
    throw failure("disconnected", "No reply.", { cause });
  });
  // What else may answer, such as a proxy, is refused below.
  const reply: ReplyBody | null = await response.json().catch(() => null);
  const { hash } = target.actor;
  const differs = (response.headers.get("actorgen-contract") ?? hash) !== hash;
  if (reply?.error || (response.ok && reply && action)) return decodeReply(action, reply.value, reply.error, differs);
  if (response.ok && reply?.actorId) return reply.actorId;
  throw failure("invalid_result", `HTTP ${response.status} is no reply.`);
}
