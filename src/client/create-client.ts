// The client: one accessor per actor, from which handles come.
import type { ClientActor } from "../protocol/descriptor.js";
import { bindActions, withActions } from "./bound-action.js";
import { openConnection } from "./connection.js";
import { createContext, type Context } from "./context.js";
import { encodeArgs } from "./convert.js";
import type { ReachOptions, Target } from "./hello.js";
import { post } from "./request.js";
import type { ActorHandle, BaseClient, CallOptions, ClientOptions } from "./types.js";

type Key = string | readonly string[];

/**
 * A client of the actors served at `endpoint`, an `http(s):` or `ws(s):` address with the server's base path.
 * Nothing is sent until a handle is used. `C` is the emitted interface of the client.
 *
 * Emitted code calls this; programs call the `createClient` of their generated `client.ts`.
 *
 * @example const client = createClient<Client>("http://localhost:8080", [chatRoom, gameRoom], { timeout: 10_000 });
 */
export function createClient<C extends BaseClient>(
  endpoint: string,
  actors: readonly ClientActor[],
  options: ClientOptions = {},
): C {
  const context = createContext(endpoint, options);
  const client: BaseClient & Record<string, unknown> = {
    async dispose() {
      await Promise.all([...context.open].map((link) => link.dispose()));
    },
  };
  for (const actor of actors) client[actor.name] = accessor(context, actor);
  // The cast: the emitted interface says of the descriptors what was built from them.
  return client as C;
}

function accessor(context: Context, actor: ClientActor): object {
  const actions = bindActions(actor);
  type Reach = (key: Key, options?: ReachOptions) => ActorHandle;
  const by =
    (mode: Target["mode"]): Reach =>
    (key, options = {}) => {
      const target: Target = { actor, key: [key].flat(), mode, options };
      return withActions(
        {
          key: mode === "id" ? undefined : target.key,
          resolve: async () => String(await post(context, target, {})),
          connect(callOptions?: CallOptions) {
            const [connection, call] = openConnection(context, target);
            return withActions(connection, actions, call, callOptions);
          },
        },
        actions,
        async (action, args, callOptions) => post(context, target, callOptions, action, encodeArgs(action, args)),
      );
    };
  const get = by("get");
  return {
    get,
    getOrCreate: by("getOrCreate"),
    getForId: by("id"),
    async create(key: Key, options?: ReachOptions) {
      await by("create")(key, options).resolve();
      return get(key, options);
    },
  };
}
