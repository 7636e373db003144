// A room: the conversation, the board, and how the connection stands.
import { useState } from "react";
import { useChat, useGame, type Visit } from "./actors.js";
import { Board } from "./board.js";
import { ConnectionBanner, ConnectionPill, Refused } from "./connection.js";
import { Conversation } from "./conversation.js";
import { Players } from "./players.js";
import { useConversation } from "./use-conversation.js";
import { usePlayers } from "./use-players.js";
import { useStatus } from "./use-status.js";

type Pane = "conversation" | "board";

export function Room({ visit, onLeave }: { visit: Visit; onLeave: () => void }) {
  const chat = useChat(visit);
  const game = useGame(visit);
  const status = useStatus(chat, game);
  const conversation = useConversation(visit, chat, game);
  const players = usePlayers(visit, game);
  const [to, setTo] = useState<string>();
  // Of narrow screens alone: wide ones show both.
  const [pane, setPane] = useState<Pane>("conversation");
  const [seen, setSeen] = useState(0);
  const unread = pane === "board" ? Math.max(0, conversation.entries.length - seen) : 0;

  function show(next: Pane): void {
    setSeen(conversation.entries.length);
    setPane(next);
  }

  if (status.kind === "refused") return <Refused error={status.error} onLeave={onLeave} />;
  return (
    <div className="room" data-pane={pane}>
      <header>
        <span className="logo" aria-hidden="true" />
        <div className="where">
          <h1>{visit.room}</h1>
          <p>
            You are <strong>{visit.name}</strong>
            {visit.role === "spectator" && ", watching"}
          </p>
        </div>
        <ConnectionPill status={status} />
        <button type="button" onClick={onLeave}>
          Leave
        </button>
      </header>
      <ConnectionBanner status={status} />
      <nav aria-label="Parts of the room">
        <button type="button" aria-pressed={pane === "conversation"} onClick={() => show("conversation")}>
          Conversation
          {unread > 0 && <span className="badge">{unread} new</span>}
        </button>
        <button type="button" aria-pressed={pane === "board"} onClick={() => show("board")}>
          Board
        </button>
      </nav>
      <main>
        <Conversation visit={visit} conversation={conversation} players={players.all} to={to} onTo={setTo} />
        <aside aria-label="Board and people">
          <Board visit={visit} players={players} />
          <Players
            visit={visit}
            chat={chat}
            players={players}
            onWrite={(name) => {
              setTo(name);
              setPane("conversation");
            }}
          />
        </aside>
      </main>
    </div>
  );
}
