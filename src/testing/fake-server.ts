// createFakeServer: a scripted server for tests of user interfaces, over the network and the clock of the harness.
import type { BaseClient, ClientOptions } from "../client/index.js";
import { FakeActors, type UntypedScript } from "./fake-actor.js";
import type { FakeDescriptor, FakeServer, FakeServerOptions } from "./fake-types.js";
import { createTestServer } from "./server.js";
import type { TestServer } from "./types.js";

// Short, so that clients of a test come back soon; and not so short that time without a network is all attempts.
const backOff = { minDelay: 10, maxDelay: 100 };

/**
 * Stands up a server that answers by script. Generated code calls it; tests call the `createFakeServer` of their
 * generated `testing.ts`.
 *
 * @throws ActorError `invalid_result` when a scripted result does not fit its schema
 * @example
 * const server = createFakeServer({ chatRoom: { history: [] } });
 * render(<Chat client={server.client} />);
 * await act(() => server.actor("chatRoom", "general").emit("messageReceived", message));
 */
export function createFakeServer<Client extends BaseClient, Table>(
  createClient: (endpoint: string, options: ClientOptions) => Client,
  descriptors: readonly FakeDescriptor[],
  scripts: object,
  options: FakeServerOptions = {},
): FakeServer<Client, Table> {
  const { client: clientOptions = {}, ...serverOptions } = options;
  const byName = new Map<string, UntypedScript>(Object.entries(scripts));
  const known = descriptors.map(({ actor }) => actor.name);
  for (const name of byName.keys()) if (!known.includes(name)) throw unknownActor(name);

  const fakes = new Map<string, FakeActors>();
  for (const descriptor of descriptors) {
    const { name } = descriptor.actor;
    fakes.set(name, new FakeActors(descriptor, byName.get(name) ?? {}, () => server));
  }
  // Scripts rarely wait for I/O, and delays wait for the clock: it moves on although they run.
  const server: TestServer = createTestServer(
    [...fakes.values()].map(({ implementation }) => implementation),
    { globals: false, patience: 0, ...serverOptions },
  );
  const reconnect = { ...backOff, ...clientOptions.reconnect };
  const client = server.client(createClient, { ...clientOptions, reconnect });

  const fake = {
    client,
    clock: server.clock,
    actor(name: string, key: string | readonly string[]) {
      const found = fakes.get(name);
      if (!found) throw unknownActor(name);
      return found.at(key);
    },
    settle: () => server.settle(),
    async disconnect() {
      // What is under way arrives: a subscription that was lost with the network would make tests depend on moments.
      await server.settle();
      server.network.offline();
      await server.settle();
    },
    async reconnect() {
      server.network.restore();
      await server.clock.advance(reconnect.maxDelay ?? backOff.maxDelay);
    },
    get errors() {
      return server.errors;
    },
    async close(closing?: { readonly allowErrors?: boolean }) {
      for (const one of fakes.values()) one.close();
      await server.close(closing);
    },
  };
  // The cast: the generated types say of the descriptors what was built from them.
  return fake as unknown as FakeServer<Client, Table>;
}

function unknownActor(name: string): Error {
  return new Error(`There is no actor named ${JSON.stringify(name)}.`);
}
