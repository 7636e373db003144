// One POST: the hello in a header, a time limit, a signal, and a reply of this protocol.
import { parseAnyDepth } from "../protocol/codec.js";
import { ActorError, type WireError } from "../protocol/errors.js";
import type { BoundAction } from "./bound-action.js";
import { aborted, timedOut } from "./calls.js";
import { contractChange, type ClientContext } from "./client-context.js";
import { convert, decodeError } from "./convert.js";
import { encodeHello, pathOf, type Target } from "./hello.js";
import type { CallOptions } from "./types.js";

interface ReplyBody {
  readonly value?: unknown;
  readonly actorId?: unknown;
  readonly error?: WireError;
}

/** What to post: `body` to `action` of the target, or nothing to the target itself. */
export interface Post {
  readonly target: Target;
  readonly action?: BoundAction;
  readonly body?: string;
}

/**
 * Posts; gives the action's decoded result, or else the actor's id.
 * @throws ActorError what the server answered, `timeout`, `aborted`, `disconnected` when no reply came, `invalid_result` when it is not one of
 * this protocol, and what `encodeHello` and `pathOf` throw
 */
export function post(context: ClientContext, what: Post, { signal, timeout }: CallOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const giveUp = (error: ActorError): void => {
      reject(error);
      controller.abort(error);
    };
    if (signal?.aborted) throw aborted(signal);
    const abort = (): void => giveUp(aborted(signal));
    signal?.addEventListener("abort", abort);
    const cancelTimer = context.clock.timer(timeout ?? context.timeout, () => giveUp(timedOut()));
    void exchange(context, what, controller.signal)
      .then(resolve, reject)
      .finally(() => {
        cancelTimer();
        signal?.removeEventListener("abort", abort);
      });
  });
}

async function exchange(context: ClientContext, { target, action, body }: Post, signal: AbortSignal): Promise<unknown> {
  const url = context.base + pathOf(target) + (action ? `/${action.path}` : "");
  const headers = {
    "content-type": "application/json",
    "actorgen-hello": await encodeHello(target),
    ...(action && { "actorgen-hash": action.hash }),
  };
  let response: Response;
  let text: string;
  try {
    response = await context.fetch(url, { method: "POST", headers, body: body ?? null, signal });
    text = await response.text();
  } catch (cause) {
    throw new ActorError({ code: "disconnected", message: "The server could not be reached." }, { cause });
  }
  let reply: unknown;
  try {
    reply = parseAnyDepth(text);
  } catch {
    // A page of a proxy: refused below.
  }
  const change = contractChange(target.actor, response.headers.get("actorgen-contract"));
  if (change) context.contractChanged(change);
  const code = change ? "contract_mismatch" : "invalid_result";
  if (isReplyBody(reply)) {
    if (reply.error) throw decodeError(action, reply.error, code);
    if (response.ok && action) return convert(action.decodeResult, reply.value, code);
    if (response.ok && typeof reply.actorId === "string") return reply.actorId;
  }
  throw new ActorError({ code: "invalid_result", message: `The reply (HTTP ${response.status}) has another form.` });
}

function isReplyBody(reply: unknown): reply is ReplyBody {
  if (typeof reply !== "object" || reply === null) return false;
  if (!("error" in reply)) return true;
  const { error } = reply;
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}
