// One POST: the hello in a header, a time limit, a signal, and a reply of this protocol.
import { parseAnyDepth } from "../protocol/codec.js";
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
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const { id } = requests.add(controller, options, resolve, reject);
    exchange(context, target, controller.signal, action, body).then(
      (value) => requests.take(id)?.resolve(value),
      (error) => requests.take(id)?.reject(error),
    );
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
    "content-type": "application/json",
    "actorgen-hello": encodeHello(target, await readParams(target)),
    ...(action && { "actorgen-hash": action.hash }),
  };
  let response: Response;
  let text: string;
  try {
    response = await (options.fetch ?? fetch)(url, { method: "POST", headers, body, signal });
    text = await response.text();
  } catch (cause) {
    throw failure("disconnected", "The server could not be reached.", cause);
  }
  const { hash } = target.actor;
  const differs = (response.headers.get("actorgen-contract") ?? hash) !== hash;
  let reply: ReplyBody | null = null;
  try {
    // The cast: a server keeps to the protocol. What else may answer, such as a proxy, is refused below.
    reply = parseAnyDepth(text) as ReplyBody | null;
  } catch {}
  if (reply?.error || (response.ok && reply && action)) return decodeReply(action, reply.value, reply.error, differs);
  if (response.ok && reply?.actorId) return reply.actorId;
  throw failure("invalid_result", `HTTP ${response.status} without a reply.`);
}
