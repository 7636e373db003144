// An actor with a secret in every place that may hold one.
import { defineActor } from "actorgen";
import { ActorError, type ActorImplementation } from "actorgen/server";
import { z } from "zod";
import { generatedActor } from "./generated-actor.js";

/** Each secret value begins like this, and nothing else does. */
export const sentinel = "s3ntinel";

const secret = z.string().meta({ secret: true });
const Visible = z.object({ name: z.string(), hidden: secret });

export const definition = defineActor({
  auth: Visible,
  state: z.object({ count: z.int() }),
  connState: z.object({ name: z.string() }),
  connParams: Visible,
  actions: {
    tell: { args: { hidden: secret }, returns: Visible, errors: { denied: Visible } },
    short: { args: { hidden: secret.max(3) } },
    wrong: { returns: z.object({ hidden: z.enum(["a", "b"]).meta({ secret: true }) }) },
    deny: { errors: { denied: Visible } },
    half: { errors: { denied: Visible } },
    relay: {},
    plan: {},
    planSecret: {},
    whisper: {},
    shown: { returns: z.array(z.string()) },
    read: { returns: z.int() },
  },
  events: { whispered: { payload: Visible, delivery: "volatile" } },
});

interface Context {
  state: { count: number };
  readonly auth: { readonly hidden?: string };
  readonly conn: { readonly params: { readonly hidden?: string }; send(event: string, payload: unknown): void };
  readonly conns: ReadonlyMap<string, { readonly params: object; readonly auth: object }>;
  readonly errors: { denied(data: unknown): Error };
  readonly schedule: { after(ms: number, action: string, ...args: unknown[]): void };
  commit(): Promise<void>;
}

/** What `tell` gives. */
export const told = { name: "visible-result", hidden: `${sentinel}-result` };
const denied = { name: "visible-error", hidden: `${sentinel}-error` };

export function secretActor(): Promise<ActorImplementation> {
  return generatedActor(definition, {
    state: { count: 0 },
    createConnState: (_c: unknown, params: { name: string }) => ({ name: params.name }),
    actions: {
      tell: (c: Context) => (c.state.count++, told),
      short() {},
      wrong: () => ({ hidden: `${sentinel}-wrong` }),
      deny: (c: Context) => {
        throw c.errors.denied(denied);
      },
      half: async (c: Context) => {
        c.state.count++;
        await c.commit();
        throw c.errors.denied(denied);
      },
      relay() {
        throw new ActorError({ code: "denied", message: "denied", data: denied });
      },
      plan: (c: Context) => c.schedule.after(0, "deny"),
      planSecret: (c: Context) => c.schedule.after(0, "tell", `${sentinel}-planned`),
      whisper: (c: Context) => c.conn.send("whispered", { name: "visible-event", hidden: `${sentinel}-event` }),
      shown: (c: Context) => [
        ...[c.conn.params.hidden, c.auth.hidden].map(String),
        ...[...c.conns.values()].map((conn) => JSON.stringify([conn.params, conn.auth])),
      ],
      read: (c: Context) => c.state.count,
    },
  });
}
