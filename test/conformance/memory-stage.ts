// Memory as a stage: the harness of actorgen/testing, whose clock runs on by itself here.
import type { Transport } from "actorgen/client";
import { createTestServer } from "actorgen/testing";
import { probe, probeClient } from "./probe.js";
import type { Contender, Stage } from "./stage.js";

/** The transport for tests. */
export const memory: Contender = {
  name: "memory",
  start: async (limits) => start(limits),
};

async function start(limits: Parameters<Contender["start"]>[0]): Promise<Stage> {
  const { actor, witness } = probe();
  const server = createTestServer([actor], { ...(limits && { limits }), patience: 0, globals: false, durable: false });
  let open = true;
  const ticking = tick();

  // The suite lives in real time: what the harness waits for falls due while it waits.
  async function tick(): Promise<void> {
    while (open) {
      await server.clock.advance(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    witness,
    async join(options) {
      let base = "";
      let transport: Transport | undefined;
      const client = server.client((endpoint, own) => {
        base = `${endpoint}/actors/`;
        transport = own.transport;
        return probeClient(endpoint, { ...own, reconnect: { minDelay: 5, maxDelay: 50 }, ...options });
      });
      if (!transport) throw new Error("The harness gives its clients a transport.");
      const cut = (): void => {
        server.network.offline(client);
        server.network.restore(client);
      };
      return {
        client,
        base,
        transport,
        cut,
        block: () => server.network.offline(client),
        unblock: () => server.network.restore(client),
      };
    },
    async restart() {
      open = false;
      await ticking;
      await server.restart({ graceful: true });
      open = true;
      void tick();
    },
    async close() {
      open = false;
      await ticking;
      await server.close({ allowErrors: true });
    },
  };
}
