// An actor with secrets in all its values, and with the contract that its generated descriptor would have.
import {
  checkWith,
  implement,
  parseWith,
  type ActorContext,
  type ActorImplementation,
  type ServerActor,
} from "actorgen/server";
import { z } from "zod";
import type { ActorContract } from "../../src/schema/contract.js";
import type { JsonSchema } from "../../src/schema/json-schema.js";

const secret: JsonSchema = { type: "string", "x-actorgen-secret": true };
const text: JsonSchema = { type: "string" };
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});
const action = { hash: "h", style: "args", concurrent: false, errors: {}, returns: null } as const;

const contract: ActorContract = {
  name: "vault",
  hash: "vault-hash",
  source: "vault.ts",
  key: null,
  input: null,
  params: object({ name: text, password: secret }),
  actions: {
    put: {
      ...action,
      description: "Keep a thing.",
      args: [
        { name: "name", optional: false, schema: { type: "string", minLength: 1, maxLength: 40 } },
        { name: "pin", optional: false, schema: { ...secret, minLength: 4 } },
        { name: "count", optional: true, schema: { type: "integer", minimum: 1, maximum: 9, default: 1 } },
      ],
      returns: object({ name: text, pin: secret }),
    },
    deny: { ...action, args: [], errors: { denied: object({ why: text, code: secret }) } },
    level: { ...action, args: [{ name: "level", optional: false, schema: { type: "string", enum: ["low", "high"] } }] },
    when: {
      ...action,
      args: [
        { name: "at", optional: false, schema: { type: "string", "x-actorgen-kind": "date" } },
        { name: "on", optional: false, schema: { type: "boolean" } },
        { name: "more", optional: false, schema: object({ n: { type: "number" } }) },
      ],
      returns: text,
    },
  },
  events: { kept: { hash: "h", delivery: "resume", payload: { $ref: "#/$defs/Thing" } } },
};

const Thing = object({ name: text, pin: secret });
const state = z.object({
  owner: z.string().default("owner"),
  things: z.array(z.object({ name: z.string(), pin: z.string().meta({ secret: true }) })).default([]),
});
const putArgs = z.tuple([z.string().min(1).max(40), z.string().min(4), z.int().min(1).max(9).default(1)]);

const descriptor: ServerActor = {
  name: "vault",
  hash: "vault-hash",
  version: 1,
  contract: { format: 1, actors: { vault: JSON.stringify(contract) }, types: { Thing: JSON.stringify(Thing) } },
  decodeParams: (value) => value,
  parseState: parseWith(state),
  checkState: checkWith(state),
  parseConnState: parseWith(z.object({ token: z.string().meta({ secret: true }) })),
  checkConnState: checkWith(z.object({ token: z.string().meta({ secret: true }) })),
  actions: {
    put: {
      hash: "h",
      concurrent: false,
      args: ["name", "pin", "count"],
      decodeArgs: parseWith(putArgs),
      encodeResult: (value) => value,
    },
    deny: { hash: "h", concurrent: false, args: [], encodeErrors: { denied: (value) => value } },
    level: { hash: "h", concurrent: false, args: ["level"], decodeArgs: (value) => value },
    when: {
      hash: "h",
      concurrent: false,
      args: ["at", "on", "more"],
      decodeArgs: (value) => value,
      encodeResult: (value) => value,
    },
  },
  events: { kept: { hash: "h", delivery: "resume", encode: (value) => value } },
};

interface VaultTypes {
  key: readonly string[];
  input: undefined;
  state: z.output<typeof state>;
  stateInput: z.input<typeof state>;
  params: { name: string; password: string };
  auth: undefined;
  connState: { token: string };
  connStateInput: { token: string };
  events: { kept: { name: string; pin: string } };
  actions: Record<string, (...args: never[]) => unknown>;
  client: object;
}
type Vault = ActorContext<VaultTypes>;
interface Denying extends Vault {
  readonly errors: { denied(data: object): Error };
}

/** How often `put` ran. */
export const ran = { put: 0 };

/** The actor. */
export function vault(): ActorImplementation {
  return implement<VaultTypes, undefined, Record<string, (c: never, ...args: never[]) => unknown>>(descriptor, {
    createState: () => ({}),
    createConnState: () => ({ token: "conn-s3cret" }),
    actions: {
      put(c: Vault, name: string, pin: string, count: number) {
        ran.put++;
        for (let index = 0; index < count; index++) c.state.things.push({ name, pin });
        c.broadcast("kept", { name, pin });
        return { name, pin };
      },
      deny(c: Denying) {
        throw c.errors.denied({ why: "no", code: "error-s3cret" });
      },
      level: () => undefined,
      when: (_c: Vault, at: string, on: boolean, more: object) => JSON.stringify([at, on, more]),
    },
  });
}
