// Valibot: small functions, no code at run time.
import * as v from "valibot";
import type { Contestant } from "../contestant.js";

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const Message = v.object({
  id: v.pipe(v.string(), v.uuid()),
  userId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  text: text(2000),
  likes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  kind: v.picklist(["plain", "reply", "notice"]),
});
const Address = v.object({
  street: text(200),
  city: text(100),
  zip: text(10),
  country: v.picklist(["DE", "FR", "US"]),
});
const Order = v.object({
  id: v.pipe(v.string(), v.uuid()),
  customer: v.object({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
    email: text(200),
    phone: v.optional(text(40)),
    address: Address,
  }),
  billing: v.nullable(Address),
  lines: v.array(
    v.object({
      sku: text(20),
      title: text(200),
      quantity: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      price: v.pipe(v.number(), v.minValue(0)),
      tags: v.array(text(20)),
    }),
  ),
  notes: v.record(v.string(), v.string()),
  total: v.pipe(v.number(), v.minValue(0)),
  status: v.picklist(["open", "paid", "sent"]),
});
const Players = v.array(
  v.object({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    team: v.picklist(["red", "green", "blue"]),
    score: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    speed: v.pipe(v.number(), v.minValue(0)),
    ready: v.boolean(),
  }),
);
const Messages = v.array(Message);

/** Valibot. */
export const valibot: Contestant = {
  name: "valibot",
  async prepare() {
    return {
      small: (value) => v.parse(Message, value),
      medium: (value) => v.parse(Order, value),
      large: (value) => v.parse(Players, value),
      uuids: (value) => v.parse(Messages, value),
    };
  },
};
