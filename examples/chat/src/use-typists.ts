// Who is typing: said at most every two seconds, and believed for four.
import { useEffect, useRef, useState } from "react";
import type { Chat } from "./actors.js";

const saidEvery = 2_000;
const believedFor = 4_000;

interface Typists {
  readonly typists: readonly string[];
  /** A key was pressed. */
  typing(): void;
  /** What was typed is sent: the next key begins another message. */
  sent(): void;
}

export function useTypists(chat: Chat): Typists {
  const [until, setUntil] = useState<ReadonlyMap<string, number>>(new Map());
  const { run } = chat.useAction("typing");
  const said = useRef(0);

  chat.useEvent("typing", ({ userId }) => setUntil((before) => new Map(before).set(userId, Date.now() + believedFor)));
  chat.useEvent("messageReceived", ({ userId }) => setUntil((before) => without(before, (name) => name === userId)));

  useEffect(() => {
    if (until.size === 0) return;
    const first = Math.min(...until.values());
    const timer = setTimeout(
      () => setUntil((before) => without(before, (_name, end) => end <= first)),
      first - Date.now(),
    );
    return () => clearTimeout(timer);
  }, [until]);

  return {
    typists: [...until.keys()],
    typing() {
      // To those who are there now: not worth waiting for a connection.
      if (chat.connStatus !== "connected" || Date.now() - said.current < saidEvery) return;
      said.current = Date.now();
      run().catch(() => {});
    },
    sent() {
      said.current = 0;
    },
  };
}

function without(
  before: ReadonlyMap<string, number>,
  over: (name: string, end: number) => boolean,
): ReadonlyMap<string, number> {
  const rest = [...before].filter(([name, end]) => !over(name, end));
  return rest.length === before.size ? before : new Map(rest);
}
