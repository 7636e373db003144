// TypeBox, compiled: it says yes or no, and `Value.Clean` strips afterwards in a pass of its own.
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { accepting, type Check, type Contestant } from "../contestant.js";
import { Message, Messages, Order, Players } from "./json-schemas.js";

function contestant(name: string, note: string, check: (schema: TSchema) => Check): Contestant {
  return {
    name,
    note,
    async prepare() {
      return { small: check(Message), medium: check(Order), large: check(Players), uuids: check(Messages) };
    },
  };
}

/** TypeBox with and without stripping. */
export const typebox: readonly Contestant[] = [
  contestant("typebox", "needs `new Function`; only checks", (schema) => {
    const compiled = Compile(schema);
    return accepting((value) => compiled.Check(value));
  }),
  contestant("typebox-clean", "needs `new Function`; then Value.Clean, which walks the schema", (schema) => {
    const compiled = Compile(schema);
    const check = accepting((value) => compiled.Check(value));
    return (value) => compiled.Clean(check(value));
  }),
];
