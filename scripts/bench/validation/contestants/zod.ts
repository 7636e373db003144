// Zod: as it is, without `new Function`, and compiled.
import { z, type ZodType } from "zod";
import type { Check, Contestant } from "../contestant.js";
import { Message, Messages, Order, Players } from "../schemas.js";

function contestant(name: string, check: (schema: ZodType) => Check, note?: string): Contestant {
  const prepare: Contestant["prepare"] = async () => {
    return { small: check(Message), medium: check(Order), large: check(Players), uuids: check(Messages) };
  };
  return { name, prepare, ...(note === undefined ? {} : { note }) };
}

/** Zod in three ways. */
export const zod: readonly Contestant[] = [
  contestant("zod", (schema) => (value) => schema.parse(value), "builds code with `new Function` where it may"),
  contestant("zod-jitless", (schema) => (value) => schema.parse(value, { jitless: true }), "as under a strict CSP"),
  contestant(
    "zod-compiled",
    (schema) => {
      const compiled = z.compile(schema, { strict: true });
      return (value) => compiled.parse(value);
    },
    "`z.compile`, with `new Function`",
  ),
];
