// How both connections of a room stand, as one.
import { useEffect, useRef, useState } from "react";
import type { ActorError } from "../../../generated/client.js";
import type { Chat, Game } from "./actors.js";

/** - `connecting`: for the first time; - `lost`: it was open; - `back`: open again, and for some seconds worth saying. */
export type Status =
  | { readonly kind: "connecting"; readonly seconds: number }
  | { readonly kind: "connected" | "back" }
  | { readonly kind: "lost"; readonly seconds: number }
  | { readonly kind: "refused"; readonly error: ActorError };

export function useStatus(chat: Chat, game: Game): Status {
  const open = chat.connStatus === "connected" && game.connStatus === "connected";
  const refused = [chat, game].find(({ connStatus, error }) => connStatus === "idle" && error !== undefined)?.error;
  const wasOpen = useRef(false);
  const [seconds, setSeconds] = useState(0);
  const [back, setBack] = useState(false);

  useEffect(() => {
    if (open) {
      setBack(wasOpen.current);
      wasOpen.current = true;
      const timer = setTimeout(() => setBack(false), 4_000);
      return () => clearTimeout(timer);
    }
    setSeconds(0);
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [open]);

  if (refused !== undefined) return { kind: "refused", error: refused };
  if (open) return { kind: back ? "back" : "connected" };
  return { kind: wasOpen.current ? "lost" : "connecting", seconds };
}
