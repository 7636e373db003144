// The door: a name, a room, and whether to play or to watch.
import { useRef, useState, type SyntheticEvent } from "react";
import type { Role } from "../../../generated/client.js";
import type { Visit } from "./actors.js";
import { roomOfAddress } from "./visit.js";

export function JoinForm({ onJoin }: { onJoin: (visit: Visit) => void }) {
  const [name, setName] = useState("");
  const [room, setRoom] = useState(roomOfAddress);
  const [role, setRole] = useState<Role>("player");
  const [missing, setMissing] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (name.trim() === "") {
      setMissing(true);
      nameField.current?.focus();
      return;
    }
    onJoin({ name: name.trim(), room: room.trim() || "lobby", role });
  }

  return (
    <main className="door">
      <form className="card" onSubmit={submit} noValidate>
        <span className="logo" aria-hidden="true" />
        <h1>Meadow</h1>
        <p className="lead">A conversation and a board that everyone in the room shares.</p>

        <label htmlFor="name">Your name</label>
        <input
          id="name"
          ref={nameField}
          value={name}
          maxLength={24}
          autoComplete="nickname"
          autoFocus
          aria-invalid={missing}
          aria-describedby={missing ? "name-missing" : undefined}
          onChange={(event) => {
            setName(event.target.value);
            setMissing(false);
          }}
        />
        {missing && (
          <p id="name-missing" className="field-error" role="alert">
            Enter a name, so that others know who is talking.
          </p>
        )}

        <label htmlFor="room">Room</label>
        <input id="room" value={room} maxLength={40} autoComplete="off" onChange={(e) => setRoom(e.target.value)} />

        <fieldset>
          <legend>On the board</legend>
          {(["player", "spectator"] as const).map((each) => (
            <label key={each} className="choice">
              <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
              {each === "player" ? "I play" : "I watch"}
            </label>
          ))}
        </fieldset>

        <button type="submit" className="primary">
          Join
        </button>
      </form>
    </main>
  );
}
