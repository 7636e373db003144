// The conversation: what was said, who is typing, and the field to write in.
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Player } from "../../../generated/client.js";
import type { Visit } from "./actors.js";
import { Composer } from "./composer.js";
import { Line } from "./line.js";
import type { Conversation as Talk } from "./use-conversation.js";

interface Props {
  readonly visit: Visit;
  readonly conversation: Talk;
  readonly players: readonly Player[] | undefined;
  readonly to: string | undefined;
  readonly onTo: (name: string | undefined) => void;
}

export function Conversation({ visit, conversation, players, to, onTo }: Props) {
  const { entries, loading, failed, typists } = conversation;
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(false);
  const newest = entries.at(-1);

  function toEnd(): void {
    log.current?.scrollTo({ top: log.current.scrollHeight });
    setBelow(false);
  }
  useLayoutEffect(() => {
    if (atEnd.current || newest?.sending) toEnd();
    else setBelow(true);
  }, [newest?.id, newest?.sending, newest?.refusal]);
  // A banner, a keyboard on the screen, or a turned phone leave the newest line in sight.
  useEffect(() => {
    if (log.current === null) return;
    const resized = new ResizeObserver(() => atEnd.current && toEnd());
    resized.observe(log.current);
    return () => resized.disconnect();
  }, []);

  return (
    <section className="conversation" aria-label="Conversation">
      <div
        ref={log}
        className="log"
        role="log"
        aria-label="Messages"
        aria-busy={loading}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
          if (atEnd.current) setBelow(false);
        }}
      >
        {loading && entries.length === 0 && <Skeleton />}
        {failed !== undefined && (
          <div className="notice" role="alert">
            <p>The messages could not be loaded. {failed}</p>
            <button type="button" onClick={conversation.reload}>
              Try again
            </button>
          </div>
        )}
        {!loading && failed === undefined && entries.length === 0 && (
          <div className="notice">
            <p className="title">Nothing has been said yet.</p>
            <p>
              Write the first message, or{" "}
              <a href={`?room=${encodeURIComponent(visit.room)}`} target="_blank" rel="noopener">
                join as someone else in a new tab
              </a>{" "}
              to see both sides.
            </p>
          </div>
        )}
        {entries.map((entry, index) => (
          <Line
            key={entry.id}
            entry={entry}
            before={entries[index - 1]}
            me={visit.name}
            onRetry={() => conversation.retry(entry)}
            onDiscard={() => conversation.discard(entry)}
          />
        ))}
      </div>
      {below && (
        <button type="button" className="to-end" onClick={toEnd}>
          New messages below
        </button>
      )}
      <p className="typing" role="status">
        {typists.length > 0 && <span className="dots" aria-hidden="true" />}
        {typingText(typists)}
      </p>
      <Composer
        others={players?.map(({ id }) => id).filter((id) => id !== visit.name) ?? []}
        to={to}
        onTo={onTo}
        onSend={conversation.send}
        onTyping={conversation.typing}
      />
    </section>
  );
}

function typingText([first, second, ...more]: readonly string[]): string {
  if (first === undefined) return "";
  if (second === undefined) return `${first} is typing`;
  return more.length > 0 ? "Several people are typing" : `${first} and ${second} are typing`;
}

function Skeleton() {
  return (
    <div className="skeleton">
      <span className="hidden">Loading messages</span>
      <i />
      <i />
      <i />
    </div>
  );
}
