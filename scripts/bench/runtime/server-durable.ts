// The same server on a store file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "actorgen/node";
import { chatRoom, gameRoom, limits } from "./actors.js";
import { reportTo } from "./server-process.js";

const folder = mkdtempSync(join(tmpdir(), "actorgen-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const { url } = await serve([chatRoom, gameRoom], { port: 0, limits, store: { path: join(folder, "store.db") } });
reportTo(url);
