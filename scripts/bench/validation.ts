// Measures emitted validators against JSON.parse of the same text, and Zod beside them: CPU time, interleaved, medians.
import { build } from "esbuild";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { z, type ZodType } from "zod";
import { readContract } from "../../src/codegen/read/index.js";
import type { Convert, Issue } from "../../src/protocol/issue.js";
import { defineActor } from "../../src/schema/index.js";
import { planConverters } from "../../templates/converters/index.js";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "41" } } });

const Message = z.object({
  id: z.string(),
  userId: z.string().min(1).max(64),
  text: z.string().max(2000),
  likes: z.int().nonnegative(),
  pinned: z.boolean(),
});
const Dated = Message.extend({ sentAt: z.date() });
const Address = z.object({
  street: z.string(),
  city: z.string(),
  zip: z.string().max(10),
  country: z.enum(["DE", "FR", "US"]),
});
const Order = z.object({
  id: z.uuid(),
  customer: z.object({ name: z.string().min(1), email: z.string(), phone: z.string().optional(), address: Address }),
  billing: Address.nullable(),
  lines: z.array(
    z.object({
      sku: z.string(),
      title: z.string(),
      quantity: z.int().positive(),
      price: z.number(),
      tags: z.array(z.string()),
    }),
  ),
  notes: z.record(z.string(), z.string()),
  total: z.number(),
  status: z.enum(["open", "paid", "sent"]),
});
const List = z.array(Message);

const message = { id: "m-1", userId: "user-123", text: "Hello everyone!", likes: 3, pinned: false };
const address = { street: "Hauptstrasse 12", city: "Berlin", zip: "10115", country: "DE" };
const line = { sku: "SKU-0001", title: "A thing worth having", quantity: 2, price: 19.95, tags: ["new", "blue"] };
const order = {
  id: "123e4567-e89b-12d3-a456-426614174000",
  customer: { name: "Ada Lovelace", email: "ada@example.com", phone: "+49 30 123456", address },
  billing: address,
  lines: Array.from({ length: 7 }, (_line, index) => ({ ...line, sku: `SKU-000${index}` })),
  notes: { gift: "no", door: "ring twice" },
  total: 139.65,
  status: "paid",
};
const list = Array.from({ length: 1000 }, (_item, index) => ({ ...message, id: `m-${index}`, likes: index }));

interface Case {
  readonly name: string;
  readonly schema: ZodType;
  readonly text: string;
}
const extra = (value: object): object => ({ ...value, unknown: 1 });
const cases: readonly Case[] = [
  { name: "small", schema: Message, text: JSON.stringify(message) },
  { name: "small, a date", schema: Dated, text: JSON.stringify({ ...message, sentAt: new Date(1.7e12) }) },
  { name: "small, to strip", schema: Message, text: JSON.stringify(extra(message)) },
  { name: "medium", schema: Order, text: JSON.stringify(order) },
  { name: "large", schema: List, text: JSON.stringify(list) },
  { name: "large, to strip", schema: List, text: JSON.stringify(list.map(extra)) },
];

/** The emitted reader of a schema, bundled as a client would. */
async function reader(schema: ZodType, folder: string, name: string): Promise<Convert> {
  const subject = defineActor({ events: { happened: schema } });
  const { contract } = readContract([{ source: "subject.ts", exports: { subject, Message, Address } }]);
  const payload = contract.actors["subject"]?.events["happened"]?.payload;
  if (!payload) throw new Error("The schema has no payload.");
  const plan = planConverters({ contract, project: { importExtension: ".ts", sourceRoot: ".." } });
  const ref = plan.value("subject", "happened.event", payload, "readOutput");
  const files = plan.files();
  const path = join(folder, name);
  const entry = `export { ${ref.name} as read } from "./${name}-${ref.module}.ts";\n`;
  for (const file of files)
    writeFileSync(join(folder, `${name}-${file.path}`), file.text.replaceAll('"./', `"./${name}-`));
  writeFileSync(`${path}.ts`, entry);
  const validation = resolve("src/protocol/validation/index.ts");
  await build({
    entryPoints: [`${path}.ts`],
    outfile: `${path}.mjs`,
    bundle: true,
    format: "esm",
    alias: { "actorgen/validation": validation },
  });
  return ((await import(pathToFileURL(`${path}.mjs`).href)) as { readonly read: Convert }).read;
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

/** CPU microseconds that `run` takes. */
function cpu(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const folder = mkdtempSync(join(tmpdir(), "actorgen-bench-"));
try {
  console.log("of JSON.parse of the same text".padEnd(32), "actorgen   Zod    Zod jitless   bytes  parse");
  for (const { name, schema, text } of cases) {
    const read = await reader(schema, folder, name.replaceAll(/\W+/g, "-"));
    const count = Math.max(64, Math.round(4_000_000 / text.length));
    // Checked soon after they were parsed, as messages are, while the cache still holds them.
    const batch = Math.max(4, Math.round(100_000 / text.length));
    const contestants: Readonly<Record<string, (value: unknown) => unknown>> = {
      actorgen: (value) => {
        const issues: Issue[] = [];
        const result = read(value, issues);
        if (issues.length > 0) throw new Error(JSON.stringify(issues));
        return result;
      },
      // Zod is given decoded dates, which spares it the work.
      zod: (value) => schema.parse(value),
      jitless: (value) => schema.parse(value, { jitless: true }),
    };
    const dated = name.includes("date");
    const times: Record<string, number[]> = { parse: [] };
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const [who, check] of Object.entries(contestants)) {
        let parse = 0;
        let checking = 0;
        for (let done = 0; done < count; done += batch) {
          const values: unknown[] = Array.from({ length: batch });
          parse += cpu(() => {
            for (let index = 0; index < batch; index++) values[index] = JSON.parse(text);
          });
          if (dated && who !== "actorgen")
            for (const value of values as { sentAt: unknown }[]) value.sentAt = new Date(1.7e12);
          checking += cpu(() => {
            for (const value of values) check(value);
          });
        }
        times["parse"]?.push(parse);
        (times[who] ??= []).push(checking);
      }
    }
    const parse = median(times["parse"] ?? []);
    const ratio = (who: string): string => (median(times[who] ?? []) / parse).toFixed(3).padStart(8);
    const microseconds = (parse / (Math.ceil(count / batch) * batch)).toFixed(2);
    console.log(
      name.padEnd(32),
      ratio("actorgen"),
      ratio("zod"),
      ratio("jitless"),
      String(text.length).padStart(12),
      microseconds,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
