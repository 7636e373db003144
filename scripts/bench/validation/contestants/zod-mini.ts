// zod/mini: Zod's functional, tree-shakeable door.
import * as z from "zod/mini";
import type { Contestant } from "../contestant.js";

const text = (most: number): z.ZodMiniString => z.string().check(z.maxLength(most));
const Message = z.object({
  id: z.uuid(),
  userId: z.string().check(z.minLength(1), z.maxLength(64)),
  text: text(2000),
  likes: z.int().check(z.nonnegative()),
  kind: z.enum(["plain", "reply", "notice"]),
});
const Address = z.object({ street: text(200), city: text(100), zip: text(10), country: z.enum(["DE", "FR", "US"]) });
const Order = z.object({
  id: z.uuid(),
  customer: z.object({
    name: z.string().check(z.minLength(1), z.maxLength(100)),
    email: text(200),
    phone: z.optional(text(40)),
    address: Address,
  }),
  billing: z.nullable(Address),
  lines: z.array(
    z.object({
      sku: text(20),
      title: text(200),
      quantity: z.int().check(z.positive()),
      price: z.number().check(z.nonnegative()),
      tags: z.array(text(20)),
    }),
  ),
  notes: z.record(z.string(), z.string()),
  total: z.number().check(z.nonnegative()),
  status: z.enum(["open", "paid", "sent"]),
});
const Players = z.array(
  z.object({
    name: z.string().check(z.minLength(1), z.maxLength(64)),
    team: z.enum(["red", "green", "blue"]),
    score: z.int().check(z.nonnegative()),
    speed: z.number().check(z.nonnegative()),
    ready: z.boolean(),
  }),
);
const Messages = z.array(Message);

/** zod/mini, with its JIT. */
export const zodMini: Contestant = {
  name: "zod-mini",
  async prepare() {
    return {
      small: (value) => Message.parse(value),
      medium: (value) => Order.parse(value),
      large: (value) => Players.parse(value),
      uuids: (value) => Messages.parse(value),
    };
  },
};
