// `c.client()`: the other actors of the project, called from within a turn. Values are checked on this side and on theirs.
import { parseJson } from "../protocol/codec.js";
import type { ClientAction, ClientActor } from "../protocol/descriptor.js";
import { ActorError, type ErrorCode } from "../protocol/errors.js";
import type { Hello } from "../protocol/frames.js";
import type { Convert, Issue } from "../protocol/issue.js";
import type { Actor } from "./actor.js";
import { plain } from "./draft.js";
import { refusedValues } from "./failures.js";
import type { OutboundCall } from "./host.js";

/** What a client needs of its turn. */
export interface CallingTurn {
  readonly actor: Actor;
  readonly signal: AbortSignal;
  nextCall(): Pick<OutboundCall, "id" | "chain" | "auth">;
}

interface ReachOptions {
  readonly params?: unknown;
  readonly getParams?: (() => unknown) | undefined;
  readonly input?: unknown;
}

interface Target {
  readonly actor: ClientActor;
  /** The key; one actor id when `mode` is `id`. */
  readonly key: readonly string[];
  readonly mode: Hello["mode"];
  readonly options: ReachOptions;
}

type Key = string | readonly string[];

/** The client that generated code types: an accessor per actor, whose handles have the actions and `resolve`. */
export function clientOf(turn: CallingTurn): object {
  return Object.fromEntries(turn.actor.implementation.client.map((actor) => [actor.name, accessor(turn, actor)]));
}

function accessor(turn: CallingTurn, actor: ClientActor): object {
  const peer = (mode: Target["mode"], key: Key, options: ReachOptions = {}): object => {
    const target: Target = { actor, key: typeof key === "string" ? [key] : [...key], mode, options };
    const actions = Object.entries(actor.actions).map(([name, action]) => {
      const call = async (...args: unknown[]): Promise<unknown> => exchange(turn, target, { ...action, name }, args);
      return [name, call] as const;
    });
    return {
      ...Object.fromEntries(actions),
      key: mode === "id" ? undefined : target.key,
      resolve: async () => exchange(turn, target, undefined, []),
    };
  };
  return {
    get: (key: Key, options?: ReachOptions) => peer("get", key, options),
    getOrCreate: (key: Key, options?: ReachOptions) => peer("getOrCreate", key, options),
    getForId: (id: string, options?: ReachOptions) => peer("id", id, options),
    async create(key: Key, options?: ReachOptions) {
      await exchange(turn, {
        actor,
        key: typeof key === "string" ? [key] : key,
        mode: "create",
        options: options ?? {},
      });
      return peer("get", key, options);
    },
  };
}

async function exchange(
  turn: CallingTurn,
  { actor, key, mode, options }: Target,
  action?: ClientAction & { readonly name: string },
  args: readonly unknown[] = [],
): Promise<unknown> {
  // Before anything is waited for: a turn that runs again makes the same ids in the same order.
  const caused = turn.nextCall();
  if (mode !== "id") convert(actor.checkKey, key, "invalid_key");
  const wire = action ? detached(convert(action.encodeArgs, plain(args), "invalid_argument")) : undefined;
  const creates = mode === "create" || mode === "getOrCreate";
  const input = creates ? detached(convert(actor.encodeInput, plain(options.input), "invalid_input")) : undefined;
  const given = options.getParams ? await options.getParams() : options.params;
  const params = detached(convert(actor.encodeParams, plain(given), "invalid_params"));
  const hello: Hello = {
    mode,
    hash: actor.hash,
    ...(params !== undefined && { params }),
    ...(input !== undefined && { input }),
  };
  const reply = await turn.actor.host.call(actor.name, key, {
    hello,
    ...(action && { action: action.name, hash: action.hash }),
    args: Array.isArray(wire) ? wire : [],
    ...caused,
    signal: turn.signal,
  });
  if (reply.error) {
    const { code, data } = reply.error;
    const errors = action?.decodeErrors ?? {};
    const decode = Object.hasOwn(errors, code) ? errors[code] : undefined;
    throw new ActorError({ ...reply.error, data: convert(decode, data, "invalid_result") });
  }
  const value = reply.value === undefined ? undefined : parseJson(reply.value);
  return action ? convert(action.decodeResult, value, "invalid_result") : value;
}

function convert(converter: Convert | null | undefined, value: unknown, code: ErrorCode): unknown {
  const issues: Issue[] = [];
  const converted = converter?.(value, issues);
  if (issues.length > 0) throw new ActorError(refusedValues(code, issues));
  return converted;
}

// What the other actor gets is its own, and never a part of this one's state.
function detached(value: unknown): unknown {
  return value === undefined ? undefined : parseJson(JSON.stringify(value));
}
