// The node host as a stage: a real server, real sockets, and a proxy before each guest.
import { serve, type RunningServer } from "actorgen/node";
import type { Transport } from "actorgen/client";
import type { Limits } from "../../src/protocol/limits.js";
import { CutProxy } from "./cut-proxy.js";
import { probe, probeClient, type ProbeClient } from "./probe.js";
import type { Contender, Stage } from "./stage.js";

const silent = (): void => {};
const logger = { debug: silent, info: silent, warn: silent, error: silent };

/** A transport of the client against the node host. */
export function onNode(name: string, transport: Transport): Contender {
  return { name, start: (limits) => start(transport, limits ?? {}) };
}

async function start(transport: Transport, limits: Partial<Limits>): Promise<Stage> {
  const { actor, witness } = probe();
  const listen = (port: number): Promise<RunningServer> => serve([actor], { port, logger, limits, store: "memory" });
  let server = await listen(0);
  const proxies: CutProxy[] = [];
  const clients: ProbeClient[] = [];
  return {
    witness,
    async join(options) {
      const proxy = new CutProxy(server.port);
      proxies.push(proxy);
      const url = await proxy.listen();
      const client = probeClient(url, { transport, reconnect: { minDelay: 5, maxDelay: 50 }, ...options });
      clients.push(client);
      return {
        client,
        base: `${url}/actors/`,
        transport,
        cut: () => proxy.cut(),
        block: () => proxy.block(),
        unblock: () => proxy.unblock(),
      };
    },
    async restart() {
      await server.close();
      server = await listen(server.port);
    },
    async close() {
      await Promise.all(clients.map((client) => client.dispose()));
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await server.close();
    },
  };
}
