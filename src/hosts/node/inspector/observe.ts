// Two observers as one: telemetry and the inspector look at the same turns.
import type { Observer } from "../../../server/host.js";

/** Tells both of each turn; undefined where there is neither. */
export function bothObserving(outer: Observer | undefined, inner: Observer | undefined): Observer | undefined {
  if (!outer || !inner) return outer ?? inner;
  return (turn) => {
    const [one, other] = [outer(turn), inner(turn)];
    return {
      run: (body) => one.run(() => other.run(body)),
      end(error, result) {
        one.end(error, result);
        other.end(error, result);
      },
    };
  };
}
