// An actor for tests of the core, whose actions and hooks each test writes itself.
import type {
  ActionContext,
  ActorConn,
  ActorContext,
  ActorHooks,
  ActorImplementation,
  ClientActor,
  Convert,
  ServerActor,
} from "actorgen/server";
import { checkWith, implement, parseWith } from "actorgen/server";
import { z } from "zod";

export interface LabTypes {
  key: readonly string[];
  input: { start: number } | undefined;
  state: { count: number; list: string[] };
  stateInput: { count: number; list?: string[] };
  params: { name: string };
  auth: { userId: string } | undefined;
  connState: { name: string; seen: number };
  connStateInput: { name: string; seen: number };
  events: { changed: number; named: { name: string }; cleared: undefined; fleeting: number };
  actions: Record<string, (...args: number[]) => unknown>;
  client: Record<"lab", LabPeers>;
}
type LabPeer = Record<string, (...args: number[]) => Promise<unknown>>;
interface LabPeers {
  get(key: string[]): LabPeer;
  getOrCreate(key: string[], options?: { params?: unknown; input?: { start: number } }): LabPeer;
  create(key: string[]): Promise<LabPeer>;
  getForId(id: string): LabPeer;
}
export type Lab = ActionContext<LabTypes, undefined, { banned: { until: number }; empty: undefined }>;
export type LabContext = ActorContext<LabTypes>;
export type LabConn = ActorConn<LabTypes>;
export type LabAction = (c: Lab, ...args: number[]) => unknown;

const from =
  (schema: z.ZodType): Convert =>
  (value, issues) =>
    parseWith(schema)(value, issues);
const number = from(z.number());
const state = z.object({ count: z.int().max(100), list: z.array(z.string()).max(3).default([]) });
const connState = z.object({ name: z.string(), seen: z.int() });

/** Actions by name; those in `concurrent` run beside others. Results are any JSON, arguments numbers. */
export function lab(
  actions: Record<string, LabAction>,
  hooks: ActorHooks<LabTypes, undefined> & {
    concurrent?: string[];
    createState?: (input: LabTypes["input"]) => LabTypes["stateInput"] | Promise<LabTypes["stateInput"]>;
  } = {},
): ActorImplementation {
  const { concurrent = [], createState, ...rest } = hooks;
  const descriptor: ServerActor = {
    name: "lab",
    hash: "lab-hash",
    version: 1,
    decodeInput: from(z.object({ start: z.int() }).optional()),
    decodeParams: from(z.object({ name: z.string().min(1) })),
    parseState: parseWith(state),
    checkState: checkWith(state),
    parseConnState: parseWith(connState),
    checkConnState: checkWith(connState),
    actions: Object.fromEntries(
      Object.keys(actions).map((name) => [
        name,
        {
          hash: `${name}-hash`,
          concurrent: concurrent.includes(name),
          args: ["a", "b"],
          encodeArgs: from(z.array(z.number())),
          decodeArgs: from(z.array(z.number()).max(2)),
          encodeResult: from(z.json().optional()),
          encodeErrors: { banned: from(z.object({ until: z.number() })), empty: null },
        },
      ]),
    ),
    events: {
      changed: { hash: "e1", delivery: "resume", encode: number },
      named: { hash: "e2", delivery: "resume", encode: from(z.object({ name: z.string() })) },
      cleared: { hash: "e3", delivery: "resume" },
      fleeting: { hash: "e4", delivery: "volatile", encode: number },
    },
  };
  const client: ClientActor = {
    name: "lab",
    hash: "lab-hash",
    encodeInput: from(z.object({ start: z.int() }).optional()),
    encodeParams: from(z.object({ name: z.string().min(1) }).optional()),
    actions: Object.fromEntries(
      Object.keys(actions).map((name) => [
        name,
        {
          hash: `${name}-hash`,
          encodeArgs: from(z.array(z.number()).max(2)),
          decodeResult: from(z.json().optional()),
          decodeErrors: { banned: from(z.object({ until: z.number().transform((ms) => new Date(ms)) })), empty: null },
        },
      ]),
    ),
    events: {},
  };
  return implement<LabTypes, undefined, Record<string, LabAction>>(
    descriptor,
    {
      createState: (_c, input) => createState?.(input) ?? { count: input?.start ?? 0 },
      createConnState: (_c, params) => ({ name: params.name, seen: 0 }),
      ...rest,
      actions,
    },
    [client],
  );
}

export const params = { name: "ann" };
