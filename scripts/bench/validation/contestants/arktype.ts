// ArkType, as it is and told to delete undeclared keys.
import { type } from "arktype";
import type { Check, Contestant } from "../contestant.js";

const Message = type({
  id: "string.uuid",
  userId: "1 <= string <= 64",
  text: "string <= 2000",
  likes: "number.safe & number.integer >= 0",
  kind: "'plain' | 'reply' | 'notice'",
});
const Address = type({
  street: "string <= 200",
  city: "string <= 100",
  zip: "string <= 10",
  country: "'DE' | 'FR' | 'US'",
});
const Order = type({
  id: "string.uuid",
  customer: { name: "1 <= string <= 100", email: "string <= 200", "phone?": "string <= 40", address: Address },
  billing: Address.or("null"),
  lines: type({
    sku: "string <= 20",
    title: "string <= 200",
    quantity: "number.safe & number.integer >= 1",
    price: "number >= 0",
    tags: "(string <= 20)[]",
  }).array(),
  notes: "Record<string, string>",
  total: "number >= 0",
  status: "'open' | 'paid' | 'sent'",
});
const Player = type({
  name: "1 <= string <= 64",
  team: "'red' | 'green' | 'blue'",
  score: "number.safe & number.integer >= 0",
  speed: "number >= 0",
  ready: "boolean",
});

function checking(run: (value: unknown) => unknown): Check {
  return (value) => {
    const result = run(value);
    if (result instanceof type.errors) throw new TypeError(result.summary);
    return result;
  };
}

const note = "builds code with `new Function` where it may";

/** ArkType with and without stripping. */
export const arktype: readonly Contestant[] = [
  {
    name: "arktype",
    note: `${note}; only checks`,
    prepare: async () => ({
      small: checking(Message),
      medium: checking(Order),
      large: checking(Player.array()),
      uuids: checking(Message.array()),
    }),
  },
  {
    name: "arktype-strip",
    note: `${note}; with onDeepUndeclaredKey("delete")`,
    prepare: async () => ({
      small: checking(Message.onDeepUndeclaredKey("delete")),
      medium: checking(Order.onDeepUndeclaredKey("delete")),
      large: checking(Player.array().onDeepUndeclaredKey("delete")),
      uuids: checking(Message.array().onDeepUndeclaredKey("delete")),
    }),
  },
];
