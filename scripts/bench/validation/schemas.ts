// The schemas that are measured, in Zod; every contestant has the same in its own words.
import { z } from "zod";

/** Five fields, each with a rule. */
export const Message = z.object({
  id: z.uuid(),
  userId: z.string().min(1).max(64),
  text: z.string().max(2000),
  likes: z.int().nonnegative(),
  kind: z.enum(["plain", "reply", "notice"]),
});

/** Part of an order. */
export const Address = z.object({
  street: z.string().max(200),
  city: z.string().max(100),
  zip: z.string().max(10),
  country: z.enum(["DE", "FR", "US"]),
});

/** Nested objects, a list, a record, something optional and something nullable. */
export const Order = z.object({
  id: z.uuid(),
  customer: z.object({
    name: z.string().min(1).max(100),
    email: z.string().max(200),
    phone: z.string().max(40).optional(),
    address: Address,
  }),
  billing: Address.nullable(),
  lines: z.array(
    z.object({
      sku: z.string().max(20),
      title: z.string().max(200),
      quantity: z.int().positive(),
      price: z.number().nonnegative(),
      tags: z.array(z.string().max(20)),
    }),
  ),
  notes: z.record(z.string(), z.string()),
  total: z.number().nonnegative(),
  status: z.enum(["open", "paid", "sent"]),
});

/** Five fields whose checks need no regular expression. */
export const Player = z.object({
  name: z.string().min(1).max(64),
  team: z.enum(["red", "green", "blue"]),
  score: z.int().nonnegative(),
  speed: z.number().nonnegative(),
  ready: z.boolean(),
});

/** A thousand of them are measured. */
export const Players = z.array(Player);

/** The same number of messages: a UUID in each. */
export const Messages = z.array(Message);
