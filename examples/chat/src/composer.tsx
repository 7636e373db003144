// The field to write in: Enter sends, Shift+Enter begins a new line.
import { useEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";

interface Props {
  readonly others: readonly string[];
  readonly to: string | undefined;
  readonly onTo: (name: string | undefined) => void;
  readonly onSend: (text: string, to: string | undefined) => void;
  readonly onTyping: () => void;
}

// The option of everyone; no name is empty.
const everyone = "";

export function Composer({ others, to, onTo, onSend, onTyping }: Props) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const longest = to === undefined ? 2_000 : 500;
  const names = to === undefined || others.includes(to) ? others : [...others, to];

  // Whoever has chosen a person wants to write.
  useEffect(() => field.current?.focus(), [to]);

  function send(): void {
    const said = text.trim();
    if (said === "" || said.length > longest) return;
    onSend(said, to);
    setText("");
  }
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    send();
    field.current?.focus();
  }
  function key(event: KeyboardEvent): void {
    // While an input method composes, Enter is its key.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form className="composer" data-private={to !== undefined} onSubmit={submit}>
      <div className="recipient">
        <label htmlFor="to">To</label>
        <select id="to" value={to ?? everyone} onChange={({ target }) => onTo(target.value || undefined)}>
          <option value={everyone}>Everyone</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}, privately
            </option>
          ))}
        </select>
        {text.length > longest - 100 && (
          <span className="left" data-over={text.length > longest}>
            {longest - text.length} characters left
          </span>
        )}
      </div>
      <div className="writing">
        <label htmlFor="text" className="hidden">
          Message
        </label>
        <textarea
          id="text"
          ref={field}
          rows={1}
          value={text}
          placeholder={to === undefined ? "Write to everyone" : `Write to ${to} alone`}
          onChange={({ target }) => {
            setText(target.value);
            if (to === undefined && target.value.trim() !== "") onTyping();
          }}
          onKeyDown={key}
        />
        <button type="submit" className="primary" disabled={text.trim() === "" || text.length > longest}>
          Send
        </button>
      </div>
    </form>
  );
}
