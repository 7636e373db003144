// useAction: one action, and what became of its newest run.
import { useMemo, useRef, useState } from "react";
import type { ActorSource } from "./actor-source.js";

interface Progress {
  /** Whose run this is: another action or actor begins anew. */
  readonly owner?: object;
  readonly data: unknown;
  readonly error: unknown;
  readonly pending: boolean;
}

const none: Progress = { data: undefined, error: undefined, pending: false };

/** See `UsedActor`. */
export function useAction(source: ActorSource, action: string): object {
  const [progress, setProgress] = useState(none);
  const runs = useRef(0);
  const calls = useMemo(() => {
    const put = (change: Partial<Progress>): void =>
      setProgress((last) => ({
        ...(last.owner === calls ? last : none),
        error: undefined,
        pending: false,
        owner: calls,
        ...change,
      }));
    const calls = {
      run(...args: readonly unknown[]): Promise<unknown> {
        const mine = ++runs.current;
        const settle = (change: Partial<Progress>): void => {
          release();
          if (mine === runs.current) put(change);
        };
        const release = source.subscribe();
        const call = Promise.resolve((source.get().connection ?? source.handle)[action]?.(...args));
        put({ pending: true });
        call.then(
          (data) => settle({ data }),
          (error: unknown) => settle({ error }),
        );
        return call;
      },
      reset() {
        runs.current++;
        setProgress(none);
      },
    };
    return calls;
  }, [source, action]);
  const { data, error, pending } = progress.owner === calls ? progress : none;
  return useMemo(() => ({ ...calls, data, error, pending }), [calls, data, error, pending]);
}
