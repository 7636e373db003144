// The other driver: node:sqlite, in this Node or in a newer one from npm, on the same files as libsql.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { openStore } from "../../src/store/index.js";
import { bundleChild, startChild } from "./child-process.js";
import { codeOf, newActor, temporaryFolder } from "./temporary-store.js";

const cache = fileURLToPath(new URL("../../node_modules/.cache/actorgen-node-24", import.meta.url));
const { node, reason } = nodeWithSqlite();
if (node === undefined) console.log(`node:sqlite is not tested: ${reason}`);

describe.skipIf(node === undefined)("node:sqlite", async () => {
  vi.setConfig({ testTimeout: 30_000 });
  const bundle = await bundleChild();

  test("commits durably what libsql reads, and the other way round", async () => {
    const path = join(temporaryFolder(), "store.db");
    const child = startChild(bundle, ["count", path], node);
    expect(await child.said(/^open|refused/)).toBe("open node:sqlite");
    await child.said(/^0 45$/);
    await child.kill();
    const acknowledged = child.lines.filter((line) => line.startsWith("0 ")).length;
    const store = await openStore({ path, driver: "libsql" });
    const counter = store.actor({ id: "id-0", actor: "counter", key: "0" });
    const n = Number(await counter.get("first"));
    expect(n).toBeGreaterThanOrEqual(acknowledged);
    expect(await counter.get("second")).toBe(n);
    await counter.commit([
      { put: "first", value: 1000 },
      { put: "log", value: "libsql" },
    ]);
    await store.close();
    const again = startChild(bundle, ["count", path], node);
    await again.said(/^0 1002$/);
    await again.kill();
  });

  test("refuses what libsql owns, and the other way round", async () => {
    const path = join(temporaryFolder(), "store.db");
    const owner = startChild(bundle, ["hold", path], node);
    await owner.said(/^open node:sqlite/);
    expect(await codeOf(openStore({ path, driver: "libsql" }))).toBe("store_in_use");
    await owner.kill();
    const store = await openStore({ path, driver: "libsql" });
    await newActor(store).commit([{ put: "state", value: 1 }]);
    const second = startChild(bundle, ["hold", path], node);
    expect(await second.said(/^open|refused/)).toContain("refused store_in_use");
    await store.close();
  });

  test("and libsql in one process are two owners too", async () => {
    const child = startChild(bundle, ["both", join(temporaryFolder(), "store.db")], node);
    await child.said(/^open node:sqlite/);
    expect(await child.said(/refused|failed/)).toContain("is in use by this process itself");
  });

  test("gives the same codes for the same faults", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "broken.db"), "no database ".repeat(1000));
    const broken = startChild(bundle, ["hold", join(folder, "broken.db")], node);
    expect(await broken.said(/^open|refused/)).toContain("refused store_corrupt");
    const faults = startChild(bundle, ["faults", join(folder, "store.db")], node);
    expect(await faults.said(/^codes|failed/)).toBe("codes store_invalid store_key_taken store_actor_gone");
  });
});

/** A Node that has node:sqlite: this one, or one that npm brings once into node_modules/.cache. */
function nodeWithSqlite(): { readonly node?: string; readonly reason?: string } {
  if (process.getBuiltinModule("node:sqlite")) return { node: process.execPath };
  const node = join(cache, "node_modules/node/bin/node");
  try {
    if (!existsSync(node)) {
      mkdirSync(cache, { recursive: true });
      writeFileSync(join(cache, "package.json"), JSON.stringify({ private: true, allowScripts: { node: true } }));
      const flags = ["--no-audit", "--no-fund", "--prefix", cache];
      execFileSync("npm", ["install", "node@24", ...flags], { cwd: cache, timeout: 60_000, stdio: "ignore" });
    }
    execFileSync(node, ["--no-warnings", "--eval", 'require("node:sqlite")'], { stdio: "ignore" });
    return { node };
  } catch (error) {
    return { reason: `Node 24 cannot be installed or run here (${String(error).split("\n")[0]})` };
  }
}
