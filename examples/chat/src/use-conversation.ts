// What is said in a room: everyone's messages, private ones, and those of ours that are still on their way.
import { useRef, useState } from "react";
import type { Chat, Game, Visit } from "./actors.js";
import { describeError } from "./describe-error.js";
import { useTypists } from "./use-typists.js";

/** One line of the conversation. */
export interface Entry {
  readonly id: string;
  readonly from: string;
  /** Of a private message. */
  readonly to?: string | undefined;
  readonly text: string;
  readonly at: Date;
  /** Ours, and not answered yet. */
  readonly sending?: boolean | undefined;
  /** Why it was not sent. */
  readonly refusal?: string | undefined;
  /** Of one on its way: the messages of the same text that were there before. */
  readonly alike?: ReadonlySet<string> | undefined;
}

export interface Conversation {
  readonly entries: readonly Entry[];
  readonly loading: boolean;
  readonly failed: string | undefined;
  readonly typists: readonly string[];
  /** To one person, or to everyone. */
  send(text: string, to: string | undefined): void;
  retry(entry: Entry): void;
  discard(entry: Entry): void;
  reload(): void;
  typing(): void;
}

export function useConversation({ name }: Visit, chat: Chat, game: Game): Conversation {
  const history = chat.useActorState({
    action: "history",
    args: [100],
    events: { messageReceived: (before, message) => [...before, message], cleared: () => [] },
  });
  const post = chat.useAction("sendMessage");
  const whisper = game.useAction("whisper");
  const { typists, typing, sent } = useTypists(chat);
  // Private messages are kept by nobody but this page.
  const [whispers, setWhispers] = useState<readonly Entry[]>([]);
  const [outgoing, setOutgoing] = useState<readonly Entry[]>([]);
  const numbers = useRef(0);
  const nextId = (): string => `own-${++numbers.current}`;

  game.useEvent("privateMessage", ({ from, text }) =>
    setWhispers((before) => [...before, { id: nextId(), from, to: name, text, at: new Date() }]),
  );

  const messages: readonly Entry[] =
    history.state?.map(({ id, userId, text, sentAt }) => ({ id, from: userId, text, at: sentAt })) ?? [];
  const alike = ({ text }: Entry): Entry[] =>
    messages.filter((message) => message.from === name && message.text === text);

  async function deliver(entry: Entry): Promise<void> {
    const sending: Entry = { ...entry, sending: true, alike: new Set(alike(entry).map(({ id }) => id)) };
    setOutgoing((before) => [...before.filter(({ id }) => id !== entry.id), sending]);
    const settle = (put: readonly Entry[]): void =>
      setOutgoing((before) => [...before.filter(({ id }) => id !== entry.id), ...put]);
    try {
      if (entry.to === undefined) await post.run(name, entry.text);
      else {
        await whisper.run(entry.to, entry.text);
        setWhispers((before) => [...before, entry]);
      }
      settle([]);
    } catch (error) {
      settle([{ ...entry, refusal: describeError(error) }]);
    }
  }

  // Its event may be here a moment before the reply, and must not stand beside it.
  const arrived = (entry: Entry): boolean =>
    entry.to === undefined && alike(entry).some(({ id }) => entry.alike?.has(id) === false);
  const entries = [...messages, ...whispers].sort((one, other) => one.at.getTime() - other.at.getTime());
  return {
    entries: [...entries, ...outgoing.filter((entry) => !arrived(entry))],
    loading: history.state === undefined && history.error === undefined,
    failed: history.state === undefined && history.error ? describeError(history.error) : undefined,
    typists,
    send(text, to) {
      sent();
      void deliver({ id: nextId(), from: name, to, text, at: new Date() });
    },
    retry: (entry) => void deliver({ ...entry, refusal: undefined, at: new Date() }),
    discard: (entry) => setOutgoing((before) => before.filter(({ id }) => id !== entry.id)),
    reload: history.reload,
    typing,
  };
}
