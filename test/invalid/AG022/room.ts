import { defineActor } from "actorgen";
import { z } from "zod";

const Open = z.object({ at: z.date(), note: z.string().optional() });
const Closed = z.object({ at: z.string() });

export const room = defineActor({
  events: {
    dateOrText: z.union([z.string(), z.date()]),
    bigOrText: z.union([z.bigint(), z.string()]),
    mapOrPairs: z.union([z.map(z.string(), z.string()), z.array(z.tuple([z.string(), z.string()]))]),
    setOrList: z.union([z.set(z.string()), z.array(z.string())]),
    bytesOrText: z.union([z.instanceof(Uint8Array), z.string()]),
    bigOrBytes: z.union([z.bigint(), z.instanceof(Uint8Array)]),
    anyOrDate: z.union([z.date(), z.unknown()]),
    objects: z.union([Open, Closed]),
    nested: z.object({ list: z.array(z.union([z.date(), z.string()])) }),
    fine: z.union([z.date(), z.number(), z.null(), z.object({ at: z.date() })]),
    fineToo: z.union([z.date(), z.bigint(), z.enum(["now", "never"])]),
    fineByTag: z.discriminatedUnion("kind", [
      Open.extend({ kind: z.literal("open") }),
      Closed.extend({ kind: z.literal("closed") }),
    ]),
    fineByLiteral: z.union([
      Open.extend({ kind: z.literal("open") }),
      Closed.extend({ kind: z.literal("closed") }),
    ]),
  },
});
