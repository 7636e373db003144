// The client: one accessor per actor, from which handles come.
import type { ClientActor } from "../protocol/descriptor.js";
import { ClientContext } from "./client-context.js";
import { Handle } from "./handle.js";
import type { ReachOptions, Target } from "./hello.js";
import type { BaseClient, ClientOptions } from "./types.js";

type Key = string | readonly string[];

/**
 * A client of the actors served at `endpoint`, an `http(s):` or `ws(s):` address with the server's base path; in a
 * page it may be relative. Nothing is sent until a handle is used. `C` is the emitted interface of the client.
 *
 * Emitted code calls this; programs call the `createClient` of their generated `client.ts`.
 *
 * @throws TypeError when `endpoint` is no address
 * @example const client = createClient<Client>("http://localhost:8080", [chatRoom, gameRoom], { timeout: 10_000 });
 */
export function createClient<C extends BaseClient>(
  endpoint: string,
  actors: readonly ClientActor[],
  options: ClientOptions = {},
): C {
  const context = new ClientContext(endpoint, options);
  const client: BaseClient & Record<string, unknown> = {
    async dispose() {
      await Promise.all([...context.open].map((link) => link.dispose()));
    },
  };
  for (const actor of actors) client[actor.name] = accessor(context, actor);
  // The cast: the emitted interface says of the descriptors what was built from them.
  return client as BaseClient as C;
}

function accessor(context: ClientContext, actor: ClientActor): object {
  const HandleClass = Handle.of(actor);
  const handle = (mode: Target["mode"], key: Key, options: ReachOptions = {}): Handle => {
    return new HandleClass(context, { actor, key: typeof key === "string" ? [key] : key, mode, options }, {});
  };
  return {
    get: (key: Key, options?: ReachOptions) => handle("get", key, options),
    getOrCreate: (key: Key, options?: ReachOptions) => handle("getOrCreate", key, options),
    getForId: (id: string, options?: ReachOptions) => handle("id", id, options),
    async create(key: Key, options?: ReachOptions) {
      await handle("create", key, options).resolve();
      return handle("get", key, options);
    },
  };
}
