// One line of the conversation.
import { Avatar } from "./avatar.js";
import type { Entry } from "./use-conversation.js";

interface Props {
  readonly entry: Entry;
  readonly before: Entry | undefined;
  readonly me: string;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const together = 3 * 60_000;

export function Line({ entry, before, me, onRetry, onDiscard }: Props) {
  const own = entry.from === me;
  const follows =
    before?.from === entry.from && before.to === entry.to && entry.at.getTime() - before.at.getTime() < together;
  const state = entry.refusal === undefined ? (entry.sending ? "sending" : "sent") : "refused";
  return (
    <article className="line" data-own={own} data-private={entry.to !== undefined} data-state={state}>
      {!own && (follows ? <span className="avatar-space" /> : <Avatar name={entry.from} />)}
      <div className="said">
        <p className={follows ? "hidden" : "by"}>
          <span className="who">{own ? "You" : entry.from}</span>
          {entry.to !== undefined && (
            <span className="privately">{own ? `privately to ${entry.to}` : "privately to you"}</span>
          )}
          <time dateTime={entry.at.toISOString()}>{time.format(entry.at)}</time>
        </p>
        <p className="text">{entry.text}</p>
        {state === "sending" && <p className="state">Sending</p>}
        {state === "refused" && (
          <div className="state" role="alert">
            <p>Not sent. {entry.refusal}</p>
            <button type="button" onClick={onRetry}>
              Try again
            </button>
            <button type="button" onClick={onDiscard}>
              Discard
            </button>
          </div>
        )}
      </div>
    </article>
  );
}
