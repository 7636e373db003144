// The calls that wait for their reply: ids, time limits and signals.
import type { ActorError } from "../protocol/errors.js";
import type { Clock } from "./clock.js";
import { failure } from "./failure.js";
import type { CallOptions, ClientOptions } from "./types.js";

/** One call. */
export interface Call<What> {
  readonly id: number;
  readonly what: What;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** When it times out, by the clock. */
  readonly deadline: number;
  sent: boolean;
  /** Forgets the caller's signal. */
  release?: () => void;
}

/** Calls of one connection, or the requests of one client. */
export interface Calls<What> {
  /** In the order of their ids, which grow from 1. */
  readonly all: ReadonlyMap<number, Call<What>>;
  /** Registers a call. @throws ActorError `aborted` when the signal has fired already */
  add(
    what: What,
    options: CallOptions,
    resolve: (value: unknown) => void,
    reject: (error: unknown) => void,
  ): Call<What>;
  /** Takes a call out to be settled; undefined when it is no longer waited for. */
  take(id: number): Call<What> | undefined;
  /** Rejects every call, or those that were sent. */
  rejectAll(error: ActorError, onlySent?: boolean): void;
}

/**
 * All calls share one timer: it is set to the earliest deadline and looks at every call when it fires.
 * `gaveUp` is told of each call that timed out or was aborted.
 */
export function createCalls<What>(
  { clock, options }: { readonly clock: Clock; readonly options: ClientOptions },
  gaveUp: (call: Call<What>) => unknown,
): Calls<What> {
  const all = new Map<number, Call<What>>();
  let lastId = 0;
  let due = Infinity;
  let cancelTimer = (): void => {};

  const take = (id: number): Call<What> | undefined => {
    const call = all.get(id);
    call?.release?.();
    if (all.delete(id) && all.size === 0) arm(Infinity);
    return call;
  };
  const giveUp = (call: Call<What>, error: ActorError): void => {
    take(call.id)?.reject(error);
    gaveUp(call);
  };
  const arm = (at: number): void => {
    cancelTimer();
    due = at;
    if (at < Infinity) cancelTimer = clock.timer(at - clock.now(), expire);
  };
  const expire = (): void => {
    let next = Infinity;
    for (const call of all.values()) {
      if (call.deadline > clock.now()) next = Math.min(next, call.deadline);
      else giveUp(call, failure("timeout", "The call took too long."));
    }
    arm(next);
  };

  return {
    all,
    take,
    add(what, { signal, timeout = options.timeout ?? 60_000 }, resolve, reject) {
      const aborted = (): ActorError => failure("aborted", "The call was given up.", signal?.reason);
      if (signal?.aborted) throw aborted();
      const deadline = clock.now() + timeout;
      const call: Call<What> = { id: ++lastId, what, resolve, reject, deadline, sent: false };
      all.set(lastId, call);
      if (deadline < due) arm(deadline);
      if (signal) {
        const abort = (): void => giveUp(call, aborted());
        signal.addEventListener("abort", abort);
        call.release = () => signal.removeEventListener("abort", abort);
      }
      return call;
    },
    rejectAll(error, onlySent) {
      for (const call of all.values()) if (call.sent || !onlySent) take(call.id)?.reject(error);
    },
  };
}
