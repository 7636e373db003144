// Secrets: what of an actor's values may stand in memory alone, as its contract and its `auth` schema mark it.
import { parseJson } from "../protocol/codec.js";
import type { ServerActor } from "../protocol/descriptor.js";
import type { ActionContract, ActorContract } from "../schema/contract.js";
import type { JsonSchema } from "../schema/json-schema.js";
import { holdsSecret, jsonSecrecy, zodHoldsSecret, zodSecrecy, type Secrecy } from "./mask.js";
import { schemaOf } from "./zod-converters.js";

/** Of one actor; undefined where nothing is marked. */
export interface Secrets {
  readonly params: Secrecy | undefined;
  readonly auth: Secrecy | undefined;
}

/** Of one action: is anything marked in it? */
export interface ActionSecrets {
  readonly args: boolean;
  /** In its result or the data of an error. */
  readonly reply: boolean;
}

/** What is secret in an actor. */
export interface ActorSecrets extends Secrets {
  readonly actions: ReadonlyMap<string, ActionSecrets>;
}

/** Reads the marks of an actor, of which most have none. */
export function secretsOf({ name, contract, parseAuth }: ServerActor): ActorSecrets {
  const authSchema = schemaOf(parseAuth);
  const auth = authSchema && zodHoldsSecret(authSchema) ? zodSecrecy(authSchema) : undefined;
  const text = contract?.actors[name];
  const types = Object.entries(contract?.types ?? {});
  if (text === undefined || ![text, ...types.map(([, type]) => type)].some((one) => one.includes(mark))) {
    return { params: undefined, auth, actions: new Map() };
  }
  const definitions = Object.fromEntries(types.map(([type, schema]) => [type, asSchema(parseJson(schema))]));
  const isMarked = (schema: JsonSchema | null): boolean => schema !== null && holdsSecret(schema, definitions);
  const { params, actions } = asContract(parseJson(text));
  return {
    params: params && isMarked(params) ? jsonSecrecy(params, definitions) : undefined,
    auth,
    actions: new Map(Object.entries(actions).map(([action, parts]) => [action, ofAction(parts, isMarked)])),
  };
}

const mark = '"x-actorgen-secret"';

function ofAction(
  { args, returns, errors }: ActionContract,
  isMarked: (schema: JsonSchema | null) => boolean,
): ActionSecrets {
  return {
    args: args.some(({ schema }) => isMarked(schema)),
    reply: [returns, ...Object.values(errors)].some(isMarked),
  };
}

/** The value without what is secret in it: members and entries are left out. Undefined where all of it is secret. */
export function withoutSecrets(secrecy: Secrecy | undefined, value: unknown): unknown {
  if (!secrecy) return value;
  if (secrecy.secret) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => withoutSecrets(secrecy.at(index), item));
  if (value instanceof Map) {
    const pairs = [...value].map((pair, index) => withoutSecrets(secrecy.at(index), pair));
    return new Map(pairs.filter(isPair));
  }
  if (value instanceof Set) {
    const items = [...value].map((item, index) => withoutSecrets(secrecy.at(index), item));
    return new Set(items.filter((item) => item !== undefined));
  }
  if (!isPlain(value)) return value;
  if (secrecy.secretKeys) return {};
  const members = Object.entries(value).map(([name, part]) => [name, withoutSecrets(secrecy.at(name), part)] as const);
  return Object.fromEntries(members.filter(([, part]) => part !== undefined));
}

// An entry of a Map of which neither the key nor the value was secret.
function isPair(pair: unknown): pair is [unknown, unknown] {
  return Array.isArray(pair) && pair.every((part) => part !== undefined);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// The texts stand in generated code beside the descriptor; `actorgen --check` holds that they are the contract's.
function asContract(value: unknown): ActorContract {
  return value as ActorContract;
}

function asSchema(value: unknown): JsonSchema {
  return value as JsonSchema;
}
