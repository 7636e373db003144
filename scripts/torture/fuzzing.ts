// A million fuzzed frames.
import { fuzz } from "../../test/faults/fuzz-run.js";
import { ChildServer, roomy } from "./child-server.js";
import { handlesBack } from "./handles.js";
import { scaled, type TortureTest } from "./torture-test.js";

const bound = 20e6;

/** Over real sockets. */
export const fuzzing: TortureTest = {
  name: "fuzz",
  title: "1,000,000 fuzzed frames over 16 sockets",
  pass: "0 uncaught, 0 internal errors, RSS drift < 20 MB",
  seconds: 900,
  async run(conditions) {
    const { framesPerSecond = 0, frameBurst = 0, sleepAfter = 0 } = roomy;
    // What a connection leaves behind goes soon, so that memory is what leaks.
    const limits = { framesPerSecond, frameBurst, sleepAfter, resumeWindow: 1_000, retryWindow: 1_000, logAge: 2_000 };
    const server = await ChildServer.start({ limits });
    const before = await server.memory();
    const frames = scaled(conditions, 1_000_000, 20_000);
    const samples: { readonly frames: number; readonly rss: number; readonly heap: number }[] = [];
    let next = frames / 5;
    const after = async (done: number): Promise<void> => {
      if (done < next) return;
      next += frames / 20;
      const { rss, heap } = await server.memory();
      samples.push({ frames: done, rss, heap });
      conditions.progress(`${done} of ${frames} frames, RSS ${(rss / 1e6).toFixed(0)} MB`);
    };
    const report = await fuzz(server.url, { frames, sockets: 16, random: conditions.random, after });
    const failures = report.internal.slice(0, 5);
    const [first] = samples;
    const last = samples.at(-1);
    const drift = (last?.rss ?? NaN) - (first?.rss ?? NaN);
    const heap = (last?.heap ?? NaN) - (first?.heap ?? NaN);
    if (!(drift < bound)) failures.push(`RSS drifted by ${(drift / 1e6).toFixed(1)} MB`);
    failures.push(...(await handlesBack(server, before.handles)));
    if (server.stderr !== "") failures.push(`stderr: ${server.stderr.slice(0, 1_000)}`);
    await server.kill();
    return {
      failures,
      fired: {
        frames: report.frames,
        results: report.results,
        refused: report.refused,
        "broken streams": report.broken,
      },
      found: `RSS ${((first?.rss ?? NaN) / 1e6).toFixed(0)} MB, drift ${(drift / 1e6).toFixed(1)} MB (heap ${(heap / 1e6).toFixed(1)} MB); ${report.closed} sockets closed by the server`,
    };
  },
};
