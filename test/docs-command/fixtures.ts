// What the docs are made of in these tests: the demo's schemas, and one contract with every construct and hostile names.
import { defineActor } from "actorgen";
import { generate, type Generated } from "actorgen/codegen";
import { z } from "zod";
import * as chatRoom from "../../schemas/chat-room.js";
import * as gameRoom from "../../schemas/game-room.js";
import * as wireKinds from "../../schemas/wire-kinds.js";

/** What a page must never run. It sets `hacked` wherever it is taken for code. */
export const sentinels = [
  "</script><script>globalThis.hacked = 1</script>",
  '"><img src=x onerror="globalThis.hacked = 1">',
  "'-globalThis.hacked=1-'",
  "javascript:globalThis.hacked=1//",
  "<!--<script>globalThis.hacked = 1",
  "${globalThis.hacked = 1} `globalThis.hacked = 1` \\",
  "\u2028globalThis.hacked = 1\u2029 \u202Etxt.exe\u202C \u0007",
  "*/ globalThis.hacked = 1 /*",
  "&lt;b&gt; &amp;amp; {{hacked = 1}} %3Cscript%3E",
  "🎲 emoji, \uFEFFBOM, e\u0301, ../../etc/passwd, a b/c?d#e",
];

const docs = sentinels.join("\n\n");

const Tree = z.object({
  label: z.string(),
  get children() {
    return z.array(Tree);
  },
});
const Größe = z.enum(["s", "m", ...sentinels]).describe(docs);
const Circle = z.object({ kind: z.literal("circle"), radius: z.number().positive().lt(10) });
const Square = z.object({ kind: z.literal("square"), side: z.number().multipleOf(0.5) });
const Shape = z.discriminatedUnion("kind", [Circle, Square]).meta({ description: docs, deprecated: true });
const Everything = z.object({
  text: z.string().trim().min(2).max(20).describe(docs),
  insensitive: z.string().regex(/^[a-z]+$/i),
  oldPattern: z.string().regex(new RegExp("^\\_$")),
  email: z.email(),
  url: z.url(),
  uuid: z.uuid().optional(),
  date: z.date().min(new Date("2020-01-01")),
  bigint: z.bigint().max(10n),
  literalBigint: z.literal(5n),
  map: z.map(z.string(), z.date()),
  set: z.set(z.bigint()).min(1),
  bytes: z.instanceof(Uint8Array),
  nan: z.nan(),
  words: z.stringbool(),
  shape: Shape,
  tree: Tree,
  tuple: z.tuple([z.string(), z.number()]).rest(z.boolean()),
  emptyTuple: z.tuple([]),
  counts: z.record(z.enum(["red", "green"]), z.int()),
  partial: z.partialRecord(Größe, z.int()),
  loose: z.looseRecord(z.string().regex(/^a/), z.int()),
  numbered: z.record(z.number(), z.string()),
  both: z.intersection(z.object({ a: z.date() }), z.object({ b: z.string().nullable() })),
  strict: z.strictObject({ a: z.int32() }),
  open: z.looseObject({ a: z.int64() }),
  rest: z.object({ a: z.number() }).catchall(z.number()),
  defaulted: z.string().default("</script>"),
  made: z.string().default(() => String(Math.random())),
  caught: z.int().catch(3),
  route: z.templateLiteral(["/users/", z.int(), "/", z.enum(["edit", "view`${"])]),
  literal: z.literal(["a", 1, true, null]),
  json: z.json(),
  unknown: z.unknown(),
  reference: z.unknown().default({ $ref: "#/nowhere" }),
  refined: z.string().refine((text) => text !== ""),
  secret: z.string().default("hunter2").meta({ secret: true }),
  frozen: z.array(z.string()).readonly(),
  xor: z.xor([z.object({ x: z.int() }), z.object({ y: z.int() })]),
  $ref: z.string().optional(),
  ...Object.fromEntries(sentinels.map((name) => [name, z.string().optional()])),
});

const generated = generate({
  Tree,
  Größe,
  Circle,
  Square,
  Shape,
  Everything,
  actor$1: defineActor({
    key: { tenant: z.string(), size: z.enum(["s", "m"]) },
    connParams: z.object({ token: z.string().meta({ secret: true }), "a b": z.int() }),
    input: z.object({ at: z.date(), name: z.string() }),
    state: z.object({ privateState: z.string() }),
    connState: z.object({ privateConnState: z.string() }),
    actions: {
      all: { input: Everything, returns: Everything, errors: { "no-way": Everything, gone: z.void() } },
      many: {
        args: {
          first: Shape,
          second: z.date().describe(docs),
          third: z.bigint().optional(),
          fourth: z.int().default(3),
        },
        returns: z.union([z.string(), z.undefined()]),
      },
      ...Object.fromEntries(sentinels.map((name) => [name, { args: { value: Größe }, returns: z.array(Tree) }])),
    },
    events: {
      // It holds a secret, and other events are kept.
      all: { payload: Everything, delivery: "volatile" },
      nothing: z.void(),
      ...Object.fromEntries(sentinels.map((name) => [name, { payload: Shape, delivery: "latest" as const }])),
    },
  }),
});

// Docs come from comments in the source, which these schemas have not.
function documented<T extends object>(
  members: Readonly<Record<string, T>>,
): Record<string, T & { description: string }> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, { ...member, description: docs }]));
}

const actors = Object.entries(documented(generated.contract.actors)).map(([name, actor]) => [
  name,
  { ...actor, actions: documented(actor.actions), events: documented(actor.events) },
]);

/** Every construct, in an actor whose names and docs are hostile. */
export const hostile: Generated = {
  ...generated,
  contract: { ...generated.contract, actors: Object.fromEntries(actors) },
};

/** The demo's schemas. */
export const demo: Generated = generate(
  [chatRoom, gameRoom, wireKinds].map((exports, index) => ({
    source: ["schemas/chat-room.ts", "schemas/game-room.ts", "schemas/wire-kinds.ts"][index] ?? "",
    exports,
  })),
);
