// A process of its own that uses a store: `hold` owns the file until it is killed, `count` commits rising numbers and says which
// are durable, `faults` says the codes of commits that cannot be, `both` opens the file with a second driver.
import { writeSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { openStore, StoreError, type ActorStore } from "../../src/store/index.js";

const say = (line: string): void => void writeSync(1, `${line}\n`);

const [, , what, path = "", driver] = process.argv;
try {
  const store = await openStore({ path, ...((driver === "libsql" || driver === "node:sqlite") && { driver }) });
  say(`open ${store.stats().driver}`);
  if (what === "close") await store.close();
  if (what === "both") await openStore({ path, driver: "libsql" });
  if (what === "hold") setInterval(() => {}, 1000);
  if (what === "faults") {
    const address = { id: "a", actor: "room", key: "general" };
    await store.actor(address).commit([]);
    const codes = [
      await codeOf(store.actor(address).commit([{ patch: "nothing", patches: [] }])),
      await codeOf(store.actor({ ...address, id: "b" }).commit([])),
    ];
    await store.actor(address).destroy();
    say(`codes ${[...codes, await codeOf(store.actor(address).commit([]))].join(" ")}`);
    await store.close();
  }
  if (what === "count") {
    const counters = Array.from({ length: 4 }, (_, index) =>
      store.actor({ id: `id-${index}`, actor: "counter", key: `${index}` }),
    );
    await Promise.all(counters.map((counter, index) => count(counter, index)));
  }
} catch (error) {
  say(error instanceof StoreError ? `refused ${error.code} ${error.message}` : `failed ${String(error)}`);
}

/** Commits numbers from where the actor is, each in three places at once, and reports each when it is durable. */
async function count(counter: ActorStore, index: number): Promise<never> {
  for (let n = Number((await counter.get("first")) ?? 0) + 1; ; n++) {
    const snapshot = n % 10 === 1;
    await counter.commit([
      { put: "first", value: n },
      snapshot ? { put: "log", value: [n] } : { patch: "log", patches: n },
      { put: "second", value: n },
    ]);
    say(`${index} ${n}`);
    if (n % 3 === index % 3) await turn();
  }
}

async function codeOf(commit: Promise<void>): Promise<string> {
  return commit.then(
    () => "committed",
    (error: unknown) => (error instanceof StoreError ? error.code : String(error)),
  );
}
