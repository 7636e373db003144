// What the inspector knows of each actor's values: the contract for its forms, and what is secret.
import { parseJson } from "../../../protocol/codec.js";
import type { ActorContract, NamedSchema } from "../../../schema/contract.js";
import type { JsonSchema } from "../../../schema/json-schema.js";
import type { ActorImplementation } from "../../../server/index.js";
import { jsonSecrecy, open, zodSecrecy, type Secrecy } from "../../../server/mask.js";
import { schemaOf } from "../../../server/zod-converters.js";

/** An action as the page offers it. */
export interface ActionForm {
  readonly name: string;
  readonly description?: string | undefined;
  readonly args: readonly NamedSchema[];
}

/** An actor as the page offers it. */
export interface ActorForm {
  readonly name: string;
  readonly description?: string | undefined;
  readonly key: readonly NamedSchema[] | null;
  readonly input: JsonSchema | null;
  /** Its handlers read `c.auth`: a call has to say who is calling. */
  readonly auth: boolean;
  readonly actions: readonly ActionForm[];
}

/** What the page makes its forms from. */
export interface Forms {
  readonly actors: readonly ActorForm[];
  readonly types: Readonly<Record<string, JsonSchema>>;
}

/** The schemas of one actor. Without a contract in its descriptor nothing is known of what crosses the wire, and values are not masked but in state. */
export class ActorSchemas {
  readonly form: ActorForm;
  readonly types: Readonly<Record<string, JsonSchema>>;
  readonly state: Secrecy;
  readonly connState: Secrecy;
  readonly auth: Secrecy;
  readonly #contract: ActorContract | undefined;

  constructor({ name, descriptor }: ActorImplementation) {
    const { contract, checkState, checkConnState, parseAuth } = descriptor;
    const text = contract && Object.hasOwn(contract.actors, name) ? contract.actors[name] : undefined;
    this.#contract = text === undefined ? undefined : asContract(parseJson(text));
    this.types = Object.fromEntries(
      Object.entries(contract?.types ?? {}).map(([type, schema]) => [type, asSchema(parseJson(schema))]),
    );
    this.state = ofKept(checkState);
    this.connState = ofKept(checkConnState);
    this.auth = ofKept(parseAuth);
    const { description, key = null, input = null } = this.#contract ?? {};
    const actions = Object.entries(descriptor.actions).map(([action, { args }]) => {
      const known =
        this.#contract && Object.hasOwn(this.#contract.actions, action) ? this.#contract.actions[action] : undefined;
      const anything = args.map((arg) => ({ name: arg, optional: true, schema: {} }));
      return { name: action, description: known?.description, args: known?.args ?? anything };
    });
    this.form = { name, description, key, input, auth: parseAuth !== undefined, actions };
  }

  get params(): Secrecy {
    return this.#of(this.#contract?.params);
  }

  args(action: string): readonly Secrecy[] {
    return this.#action(action)?.args.map(({ schema }) => this.#of(schema)) ?? [];
  }

  result(action: string): Secrecy {
    return this.#of(this.#action(action)?.returns);
  }

  error(action: string, code: string): Secrecy {
    const errors = this.#action(action)?.errors ?? {};
    return this.#of(Object.hasOwn(errors, code) ? errors[code] : undefined);
  }

  payload(event: string): Secrecy {
    const events = this.#contract?.events ?? {};
    return this.#of(Object.hasOwn(events, event) ? events[event]?.payload : undefined);
  }

  #action(name: string): ActorContract["actions"][string] | undefined {
    const actions = this.#contract?.actions ?? {};
    return Object.hasOwn(actions, name) ? actions[name] : undefined;
  }

  #of(schema: JsonSchema | null | undefined): Secrecy {
    return schema ? jsonSecrecy(schema, this.types) : open;
  }
}

/** All forms of a server. */
export function formsOf(schemas: Iterable<ActorSchemas>): Forms {
  const all = [...schemas];
  return { actors: all.map(({ form }) => form), types: Object.assign({}, ...all.map(({ types }) => types)) };
}

function ofKept(made: object | undefined): Secrecy {
  const schema = schemaOf(made);
  return schema ? zodSecrecy(schema) : open;
}

// The texts stand in generated code beside the descriptor; `actorgen --check` holds that they are the contract's.
function asContract(value: unknown): ActorContract {
  return value as ActorContract;
}

function asSchema(value: unknown): JsonSchema {
  return value as JsonSchema;
}
