// The slow reader beside ours.
import { actorgen } from "../../test/faults/contestant.js";
import { ChildServer, roomy } from "./child-server.js";
import { starve, stuckSocket } from "./slow-reader.js";
import type { TortureTest } from "./torture-test.js";

const bound = 32e6;

/** Ours. */
export const slowReader: TortureTest = {
  name: "slow-reader",
  title: "one reader that never reads, 300 MB broadcast to 8 others",
  pass: "RSS grows by at most 32 MB; the others miss nothing",
  seconds: 300,
  async run(conditions) {
    // The log as it is by default.
    const { logEvents: _events, logBytes: _bytes, ...limits } = roomy;
    const server = await ChildServer.start({ limits: { ...limits, silence: 45_000 } });
    const hello = { mode: "getOrCreate", params: { client: 99 }, events: ["public"] };
    const entry = Buffer.from(JSON.stringify(hello)).toString("base64url");
    const { growth, cut, ...outcome } = await starve(conditions, server, actorgen({ silent: 45_000 }), (url) =>
      stuckSocket(url, "/actors/numbers/torture", [`Sec-WebSocket-Protocol: actorgen.v1, hello.${entry}`]),
    );
    await server.kill();
    const failures = [...outcome.failures];
    if (growth > bound) failures.push(`RSS grew by ${(growth / 1e6).toFixed(1)} MB`);
    if (!cut) failures.push("the reader that never reads still has its socket");
    return { ...outcome, failures, fired: { ...outcome.fired, "slow sockets cut": cut ? 1 : 0 } };
  },
};
