// Every kind of value that the wire can carry, in one actor: the fixture of the codec.
import { defineActor } from "actorgen";
import { z } from "zod";

/** A tree that refers to itself. */
export const TreeNode = z.object({
  label: z.string(),
  get children() {
    return z.array(TreeNode);
  },
});

export const Circle = z.object({ kind: z.literal("circle"), radius: z.number().positive() });
export const Rectangle = z.object({ kind: z.literal("rectangle"), width: z.number(), height: z.number() });
export const Shape = z.discriminatedUnion("kind", [Circle, Rectangle]);

export const Audited = z.intersection(
  z.object({ createdAt: z.date() }),
  z.object({ createdBy: z.string(), updatedAt: z.date().nullable() }),
);

/** One field for each wire kind. */
export const Everything = z.object({
  date: z.date(),
  bigint: z.bigint(),
  map: z.map(z.string(), z.date()),
  set: z.set(z.bigint()),
  bytes: z.instanceof(Uint8Array),
  tree: TreeNode,
  shape: Shape,
  audited: Audited,
  tuple: z.tuple([z.string(), z.number()]).rest(z.boolean()),
  counts: z.record(z.enum(["red", "green"]), z.int()),
  byId: z.record(z.string(), z.date()),
  nullable: z.string().nullable(),
  optional: z.date().optional(),
  nullish: z.number().nullish(),
  defaulted: z.string().default("none"),
  route: z.templateLiteral(["/users/", z.int(), "/", z.enum(["edit", "view"])]),
  literal: z.literal(["a", 1, true, null]),
  nan: z.nan(),
  json: z.json(),
  unknown: z.unknown(),
});

/** Gives back what it gets. */
export const wireKinds = defineActor({
  state: z.object({ last: Everything.optional() }),
  actions: {
    echo: { input: Everything, returns: Everything },
    /** Dates, in and out, through a broadcast as well. */
    announce: { args: { value: Everything } },
    depth: { args: { tree: TreeNode }, returns: z.int() },
  },
  events: { announced: Everything },
});
