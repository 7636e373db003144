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
  /** Forgets the caller's signal. */
  readonly release: () => void;
}

/** Calls of one connection, or the requests of one client. */
export interface Calls<What> {
  /** In the order of their ids, which grow from 1. */
  readonly all: ReadonlyMap<number, Call<What>>;
  /**
   * Starts a call; gives the promise of its result. `start` sends it, or throws why it cannot be.
   * The promise rejects with `aborted` when the signal has fired already.
   */
  add({ signal, timeout }: CallOptions, start: (id: number) => What): Promise<unknown>;
  /** Takes a call out to be settled; undefined when it is no longer waited for. */
  take(id: number): Call<What> | undefined;
  /** Rejects every call up to this id, or all. */
  rejectAll(error: ActorError, lastId?: number): void;
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
    call?.release();
    all.delete(id);
    if (!all.size) arm(Infinity);
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
      else giveUp(call, failure("timeout", "Timed out."));
    }
    arm(next);
  };

  return {
    all,
    take,
    add: ({ signal, timeout = options.timeout ?? 60_000 }, start) =>
      new Promise((resolve, reject) => {
        const aborted = (): ActorError => failure("aborted", "Given up.", { cause: signal?.reason });
        if (signal?.aborted) throw aborted();
        const id = ++lastId;
        const deadline = clock.now() + timeout;
        const abort = (): void => giveUp(call, aborted());
        const release = (): void => signal?.removeEventListener("abort", abort);
        const call: Call<What> = { id, what: start(id), resolve, reject, deadline, release };
        all.set(id, call);
        if (deadline < due) arm(deadline);
        signal?.addEventListener("abort", abort);
      }),
    rejectAll(error, upTo = lastId) {
      for (const id of all.keys()) if (id <= upTo) take(id)?.reject(error);
    },
  };
}
