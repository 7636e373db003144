import { defineActor } from "actorgen";
import { z } from "zod";

const Pin = z.string().meta({ secret: true });
const Account = z.object({ name: z.string(), pins: z.array(Pin) });

export const room = defineActor({
  key: { pin: Pin },
  // All of these are in memory alone.
  auth: z.object({ pin: Pin }),
  input: z.object({ pin: Pin }),
  connParams: z.object({ pin: Pin }),
  state: z.object({
    accounts: z.record(z.string(), Account),
  }),
  connState: z.object({ pin: Pin }),
  actions: { show: { args: { pin: Pin }, returns: Pin, errors: { wrong: Pin } } },
  events: {
    told: Account,
    newest: { payload: Pin, delivery: "latest" },
    whispered: { payload: Pin, delivery: "volatile" },
  },
});
