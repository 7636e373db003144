// Two thousand clients whose sockets are all cut at once.
import { createClient } from "actorgen/client";
import { directHandle } from "../../test/faults/contestant.js";
import { numbersClient, type NumbersClient } from "../../test/faults/numbers-actor.js";
import { NumberedStream } from "../../test/faults/numbered-stream.js";
import { pause, until, within } from "../../test/faults/waiting.js";
import { ChildServer, roomy } from "./child-server.js";
import { handlesBack } from "./handles.js";
import { scaled, type TortureTest } from "./torture-test.js";

const bound = 10_000;

/** Everyone comes back. */
export const storm: TortureTest = {
  name: "storm",
  title: "2,000 clients reconnect at once, three times, with the client's default back-off",
  pass: "all back within 10 s, 0 missed",
  seconds: 240,
  async run(conditions) {
    const server = await ChildServer.start({ limits: { ...roomy, silence: 45_000 } });
    const before = await server.memory();
    const count = scaled(conditions, 2_000, 50);
    const failures: string[] = [];
    const client = createClient<NumbersClient>(server.url, [numbersClient]);
    const opened = Array.from({ length: count }, () => 0);
    const streams: NumberedStream[] = [];
    for (let index = 0; index < count; index++) {
      const connection = client.numbers.getOrCreate("torture", { params: { client: index } }).connect();
      const stream = new NumberedStream(`client ${index}`, failures);
      streams.push(stream);
      connection.on("public", ({ n }) => stream.take(n));
      connection.onOpen(() => void opened[index]!++);
      connection.onGap((gap) => failures.push(`client ${index} was told of a gap: ${JSON.stringify(gap)}`));
      connection.onError((error) => failures.push(`client ${index}: ${String(error)}`));
      if (index % 100 === 99) await until(20_000, "the first connections", () => opened[index]! > 0);
    }
    await until(20_000, "every first connection", () => opened.every((times) => times > 0));
    const direct = directHandle(server.url);
    let sending = true;
    const sender = (async () => {
      while (sending) {
        // One that is cut with the others is no fault.
        await direct.handle.post().catch(() => {});
        await pause(20);
      }
    })();
    const times: number[] = [];
    let cut = 0;
    const rounds = 3;
    for (let round = 1; round <= rounds; round++) {
      const goal = opened.map((times) => times + 1);
      const start = performance.now();
      const sockets = await server.cut();
      cut += sockets;
      if (sockets < count) failures.push(`only ${sockets} sockets were cut`);
      const missing = (): number => opened.filter((times, index) => times < (goal[index] ?? 0)).length;
      await until(
        60_000,
        () => `${missing()} of ${count} clients to come back`,
        () => missing() === 0,
      );
      times.push(performance.now() - start);
      conditions.progress(`all back after ${Math.round(times.at(-1) ?? 0)} ms`);
      await pause(500);
    }
    sending = false;
    await sender;
    const totals = await within(10_000, "the totals", direct.handle.totals());
    await until(10_000, "the rest of the streams", () => streams.every(({ last }) => last >= totals.public)).catch(
      () => {},
    );
    for (const stream of streams) stream.end(totals.public);
    const slowest = Math.round(Math.max(...times));
    if (slowest > bound) failures.push(`the last client was back after ${slowest} ms`);
    await within(30_000, "the clients' end", client.dispose());
    await direct.client.dispose();
    failures.push(...(await handlesBack(server, before.handles)));
    await server.kill();
    const missed = streams.reduce((sum, stream) => sum + stream.missed, 0);
    return {
      failures,
      fired: { "sockets cut": cut },
      found: `all back after ${times.map((time) => Math.round(time)).join(", ")} ms; ${totals.public} events to each, ${missed} missed`,
    };
  },
};
