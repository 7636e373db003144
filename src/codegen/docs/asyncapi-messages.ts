// The messages of an AsyncAPI channel: the frames that carry an actor's calls, replies and events.
import type { ActionContract, ActorContract, EventContract } from "../../schema/contract.js";
import { inDialect, type Dialect, type Schema } from "./dialect.js";

/** A Message Object of AsyncAPI. */
export type Message = Readonly<Record<string, unknown>>;

const callId = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

/** Makes the messages of one actor. Each says `t` and a name as constants, so that a frame fits one of them alone. */
export class Messages {
  readonly #actor: ActorContract;
  readonly #dialect: Dialect;

  constructor(actor: ActorContract, dialect: Dialect) {
    this.#actor = actor;
    this.#dialect = dialect;
  }

  /** The frame that calls an action. */
  call(name: string, action: ActionContract): Message {
    const items = action.args.map(({ schema, optional, description }) => {
      const item = inDialect(schema, this.#dialect);
      const either = optional ? { anyOf: [item, { type: "null" }] } : item;
      return description === undefined || schema.description !== undefined ? either : { allOf: [either], description };
    });
    const required = action.args.filter(({ optional }) => !optional).length;
    const args = {
      type: "array",
      ...(items.length === 0 ? {} : { items, additionalItems: false, minItems: required }),
      maxItems: items.length,
      description: items.length === 0 ? "No arguments." : `In order: ${action.args.map((arg) => arg.name).join(", ")}.`,
    };
    return message(`${this.#actor.name}.${name} call`, action, {
      type: "object",
      properties: {
        t: { const: "call" },
        id: callId,
        action: { const: name },
        args,
        hash: { type: "string" },
        ack: { type: "integer" },
      },
      required: ["t", "id", "action", "args"],
    });
  }

  /** The frames that may answer a call: its result, its declared errors and, where it has some, any other error. */
  replies(name: string, action: ActionContract): readonly (readonly [string, Message])[] {
    const value = action.returns === null ? {} : { value: inDialect(action.returns, this.#dialect) };
    const always = action.returns !== null && action.returns["x-actorgen-undefined"] === undefined;
    const result = {
      type: "object",
      properties: { t: { const: "result" }, id: callId, ...value },
      required: ["t", "id", ...(always ? ["value"] : [])],
    };
    const errors = Object.entries(action.errors).map(([code, data], index): [string, Message] => [
      `error.${index + 1}`,
      message(
        `${this.#actor.name}.${name} error ${code}`,
        {},
        this.#errorFrame({ const: code }, data === null ? {} : inDialect(data, this.#dialect)),
      ),
    ]);
    const codes = Object.keys(action.errors);
    const others = { type: "string", not: { enum: codes } };
    return [
      ["result", message(`${this.#actor.name}.${name} result`, {}, result)],
      ...errors,
      ...(codes.length === 0
        ? []
        : [["failed", message(`${this.#actor.name}.${name} other errors`, {}, this.#errorFrame(others))] as const]),
    ];
  }

  /** The frame of any error: of a call, of a subscription, or of the connection. */
  error(): Message {
    return message(`${this.#actor.name} error`, {}, this.#errorFrame({ type: "string" }));
  }

  /** The frame that carries an event. */
  event(name: string, event: EventContract): Message {
    const { payload, delivery } = event;
    const always = payload !== null && payload["x-actorgen-undefined"] === undefined;
    return message(`${this.#actor.name}.${name} event`, event, {
      type: "object",
      properties: {
        t: { const: "event" },
        event: { const: name },
        ...(delivery === "volatile" ? {} : { seq: { type: "integer", minimum: 0 } }),
        ...(payload === null ? {} : { payload: inDialect(payload, this.#dialect) }),
      },
      required: ["t", "event", ...(always ? ["payload"] : [])],
    });
  }

  #errorFrame(code: Schema, data?: Schema): Schema {
    return {
      type: "object",
      properties: {
        t: { const: "error" },
        id: callId,
        event: { type: "string" },
        code,
        message: { type: "string" },
        ...(data === undefined
          ? { issues: { type: "array", items: { type: "object" } }, metadata: {}, ref: { type: "string" } }
          : { data }),
      },
      required: ["t", "code", "message"],
    };
  }
}

/** What a client says before there is a connection. */
export function helloSchema({ params, input }: ActorContract, dialect: Dialect): Schema {
  return {
    type: "object",
    properties: {
      mode: { enum: ["get", "getOrCreate", "create", "id"] },
      ...(params === null ? {} : { params: inDialect(params, dialect) }),
      ...(input === null ? {} : { input: inDialect(input, dialect) }),
      hash: { type: "string" },
      events: { type: "array", items: { type: "string" } },
      resume: { type: "object" },
    },
    required: ["mode"],
  };
}

function message(
  name: string,
  { description, deprecated }: { readonly description?: string; readonly deprecated?: boolean },
  payload: Schema,
): Message {
  return {
    name,
    title: name,
    ...(description === undefined ? {} : { summary: description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    payload,
  };
}
