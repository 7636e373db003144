// The schemas as JSON Schema, made by TypeBox: for TypeBox itself and for ajv.
import { Type } from "typebox";

const safe = Number.MAX_SAFE_INTEGER;
const text = (most: number): Type.TString => Type.String({ maxLength: most });
const words = (...list: string[]): Type.TEnum<string[]> => Type.Enum(list);

/** A message. */
export const Message = Type.Object({
  id: Type.String({ format: "uuid" }),
  userId: Type.String({ minLength: 1, maxLength: 64 }),
  text: text(2000),
  likes: Type.Integer({ minimum: 0, maximum: safe }),
  kind: words("plain", "reply", "notice"),
});

const Address = Type.Object({
  street: text(200),
  city: text(100),
  zip: text(10),
  country: words("DE", "FR", "US"),
});

/** An order. */
export const Order = Type.Object({
  id: Type.String({ format: "uuid" }),
  customer: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 100 }),
    email: text(200),
    phone: Type.Optional(text(40)),
    address: Address,
  }),
  billing: Type.Union([Address, Type.Null()]),
  lines: Type.Array(
    Type.Object({
      sku: text(20),
      title: text(200),
      quantity: Type.Integer({ minimum: 1, maximum: safe }),
      price: Type.Number({ minimum: 0 }),
      tags: Type.Array(text(20)),
    }),
  ),
  notes: Type.Record(Type.String(), Type.String()),
  total: Type.Number({ minimum: 0 }),
  status: words("open", "paid", "sent"),
});

/** Players. */
export const Players = Type.Array(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64 }),
    team: words("red", "green", "blue"),
    score: Type.Integer({ minimum: 0, maximum: safe }),
    speed: Type.Number({ minimum: 0 }),
    ready: Type.Boolean(),
  }),
);

/** Messages. */
export const Messages = Type.Array(Message);
