// A project of many actors, and an OpenAPI document that says as much: an operation per action.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes schemas of `actors` actors with `actions` actions and half as many events each. */
export function makeProject(folder: string, repository: string, actors: number, actions: number): void {
  mkdirSync(join(folder, "schemas"), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules/actorgen"));
  symlinkSync(join(repository, "node_modules/zod"), join(folder, "node_modules/zod"));
  for (let actor = 0; actor < actors; actor++)
    writeFileSync(join(folder, `schemas/room-${actor}.ts`), schemaText(actor, actions));
}

/** Changes one schema. */
export function touch(folder: string, round: number): void {
  const path = join(folder, "schemas/room-7.ts");
  writeFileSync(path, readFileSync(path, "utf8").replace(/max\(2\d\d\)/, `max(${201 + round})`));
}

function schemaText(actor: number, actions: number): string {
  const kinds = [
    `args: { id: z.uuid(), title: z.string().min(1).max(120), count: z.int().optional() }, returns: Item${actor}`,
    `args: { limit: z.int().max(500).default(50) }, returns: z.array(Item${actor})`,
    `args: { owner: Owner${actor}, note: z.string() }, returns: z.object({ ok: z.boolean(), changed: z.number() })`,
    `args: { filter: z.object({ from: z.date(), words: z.array(z.string()).max(20) }) }, returns: z.array(Owner${actor})`,
  ];
  const list = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join("");
  return `import { defineActor } from "actorgen";
import { z } from "zod";

export const Item${actor} = z.object({ id: z.uuid(), title: z.string().max(200), tags: z.array(z.string()), at: z.date() });
export const Owner${actor} = z.object({ id: z.string(), email: z.email().optional(), role: z.enum(["admin", "guest"]) });

export const room${actor} = defineActor({
  state: z.object({ items: z.array(Item${actor}) }),
  actions: {
${list(actions, (index) => `    /** Does thing ${index}. */\n    doThing${index}: { ${kinds[index % kinds.length]} },\n`)}  },
  events: {
${list(actions / 2, (index) => `    happened${index}: ${index % 2 === 0 ? `Item${actor}` : `Owner${actor}`},\n`)}  },
});
`;
}

/** Writes the document; gives its path. */
export function openApi(path: string, actors: number, actions: number): string {
  const text = { type: "string" };
  const object = (properties: Record<string, object>): object => ({
    type: "object",
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  });
  const paths: Record<string, object> = {};
  const schemas: Record<string, object> = {};
  for (let actor = 0; actor < actors; actor++) {
    const item = { $ref: `#/components/schemas/Item${actor}` };
    const owner = { $ref: `#/components/schemas/Owner${actor}` };
    const time = { type: "string", format: "date-time" };
    const tags = { type: "array", items: text };
    schemas[`Item${actor}`] = object({ id: { type: "string", format: "uuid" }, title: text, tags, at: time });
    schemas[`Owner${actor}`] = object({ id: text, email: text, role: { type: "string", enum: ["admin", "guest"] } });
    const kinds = [
      [object({ id: text, title: text, count: { type: "integer" } }), item],
      [object({ limit: { type: "integer", default: 50 } }), { type: "array", items: item }],
      [object({ owner, note: text }), object({ ok: { type: "boolean" }, changed: { type: "number" } })],
      [object({ filter: object({ from: time, words: tags }) }), { type: "array", items: owner }],
    ] as const;
    for (let action = 0; action < actions; action++) {
      const [body = {}, result = {}] = kinds[action % kinds.length] ?? [];
      paths[`/room${actor}/doThing${action}`] = {
        post: {
          operationId: `room${actor}DoThing${action}`,
          summary: `Does thing ${action}.`,
          requestBody: { required: true, content: { "application/json": { schema: body } } },
          responses: { 200: { description: "ok", content: { "application/json": { schema: result } } } },
        },
      };
    }
  }
  const document = { openapi: "3.1.0", info: { title: "rooms", version: "1" }, paths, components: { schemas } };
  writeFileSync(path, JSON.stringify(document));
  return path;
}
