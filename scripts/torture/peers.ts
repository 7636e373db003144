// The same harness on Socket.IO with connection state recovery, for a comparison that anyone can run again.
import { howToInstall, isInstalled, load, type SocketIo } from "../bench/runtime/socketio.js";
import { silence, type Contestant } from "../../test/faults/contestant.js";
import type { Totals } from "../../test/faults/numbers-actor.js";
import { faultKinds, forceReconnects, type FaultKind } from "../../test/faults/reconnects.js";
import { until } from "../../test/faults/waiting.js";
import { ChildServer } from "./child-server.js";
import { starve, stuckSocket } from "./slow-reader.js";
import { Skipped, scaled, type TortureTest } from "./torture-test.js";

const file = "server-socketio-process";

/** What is used of a client's socket. */
interface ClientSocket extends SocketIo {
  emitWithAck(event: string, ...args: unknown[]): Promise<unknown>;
  disconnect(): unknown;
}

async function socketIo(): Promise<Contestant> {
  if (!isInstalled()) throw new Skipped(howToInstall);
  const io = await load("socket.io-client", "io");
  const open = (url: string, auth: object): ClientSocket =>
    // The bench's type of it knows less.
    io(url, {
      auth,
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 300,
    }) as ClientSocket;
  return {
    name: "Socket.IO",
    connect(url, client, hears, { listens }) {
      const socket = open(url, { client });
      if (listens) socket.on("public", ({ n }: { n: number }) => hears.public(n));
      socket.on("private", ({ n }: { n: number }) => hears.private(n));
      socket.on("connect", () => hears.opened());
      return { close: async () => void socket.disconnect() };
    },
    drive(url) {
      const socket = open(url, {});
      return {
        tick: async (pad) => void (await socket.emitWithAck("tick", pad)),
        blast: async (count, pad) => Number(await socket.emitWithAck("blast", count, pad)),
        // What the server process sends.
        totals: async () => (await socket.emitWithAck("totals")) as Totals,
        close: async () => void socket.disconnect(),
      };
    },
  };
}

function reconnect(kind: FaultKind): TortureTest {
  return {
    name: `peer-reconnect-${kind}`,
    title: `Socket.IO with recovery: the test reconnect-${kind}`,
    pass: "a comparison",
    peer: true,
    seconds: 900,
    async run(conditions) {
      const contestant = await socketIo();
      const server = await ChildServer.start({ file, limits: { silence } });
      const report = await forceReconnects({
        contestant,
        port: () => server.port,
        url: () => server.url,
        clients: 20,
        perKind: { [kind]: scaled(conditions, 1_000, 20) },
        random: conditions.random,
        pace: 10,
        progress: (done, of) => conditions.progress(`${done} of ${of}`),
      });
      await server.kill();
      const { expected, missed, doubled } = report;
      const share = ((100 * missed) / expected).toFixed(2);
      const fired = Object.entries(report.fired).filter(([, hits]) => hits > 0);
      return {
        failures: report.violations.slice(0, 3),
        fired: { ...Object.fromEntries(fired), reconnects: report.reconnects },
        found: `${expected} events: ${missed} missed (${share} %), ${doubled} doubled`,
      };
    },
  };
}

const slowReader: TortureTest = {
  name: "peer-slow-reader",
  title: "Socket.IO with recovery: the test slow-reader",
  pass: "a comparison",
  peer: true,
  seconds: 300,
  async run(conditions) {
    const contestant = await socketIo();
    const server = await ChildServer.start({ file, limits: { silence: 45_000 } });
    const {
      growth: _growth,
      cut: _cut,
      ...outcome
    } = await starve(conditions, server, contestant, async (url) => {
      const socket = await stuckSocket(url, "/socket.io/?EIO=4&transport=websocket", []);
      // A client's frame with the text "40": it joins the main namespace, where the broadcasts are.
      socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]));
      await until(5_000, "the frame to leave", () => socket.writableLength === 0);
      return socket;
    });
    await server.kill();
    return outcome;
  },
};

/** All of them. */
export const peers: readonly TortureTest[] = [...faultKinds.map(reconnect), slowReader];
