// The size of emitted converters with the shared functions that they import.
import { build } from "esbuild";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { z } from "zod";
import { readContract } from "../../src/codegen/read/index.js";
import { defineActor } from "../../src/schema/index.js";
import { planConverters } from "../../templates/converters/index.js";

const Role = z.enum(["owner", "admin", "member", "guest"]);

// Twenty messages of five fields, as an ordinary API has them; no two are alike.
const messages = {
  joined: z.object({
    roomId: z.string(),
    userId: z.string(),
    name: z.string().min(1).max(64),
    role: Role,
    at: z.date(),
  }),
  left: z.object({
    roomId: z.string(),
    userId: z.string(),
    reason: z.string().optional(),
    kicked: z.boolean(),
    at: z.date(),
  }),
  posted: z.object({
    id: z.uuid(),
    userId: z.string(),
    text: z.string().max(2000),
    pinned: z.boolean(),
    sentAt: z.date(),
  }),
  edited: z.object({
    id: z.uuid(),
    editorId: z.string(),
    text: z.string().max(2000),
    revision: z.int(),
    editedAt: z.date(),
  }),
  removed: z.object({ id: z.uuid(), by: z.string(), hard: z.boolean(), count: z.int().nonnegative(), at: z.date() }),
  reacted: z.object({
    messageId: z.uuid(),
    userId: z.string(),
    emoji: z.string().max(8),
    added: z.boolean(),
    total: z.int(),
  }),
  moved: z.object({
    playerId: z.string(),
    x: z.number(),
    y: z.number(),
    heading: z.number().min(0).max(360),
    tick: z.int(),
  }),
  hit: z.object({
    attacker: z.string(),
    target: z.string(),
    damage: z.int().min(1),
    critical: z.boolean(),
    tick: z.int(),
  }),
  scored: z.object({
    playerId: z.string(),
    points: z.int(),
    combo: z.int().optional(),
    total: z.int(),
    level: z.int().max(99),
  }),
  traded: z.object({
    from: z.string(),
    to: z.string(),
    item: z.string(),
    quantity: z.int().min(1),
    price: z.number().nonnegative(),
  }),
  invited: z.object({
    inviteId: z.uuid(),
    email: z.string().max(254),
    role: Role,
    invitedBy: z.string(),
    expiresAt: z.date(),
  }),
  uploaded: z.object({
    fileId: z.uuid(),
    name: z.string().min(1),
    size: z.int().nonnegative(),
    type: z.string(),
    publicUrl: z.string(),
  }),
  ordered: z.object({
    orderId: z.string(),
    customer: z.string(),
    total: z.number(),
    currency: z.string().max(3),
    paid: z.boolean(),
  }),
  shipped: z.object({
    orderId: z.string(),
    carrier: z.string(),
    tracking: z.string(),
    parcels: z.int().min(1),
    eta: z.date(),
  }),
  rated: z.object({
    productId: z.string(),
    userId: z.string(),
    stars: z.int().min(1).max(5),
    text: z.string().optional(),
    at: z.date(),
  }),
  tagged: z.object({
    id: z.string(),
    tag: z.string(),
    by: z.string(),
    merged: z.boolean(),
    version: z.int(),
  }),
  status: z.object({
    service: z.string(),
    healthy: z.boolean(),
    latency: z.number(),
    region: z.string(),
    checkedAt: z.date(),
  }),
  measured: z.object({
    sensor: z.string(),
    value: z.number(),
    unit: z.string(),
    quality: z.number().min(0).max(1),
    at: z.date(),
  }),
  scheduled: z.object({
    jobId: z.string(),
    name: z.string(),
    attempt: z.int(),
    runAt: z.date(),
    payload: z.string().nullable(),
  }),
  typing: z.object({
    roomId: z.string(),
    userId: z.string(),
    device: z.enum(["web", "phone"]),
    draft: z.string(),
    length: z.int(),
  }),
};

test("validators of 20 ordinary five-field messages take at most 3 kB, shared functions included", async () => {
  const feed = defineActor({ events: messages });
  const { contract } = readContract([{ source: "feed.ts", exports: { feed } }]);
  const plan = planConverters({ contract, project: { importExtension: ".js", sourceRoot: ".." } });
  const names = Object.entries(contract.actors["feed"]?.events ?? {}).map(
    ([name, { payload }]) => plan.value("feed", `${name}.event`, payload ?? {}, "readOutput").name,
  );
  expect(new Set(names).size).toBe(20);
  // Used as a descriptor uses them, so that their names are not part of what is measured.
  const entry = `import { ${names.join(", ")} } from "feed";\nexport default [${names.join(", ")}];\n`;
  const file = plan.files().find(({ path }) => path === "feed.validators.ts");
  const bundled = await build({
    stdin: { contents: entry, resolveDir: resolve(".") },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    plugins: [
      {
        name: "feed",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^feed$/ }, () => ({ path: "feed.ts", namespace: "feed" }));
          onLoad({ filter: /.*/, namespace: "feed" }, () => ({
            contents: file?.text ?? "",
            loader: "ts",
            resolveDir: resolve("."),
          }));
        },
      },
    ],
    alias: { "actorgen/validation": resolve("src/protocol/validation/index.ts") },
  });
  const text = bundled.outputFiles[0]?.text ?? "";
  const size = gzipSync(text, { level: 9 }).length;
  console.log(`20 messages: ${text.length} bytes, ${size} gzipped`);
  expect(size).toBeLessThanOrEqual(3_000);
});
