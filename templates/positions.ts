// Every position of an actor where a value crosses the wire, with the converters that it needs on each side.
import type { ActorContract } from "../src/schema/contract.js";
import type { JsonSchema } from "../src/schema/json-schema.js";
import type { TemplateInput } from "../src/schema/template.js";
import { planConverters, type ConverterPlan, type ConverterRef } from "./converters/index.js";
import { hasUserCode, isEncoded, type Definitions } from "./typescript/view.js";

/** How the server converts a value: with generated code alone, or with Zod behind or before it. */
export interface ServerConverter extends ConverterRef {
  readonly zod: boolean;
  /** What leaves is encoded by Zod, not parsed: it holds a codec. */
  readonly encoded?: boolean;
}

/** The converters of one action. Absent: no arguments, void, no data. */
export interface ActionPositions {
  readonly clientArgs?: ConverterRef;
  readonly clientResult?: ConverterRef;
  readonly clientErrors: Readonly<Record<string, ConverterRef | null>>;
  readonly serverArgs?: ServerConverter;
  readonly serverResult?: ServerConverter;
  readonly serverErrors: Readonly<Record<string, ServerConverter | null>>;
}

/** The converters of one event with a payload. */
export interface EventPositions {
  readonly client?: ConverterRef;
  readonly server?: ServerConverter;
}

/** The converters of one actor. */
export interface ActorPositions {
  readonly key?: ConverterRef;
  readonly clientParams?: ConverterRef;
  readonly serverParams?: ServerConverter;
  readonly clientInput?: ConverterRef;
  readonly serverInput?: ServerConverter;
  readonly actions: Readonly<Record<string, ActionPositions>>;
  readonly events: Readonly<Record<string, EventPositions>>;
}

/** All positions of a contract, and the files that hold their converters. */
export interface Positions {
  readonly actors: Readonly<Record<string, ActorPositions>>;
  readonly plan: ConverterPlan;
}

// One plan serves all templates of a run; keyed by the input so that templates stay pure.
const plans = new WeakMap<TemplateInput, Positions>();

/** The positions of this contract. */
export function positionsOf(input: TemplateInput): Positions {
  const known = plans.get(input);
  if (known) return known;
  const plan = planConverters(input);
  const actors: Record<string, ActorPositions> = {};
  // The client's come first: where two names become one, they are numbered as they are without a server.
  for (const withServer of input.server === undefined ? [false] : [false, true]) {
    for (const [name, actor] of Object.entries(input.contract.actors)) {
      actors[name] = actorPositions(actor, plan, input.contract.$defs, withServer);
    }
  }
  const positions = { actors, plan };
  plans.set(input, positions);
  return positions;
}

function actorPositions(
  actor: ActorContract,
  plan: ConverterPlan,
  definitions: Definitions,
  withServer: boolean,
): ActorPositions {
  const written = (position: string, schema: JsonSchema): ConverterRef =>
    plan.value(actor.name, position, schema, "writeInput");
  const read = (position: string, schema: JsonSchema): ConverterRef =>
    plan.value(actor.name, position, schema, "readOutput");
  const arriving = (position: string, schema: JsonSchema): ServerConverter => {
    const zod = hasUserCode(schema, definitions);
    return { ...plan.value(actor.name, position, schema, zod ? "readInputRaw" : "readInput"), zod };
  };
  const leaving = (position: string, schema: JsonSchema): ServerConverter => {
    const zod = hasUserCode(schema, definitions);
    const encoded = zod && isEncoded(schema, definitions);
    return { ...plan.value(actor.name, position, schema, zod ? "writeOutputParsed" : "writeOutput"), zod, encoded };
  };

  const actions: Record<string, ActionPositions> = {};
  for (const [name, action] of Object.entries(actor.actions)) {
    const zod = action.args.some((arg) => hasUserCode(arg.schema, definitions));
    const errors = Object.entries(action.errors);
    actions[name] = {
      ...(action.args.length > 0 && {
        clientArgs: plan.args(actor.name, `${name}.args`, action.args, "writeInput"),
        ...(withServer && {
          serverArgs: {
            ...plan.args(actor.name, `${name}.args`, action.args, zod ? "readInputRaw" : "readInput"),
            zod,
          },
        }),
      }),
      ...(action.returns && {
        clientResult: read(`${name}.result`, action.returns),
        ...(withServer && { serverResult: leaving(`${name}.result`, action.returns) }),
      }),
      clientErrors: Object.fromEntries(
        errors.map(([code, data]) => [code, data && read(errorPosition(name, code), data)]),
      ),
      serverErrors: withServer
        ? Object.fromEntries(errors.map(([code, data]) => [code, data && leaving(errorPosition(name, code), data)]))
        : {},
    };
  }

  const events: Record<string, EventPositions> = {};
  for (const [name, { payload }] of Object.entries(actor.events)) {
    events[name] = payload
      ? { client: read(`${name}.event`, payload), ...(withServer && { server: leaving(`${name}.event`, payload) }) }
      : {};
  }

  return {
    ...(actor.key && { key: plan.args(actor.name, "key", actor.key, "writeInput") }),
    ...(actor.params && {
      clientParams: written("params", actor.params),
      ...(withServer && { serverParams: arriving("params", actor.params) }),
    }),
    ...(actor.input && {
      clientInput: written("input", actor.input),
      ...(withServer && { serverInput: arriving("input", actor.input) }),
    }),
    actions,
    events,
  };
}

/** The position of a declared error's data: as JSON, for both names may have dots. */
export function errorPosition(action: string, code: string): string {
  return JSON.stringify([action, code, "error"]);
}
