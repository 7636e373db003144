// One owner per store file: a second one is refused by name, and the file of a killed one is free at once.
import { hostname } from "node:os";
import { join } from "node:path";
import { symlinkSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { openStore } from "../../src/store/index.js";
import { bundleChild, startChild } from "./child-process.js";
import { codeOf, newActor, temporaryFolder } from "./temporary-store.js";

vi.setConfig({ testTimeout: 30_000 });
const bundle = await bundleChild();

test("another process is refused, told who the owner is, and let in once the owner was killed", async () => {
  const path = join(temporaryFolder(), "store.db");
  const owner = startChild(bundle, ["hold", path]);
  await owner.said(/^open/);
  const refusal = await openStore({ path }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "store_in_use",
    message: expect.stringContaining(`${path} is in use by process ${owner.process.pid} on ${hostname()}`),
  });
  const second = startChild(bundle, ["hold", path]);
  expect(await second.said(/refused/)).toContain(`refused store_in_use`);

  await owner.kill();
  const logged: object[] = [];
  const log = (fields: object): void => void logged.push(fields);
  const store = await openStore({ path, log: { info: log, warn: log, error: log } });
  expect(logged).toEqual([{ path, leftBy: `process ${owner.process.pid} on ${hostname()}` }]);
  await newActor(store).commit([{ put: "state", value: 1 }]);
  const third = startChild(bundle, ["hold", path]);
  expect(await third.said(/refused/)).toContain(`in use by process ${process.pid} on`);

  await store.close();
  const fourth = startChild(bundle, ["close", path]);
  expect(await fourth.said(/^open|refused/)).toMatch(/^open/);
});

test("of several that start at once, exactly one gets the file", async () => {
  const path = join(temporaryFolder(), "store.db");
  const children = Array.from({ length: 4 }, () => startChild(bundle, ["hold", path]));
  const lines = await Promise.all(children.map((child) => child.said(/./)));
  expect(lines.filter((line) => line.startsWith("open"))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("refused store_in_use"))).toHaveLength(3);
});

test("the same process is refused too, by whatever name it calls the file", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "store.db");
  const alias = join(temporaryFolder(), "alias");
  symlinkSync(folder, alias);
  const store = await openStore({ path });
  symlinkSync(path, join(folder, "link.db"));
  expect(await codeOf(openStore({ path: join(folder, "link.db") }))).toBe("store_in_use");
  await expect(openStore({ path })).rejects.toMatchObject({
    code: "store_in_use",
    message: expect.stringContaining("this process itself"),
  });
  expect(await codeOf(openStore({ path: join(alias, "store.db") }))).toBe("store_in_use");
  // The refusals took nothing from the owner.
  const child = startChild(bundle, ["hold", path]);
  expect(await child.said(/^open|refused/)).toContain("refused store_in_use");
  await newActor(store).commit([{ put: "state", value: 1 }]);
  await store.close();
  await openStore({ path }).then((again) => again.close());
});
