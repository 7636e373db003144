// What generated code for schemas/chat-room.ts looks like, with converters written by hand; and an implementation of it.
import {
  implement,
  type ActionContext,
  type ActorHandlers,
  type ActorImplementation,
  type ActorTypes,
  type Convert,
  type Issue,
  type MaybePromise,
  type ServerActor,
} from "actorgen/server";

export interface Message {
  id: string;
  userId: string;
  text: string;
  sentAt: Date;
}

/** The types of chatRoom's server side. */
export interface ChatRoomTypes extends ActorTypes {
  readonly key: readonly string[];
  readonly input: undefined;
  readonly state: { messages: Message[]; mutedUntil: Record<string, Date> };
  readonly stateInput: { messages: Message[]; mutedUntil?: Record<string, Date> };
  readonly params: { userId: string };
  readonly connState: { userId: string };
  readonly connStateInput: { userId: string };
  readonly events: { messageReceived: Message; cleared: undefined; typing: { userId: string } };
}

/** The actions that chatRoom's implementation must have. */
export interface ChatRoomActions<Vars = undefined> {
  /** Post a message to everyone in the room. */
  sendMessage(
    c: ActionContext<ChatRoomTypes, Vars, { muted: { until: Date } }>,
    userId: string,
    text: string,
  ): MaybePromise<Message>;
  history(c: ActionContext<ChatRoomTypes, Vars>, limit: number): MaybePromise<Message[]>;
  mute(c: ActionContext<ChatRoomTypes, Vars>, userId: string, seconds: number): MaybePromise<void>;
  typing(c: ActionContext<ChatRoomTypes, Vars>): MaybePromise<void>;
  clear(c: ActionContext<ChatRoomTypes, Vars>): MaybePromise<void>;
}

/** What `implementChatRoom` takes. */
export type ChatRoomHandlers<Vars = undefined> = ActorHandlers<ChatRoomTypes, Vars, ChatRoomActions<Vars>>;

/** Makes chatRoom out of its handlers. */
export function implementChatRoom<Vars = undefined>(handlers: ChatRoomHandlers<Vars>): ActorImplementation {
  return implement(chatRoomDescriptor, handlers);
}

const refuse = (issues: Issue[], path: (string | number)[], expected: string): undefined => {
  issues.push({ code: "invalid_type", path, message: `Invalid input: expected ${expected}`, expected });
  return undefined;
};
const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

const writeMessage: Convert = (value, issues) => {
  const { id, userId, text, sentAt } = record(value);
  if (typeof id !== "string") return refuse(issues, ["id"], "string");
  if (typeof userId !== "string") return refuse(issues, ["userId"], "string");
  if (typeof text !== "string") return refuse(issues, ["text"], "string");
  if (!(sentAt instanceof Date)) return refuse(issues, ["sentAt"], "date");
  return { id, userId, text, sentAt: sentAt.toISOString() };
};
const writeMessages: Convert = (value, issues) =>
  Array.isArray(value) ? value.map((item) => writeMessage(item, issues)) : refuse(issues, [], "array");
const writeUntil: Convert = (value, issues) => {
  const { until } = record(value);
  return until instanceof Date ? { until: until.toISOString() } : refuse(issues, ["until"], "date");
};
const readUser: Convert = (value, issues) => {
  const { userId } = record(value);
  return typeof userId === "string" && userId !== "" ? { userId } : refuse(issues, ["userId"], "string");
};
const strings =
  (...names: string[]): Convert =>
  (value, issues) => {
    const args: unknown[] = Array.isArray(value) ? value : [];
    if (args.length > names.length) return refuse(issues, [], `at most ${names.length} items`);
    for (const [index, name] of names.entries()) {
      if (typeof args[index] !== "string") refuse(issues, [name], "string");
    }
    return args;
  };
const readLimit: Convert = (value, issues) => {
  const [limit = 50] = Array.isArray(value) ? value : [];
  return typeof limit === "number" ? [limit] : refuse(issues, ["limit"], "number");
};
const readMute: Convert = (value, issues) => {
  const [userId, seconds]: unknown[] = Array.isArray(value) ? value : [];
  if (typeof userId !== "string") return refuse(issues, ["userId"], "string");
  return typeof seconds === "number" ? [userId, seconds] : refuse(issues, ["seconds"], "number");
};
const parseState: Convert = (value) => ({ mutedUntil: {}, ...record(value) });
const checkState: Convert = (value, issues) => {
  const { messages } = record(value);
  if (!Array.isArray(messages)) return refuse(issues, ["messages"], "array");
  if (messages.length > 100) issues.push({ code: "too_big", path: ["messages"], message: "Too big" });
  return value;
};

/** What the server runtime knows of chatRoom. */
export const chatRoomDescriptor: ServerActor = {
  name: "chatRoom",
  hash: "chat-hash",
  version: 1,
  decodeParams: readUser,
  parseState,
  checkState,
  parseConnState: readUser,
  checkConnState: readUser,
  actions: {
    sendMessage: {
      hash: "h1",
      concurrent: false,
      args: ["userId", "text"],
      decodeArgs: strings("userId", "text"),
      encodeResult: writeMessage,
      encodeErrors: { muted: writeUntil },
    },
    history: { hash: "h2", concurrent: false, args: ["limit"], decodeArgs: readLimit, encodeResult: writeMessages },
    mute: { hash: "h3", concurrent: false, args: ["userId", "seconds"], decodeArgs: readMute },
    typing: { hash: "h4", concurrent: false, args: [] },
    clear: { hash: "h5", concurrent: false, args: [] },
  },
  events: {
    messageReceived: { hash: "e1", delivery: "resume", encode: writeMessage },
    cleared: { hash: "e2", delivery: "resume" },
    typing: { hash: "e3", delivery: "volatile", encode: readUser },
  },
};

/** The implementation that a user writes. */
export const chatRoom = implementChatRoom({
  createState: () => ({ messages: [] }),
  createConnState: (_c, params) => ({ userId: params.userId }),
  actions: {
    sendMessage(c, userId, text) {
      const until = c.state.mutedUntil[userId];
      if (until) throw c.errors.muted({ until });
      const message = { id: String(c.state.messages.length + 1), userId, text, sentAt: new Date(0) };
      c.state.messages.push(message);
      c.broadcast("messageReceived", message);
      return message;
    },
    history: (c, limit) => c.state.messages.slice(-limit),
    mute(c, userId, seconds) {
      c.state.mutedUntil[userId] = new Date(seconds * 1000);
    },
    typing(c) {
      if (c.conn) c.broadcast("typing", { userId: c.conn.state.userId }, { except: c.conn });
    },
    clear(c) {
      c.state.messages = [];
      c.broadcast("cleared");
    },
  },
});

/** Never called: each marked line must not compile. */
export const wrongUses = (): unknown => [
  implementChatRoom({
    createVars: (c) => ({ started: c.state.messages.length }),
    createState: () => ({ messages: [] }),
    createConnState: (_c, params) => ({ userId: params.userId }),
    actions: {
      sendMessage(c, userId, text) {
        const seen: number = c.vars.started;
        const message = { id: `${seen}`, userId, text, sentAt: new Date() };
        // @ts-expect-error a misspelt event
        c.broadcast("mesageReceived", message);
        // @ts-expect-error a wrong payload
        c.broadcast("messageReceived", { ...message, sentAt: "now" });
        // @ts-expect-error a missing payload
        c.broadcast("messageReceived");
        // @ts-expect-error a payload for a void event
        c.broadcast("cleared", 5);
        // @ts-expect-error an undeclared error
        if (userId === "") throw c.errors.banned();
        // @ts-expect-error wrong data of a declared error
        if (userId === "") throw c.errors.muted({ until: 5 });
        // @ts-expect-error a wrong connection state
        if (c.conn) c.conn.state = { user: 1 };
        // @ts-expect-error a wrong payload to one connection
        c.conn?.send("typing", { user: "x" });
        // @ts-expect-error a state field that does not exist
        c.state.mesages = [];
        c.broadcast("cleared", undefined, { except: c.conn });
        return message;
      },
      // @ts-expect-error a wrong result
      history: (c) => c.state.messages.map((message) => message.id),
      mute() {},
      typing: async (c) => c.broadcast("typing", { userId: c.conn?.params.userId ?? "" }),
      clear() {},
    },
  }),
  // @ts-expect-error createState is missing
  implementChatRoom({ createConnState: () => ({ userId: "" }), actions: chatRoomActions }),
  implementChatRoom({
    state: { messages: [] },
    connState: { userId: "" },
    actions: {
      ...chatRoomActions,
      // @ts-expect-error an action that the schema does not have
      sendMesage() {},
    },
  }),
  implementChatRoom({
    state: { messages: [] },
    connState: { userId: "" },
    // @ts-expect-error a missing action
    actions: { typing() {}, clear() {} },
  }),
];

const chatRoomActions: ChatRoomActions = {
  sendMessage: (_c, userId, text) => ({ id: "", userId, text, sentAt: new Date() }),
  history: () => [],
  mute() {},
  typing() {},
  clear() {},
};
