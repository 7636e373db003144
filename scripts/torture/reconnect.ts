// Forced reconnects of four kinds, under a stream of broadcasts and private sends.
import type { Transport } from "actorgen/client";
import { createSseTransport } from "../../src/client/sse.js";
import { actorgen } from "../../test/faults/contestant.js";
import { faultKinds, forceReconnects, type FaultKind } from "../../test/faults/reconnects.js";
import { ChildServer } from "./child-server.js";
import { handlesBack } from "./handles.js";
import { scaled, type TortureTest } from "./torture-test.js";

function reconnect(name: string, means: string, kinds: readonly FaultKind[], transport?: Transport): TortureTest {
  return {
    name: `reconnect-${name}`,
    title: `1,000 forced reconnects by ${means}, 20 clients`,
    pass: "0 missed, doubled or out of order; no gap; no call lost",
    seconds: 900,
    async run(conditions) {
      const server = await ChildServer.start();
      const before = await server.memory();
      const count = scaled(conditions, 1_000 / kinds.length, 20);
      const report = await forceReconnects({
        contestant: actorgen(transport ? { transport } : {}),
        port: () => server.port,
        url: () => server.url,
        clients: 20,
        perKind: Object.fromEntries(kinds.map((kind) => [kind, count])),
        random: conditions.random,
        pace: 10,
        progress: (done, of) => conditions.progress(`${done} of ${of}`),
      });
      const failures = [...report.violations, ...(await handlesBack(server, before.handles))];
      for (const kind of kinds) {
        if (report.fired[kind] !== count) failures.push(`${count} of ${kind} wanted, ${report.fired[kind]} have hit`);
      }
      if (report.reconnects < count * kinds.length) failures.push(`only ${report.reconnects} reconnects`);
      if (server.stderr !== "") failures.push(`stderr: ${server.stderr.slice(0, 500)}`);
      await server.kill();
      const { expected, missed, doubled, calls, unknown } = report;
      const fired = Object.entries(report.fired).filter(([, hits]) => hits > 0);
      return {
        failures,
        fired: { ...Object.fromEntries(fired), reconnects: report.reconnects },
        found: `${expected} events: ${missed} missed, ${doubled} doubled; ${calls} calls answered, ${unknown} unknown`,
      };
    },
  };
}

const means: Record<FaultKind, string> = {
  rst: "RST, half of them in the middle of a message",
  fin: "FIN",
  "half-open": "silence: one or both directions drop everything",
  refused: "RST and refused attempts to come back",
};

/** One test for each kind, and one of all kinds over server-sent events. */
export const reconnects: readonly TortureTest[] = [
  ...faultKinds.map((kind) => reconnect(kind, means[kind], [kind])),
  reconnect("sse", "any of these, over server-sent events", faultKinds, createSseTransport({ maxStreams: 1_000 })),
];
