// The proxy itself: bytes arrive whole and in order, and every fault does what it says.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { FaultProxy } from "./proxy.js";
import { until, within } from "./waiting.js";

/** A proxy before a server that sends back what it gets. */
async function echo(): Promise<{ proxy: FaultProxy; open(): Promise<Socket>; accepted: Socket[] }> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => {
    accepted.push(socket);
    socket.on("error", () => {}).on("data", (bytes) => socket.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const proxy = await FaultProxy.listen(() => port);
  onTestFinished(async () => {
    await proxy.close();
    for (const socket of accepted) socket.destroy();
    server.close();
  });
  const open = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => {});
    await once(socket, "connect");
    return socket;
  };
  return { proxy, open, accepted };
}

function gathered(socket: Socket): () => string {
  let text = "";
  socket.on("data", (bytes) => (text += String(bytes)));
  return () => text;
}

test("a megabyte passes whole and in order, also while the delay changes", async () => {
  const { proxy, open } = await echo();
  const socket = await open();
  const got = gathered(socket);
  let sent = "";
  for (let n = 0; n < 20_000; n++) {
    const line = `${n} ${"x".repeat(n % 100)}\n`;
    sent += line;
    socket.write(line);
    if (n % 500 === 0) {
      proxy.delay = (n / 500) % 3 === 0 ? 0 : 7 - ((n / 500) % 7);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await until(5_000, "the echo", () => got().length >= sent.length);
  expect(got() === sent).toBe(true);
});

test("a reset reaches both ends", async () => {
  const { proxy, open, accepted } = await echo();
  const socket = await open();
  socket.write("a");
  await once(socket, "data");
  const failed = within(2_000, "the reset", new Promise((resolve) => socket.once("error", resolve)));
  const atServer = within(
    2_000,
    "the reset at the server",
    new Promise((resolve) => accepted[0]?.once("error", resolve)),
  );
  proxy.reset();
  expect(await failed).toMatchObject({ code: "ECONNRESET" });
  expect(await atServer).toMatchObject({ code: "ECONNRESET" });
  expect(proxy.fired).toMatchObject({ reset: 1, end: 0 });
});

test("an end is in order", async () => {
  const { proxy, open } = await echo();
  const socket = await open();
  socket.write("a");
  await once(socket, "data");
  const ended = within(2_000, "the end", once(socket, "end"));
  proxy.end();
  await ended;
  expect(proxy.fired).toMatchObject({ reset: 0, end: 1 });
});

test("a stalled connection stays open and drops what comes; new ones work", async () => {
  const { proxy, open } = await echo();
  const socket = await open();
  const got = gathered(socket);
  socket.write("before");
  await until(2_000, "the echo", () => got() === "before");
  proxy.stall("toClient");
  expect(proxy.fired.stall).toBe(0);
  socket.write("lost");
  await until(2_000, "the fault to hit", () => proxy.fired.stall === 1);
  const other = await open();
  other.write("b");
  expect(String((await once(other, "data"))[0])).toBe("b");
  expect(got()).toBe("before");
  expect(socket.destroyed).toBe(false);
});

test("refuses, and cuts after so many bytes", async () => {
  const { proxy, open } = await echo();
  proxy.refusing = true;
  // It may be reset before the client has seen that it is there.
  const refused = await open().catch(() => undefined);
  if (refused && !refused.closed) await within(2_000, "the refusal", once(refused, "close"));
  await until(2_000, "the fault to hit", () => proxy.fired.refuse === 1);
  proxy.refusing = false;
  const socket = await open();
  const got = gathered(socket);
  socket.write("a");
  await until(2_000, "the echo", () => got() === "a");
  proxy.cutAfter(3);
  socket.write("0123456789");
  await within(2_000, "the cut", once(socket, "close"));
  expect(got().length).toBeLessThanOrEqual(4);
  expect(proxy.fired.cut).toBe(1);
});
