// Everyone in the room, and what one can do about them.
import { useState } from "react";
import type { Chat, Visit } from "./actors.js";
import { Avatar } from "./avatar.js";
import { describeError } from "./describe-error.js";
import { squareName } from "./squares.js";
import type { Players as All } from "./use-players.js";

interface Props {
  readonly visit: Visit;
  readonly chat: Chat;
  readonly players: All;
  readonly onWrite: (name: string) => void;
}

const muteSeconds = 30;

export function Players({ visit, chat, players, onWrite }: Props) {
  const { run } = chat.useAction("mute");
  const [news, setNews] = useState("");

  async function mute(name: string): Promise<void> {
    try {
      await run(name, muteSeconds);
      setNews(`${name} is muted for ${muteSeconds} seconds.`);
    } catch (error) {
      setNews(describeError(error));
    }
  }

  const others = players.all?.filter(({ id }) => id !== visit.name) ?? [];
  return (
    <section className="people" aria-labelledby="people-title">
      <div className="part-head">
        <h2 id="people-title">People</h2>
        {players.all && <span className="square">{players.all.length}</span>}
      </div>
      {players.all === undefined && players.failed === undefined && <p className="hint">Loading people</p>}
      {players.all && others.length === 0 && <p className="hint">Nobody else has joined yet.</p>}
      <ul>
        {[...(players.me ? [players.me] : []), ...others].map(({ id, role, position }) => (
          <li key={id}>
            <Avatar name={id} />
            <span className="person">
              <strong>{id}</strong>
              <small>
                {id === visit.name && "You, "}
                {role === "spectator" ? "watching" : `on ${squareName(position)}`}
              </small>
            </span>
            {id !== visit.name && (
              <>
                <button type="button" onClick={() => onWrite(id)} aria-label={`Write to ${id} privately`}>
                  Write
                </button>
                <button
                  type="button"
                  onClick={() => void mute(id)}
                  aria-label={`Mute ${id} for ${muteSeconds} seconds`}
                >
                  Mute
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="news" role="status">
        {news}
      </p>
    </section>
  );
}
