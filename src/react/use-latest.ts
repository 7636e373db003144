// The newest value that was rendered, for what runs after rendering.
import { useInsertionEffect, useRef } from "react";

/** A function that gives it and stays the same. Not to be called while rendering. */
export function useLatest<Value>(value: Value): () => Value {
  const latest = useRef(value);
  // The earliest effect, so that all others find the newest value; and silent on a server, other than useLayoutEffect.
  useInsertionEffect(() => {
    latest.current = value;
  });
  return useRef(() => latest.current).current;
}
