// The order of system calls: no reply leaves before the fsync of what it acknowledges.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "actorgen/client";
import { numbersClient, type NumbersClient } from "../../test/faults/numbers-actor.js";
import { within } from "../../test/faults/waiting.js";
import { startDurable, temporaryFolder } from "./child-server.js";
import { orderViolations, readTrace } from "./trace.js";
import { Skipped, scaled, type TortureTest } from "./torture-test.js";

const calls = "trace=write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync,sync_file_range,msync";

/** With strace. */
export const syscalls: TortureTest = {
  name: "syscalls",
  title: "2,000 durable calls under strace: order of write, fsync and send",
  pass: "0 replies before their fsync",
  seconds: 180,
  async run(conditions) {
    if (spawnSync("strace", ["-V"]).status !== 0) throw new Skipped("strace is not on the PATH");
    const output = join(temporaryFolder(), "trace");
    const before = ["strace", "-f", "-q", "-y", "-s", "100000", "-e", calls, "-o", output];
    const server = await startDurable({ before });
    const client = createClient<NumbersClient>(server.url, [numbersClient]);
    const marks: string[] = [];
    const each = scaled(conditions, 500, 20);
    const connections = Array.from({ length: 4 }, (_connection, index) =>
      client.numbers.getOrCreate(`torture-${index}`, { params: { client: index } }).connect(),
    );
    // The mark stands in the list's name, and in the reply: reading its own write.
    const worker = async (index: number): Promise<void> => {
      for (let count = 0; count < each; count++) {
        const mark = `mark-${index}-${count}-end`;
        marks.push(mark);
        await within(20_000, `the reply to ${mark}`, connections[index]!.keep(mark));
        if (count % 50 === 0) conditions.progress(`${count} of ${each} calls of each of 4 clients`);
      }
    };
    await Promise.all(connections.map((_connection, index) => worker(index)));
    await client.dispose();
    await server.kill();
    const trace = readTrace(readFileSync(output, "latin1"));
    const { failures, checked, syncs } = orderViolations(trace, marks);
    return {
      failures: failures.slice(0, 10),
      fired: { "replies with their commit in the trace": checked, fsyncs: syncs },
      found: `${checked} of ${marks.length} replies after their fsync, ${syncs} fsyncs, ${failures.length} violations`,
    };
  },
};
