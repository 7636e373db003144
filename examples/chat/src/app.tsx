// The page's two states: at the door, and in a room.
import { useState } from "react";
import type { Visit } from "./actors.js";
import { JoinForm } from "./join-form.js";
import { Room } from "./room.js";
import { forgetVisit, rememberedVisit, rememberVisit } from "./visit.js";

export function App() {
  const [visit, setVisit] = useState<Visit | undefined>(rememberedVisit);
  if (visit === undefined) {
    const join = (next: Visit): void => {
      rememberVisit(next);
      setVisit(next);
    };
    return <JoinForm onJoin={join} />;
  }
  const leave = (): void => {
    forgetVisit();
    setVisit(undefined);
  };
  return <Room visit={visit} onLeave={leave} />;
}
