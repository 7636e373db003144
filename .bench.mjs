import { build } from "esbuild"; import { writeFileSync } from "node:fs";
const r = await build({ stdin: { contents: 'export { createClient } from "./src/client/index.ts"', resolveDir: ".", loader: "ts" }, bundle: true, write: false, format: "esm", platform: "node", alias: { "#websocket": "/work/main/src/client/websocket-browser.ts" } });
const { createClient } = await import("data:text/javascript," + encodeURIComponent(r.outputFiles[0].text));
const actor = { name: "r", hash: "h", actions: { say: { hash: "s", encodeArgs: (v) => v, decodeResult: (v) => v } }, events: {} };
const transport = async (_, receiver) => { queueMicrotask(() => receiver.message(JSON.stringify({ t: "welcome", hash: "h", seq: 0 }))); return { close() {}, send(text) { const f = JSON.parse(text); const out = "[" + [f].flat().map((x) => `{"t":"result","id":${x.id},"value":{"id":1,"text":"hello"}}`).join(",") + "]"; setImmediate(() => receiver.message(out)); } }; };
for (const depth of [1, 16, 256]) {
  const c = createClient("http://x", [actor], { transport }).r.get("k").connect(); await c.ready;
  const run = async (n) => { for (let i = 0; i < n; i++) await c.say("hello there", 5); };
  await Promise.all(Array.from({ length: depth }, () => run(20000 / depth | 0)));
  const N = 200000; const t = process.cpuUsage(); await Promise.all(Array.from({ length: depth }, () => run(N / depth | 0))); const u = process.cpuUsage(t);
  console.log(depth, ((u.user + u.system) / N).toFixed(2), "us/call incl. fake server");
  // baseline: same with raw map
  const pend = new Map(); let id = 0; let sock = await transport(null, { message(text) { for (const f of [JSON.parse(text)].flat()) { pend.get(f.id)?.(f.value); pend.delete(f.id); } } });
  const raw = (...args) => new Promise((res) => { pend.set(++id, res); sock.send(JSON.stringify({ t: "call", id, action: "say", args })); });
  const run2 = async (n) => { for (let i = 0; i < n; i++) await raw("hello there", 5); };
  await Promise.all(Array.from({ length: depth }, () => run2(20000 / depth | 0)));
  const t2 = process.cpuUsage(); await Promise.all(Array.from({ length: depth }, () => run2(N / depth | 0))); const u2 = process.cpuUsage(t2);
  console.log(depth, ((u2.user + u2.system) / N).toFixed(2), "us/call naive");
  await c.dispose?.call?.(c).catch?.(()=>{});
  break_: ;
}
process.exit(0);
