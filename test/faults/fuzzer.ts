// Hostile messages: valid frames with something wrong, garbage, binary, batches and deep nests.
import { integer, pick, type Random } from "./seeded.js";

/** One message as a socket sends it, and how many frames it counts as. */
export interface FuzzedMessage {
  readonly data: string | Uint8Array;
  readonly frames: number;
}

/** Makes messages for one connection: the ids of its calls grow, but for those that are wrong on purpose. */
export class Fuzzer {
  readonly #random: Random;
  readonly #examples: readonly Example[];
  #id = 0;

  constructor(random: Random, examples: readonly Example[]) {
    this.#random = random;
    this.#examples = examples;
  }

  next(): FuzzedMessage {
    const kind = this.#random();
    if (kind < 0.02) return { data: this.#bytes(), frames: 1 };
    if (kind < 0.04) return { data: garbage(this.#random), frames: 1 };
    if (kind < 0.05) return { data: deep(this.#random), frames: 1 };
    if (kind < 0.2) return { data: damagedText(this.#random, JSON.stringify(this.#frame())), frames: 1 };
    if (kind < 0.6) return { data: toText(this.#random, this.#frame()), frames: 1 };
    const frames = Array.from({ length: integer(this.#random, 24) }, () => this.#frame());
    return { data: toText(this.#random, frames), frames: Math.max(1, frames.length) };
  }

  #frame(): unknown {
    const frame = this.#valid();
    const wrong = this.#random();
    if (wrong < 0.15) return frame;
    let changed: unknown = frame;
    for (let times = 1 + integer(this.#random, 3); times > 0; times--) changed = damaged(this.#random, changed);
    return changed;
  }

  #valid(): object {
    const kind = this.#random();
    const { events, actions } = pick(this.#random, this.#examples);
    if (kind < 0.1) return { t: "ping" };
    if (kind < 0.3) return { t: pick(this.#random, ["subscribe", "unsubscribe"]), event: pick(this.#random, events) };
    if (kind < 0.4) return { t: "cancel", id: integer(this.#random, this.#id + 3) };
    const [action, args] = pick(this.#random, actions);
    const hash = this.#random() < 0.1 ? { hash: "another" } : {};
    const ack = this.#random() < 0.5 ? { ack: this.#id } : {};
    return { t: "call", id: ++this.#id, action, args, ...ack, ...hash };
  }

  #bytes(): Uint8Array {
    return Uint8Array.from({ length: integer(this.#random, 200) }, () => integer(this.#random, 256));
  }
}

/** What valid frames of one actor hold. */
export interface Example {
  readonly actions: readonly (readonly [action: string, args: readonly unknown[]])[];
  readonly events: readonly string[];
}

/** The example actors. */
export const examples = {
  chatRoom: {
    actions: [
      ["sendMessage", ["user-1", "Hello!"]],
      ["sendMessage", ["user-2", "x".repeat(1_999)]],
      ["history", [10]],
      ["history", []],
      ["mute", ["user-3", 1]],
      ["typing", []],
      ["clear", []],
    ],
    events: ["messageReceived", "cleared", "typing"],
  },
  gameRoom: {
    actions: [
      ["players", []],
      ["move", [{ x: 1, y: 2 }]],
      ["moveByLoop", [{ x: 1, y: 2 }]],
      ["whisper", ["player-1", "psst"]],
      ["start", []],
    ],
    events: ["playerMoved", "privateMessage", "playerJoined", "gameStarted"],
  },
  wireKinds: {
    actions: [
      ["depth", [{ label: "a", children: [{ label: "b", children: [] }] }]],
      ["echo", [everything()]],
      ["announce", [everything()]],
    ],
    events: ["announced"],
  },
} satisfies Record<string, Example>;

function everything(): object {
  return {
    date: "2026-01-02T03:04:05.678Z",
    bigint: "12345678901234567890",
    map: [["a", "2026-01-02T03:04:05.678Z"]],
    set: ["1", "2"],
    bytes: "AAEC",
    tree: { label: "a", children: [] },
    shape: { kind: "circle", radius: 1 },
    audited: { createdAt: "2026-01-02T03:04:05.678Z", createdBy: "a", updatedAt: null },
    tuple: ["a", 1, true],
    counts: { red: 1, green: 2 },
    byId: { a: "2026-01-02T03:04:05.678Z" },
    nullable: null,
    route: "/users/1/edit",
    literal: "a",
    nan: null,
    json: { a: [1] },
    unknown: 1,
  };
}

const strange: readonly unknown[] = [
  null,
  true,
  "",
  "\ud800",
  "__proto__",
  "constructor",
  "toString",
  "then",
  "x".repeat(5_000),
  "\u0000\uffff\u2028",
  -1,
  0,
  1.5,
  2 ** 53,
  1e300,
  "1e999",
  "NaN",
  [],
  {},
  [[[[[[]]]]]],
  { toString: 1, valueOf: null, toJSON: {} },
  { length: 1e9 },
  Array.from({ length: 300 }, (_item, index) => index),
  Object.fromEntries(Array.from({ length: 300 }, (_item, index) => [`key${index}`, index])),
];

// Replaces, adds or takes away one thing somewhere inside.
function damaged(random: Random, value: unknown): unknown {
  const inside = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!inside || random() < 0.15) return pick(random, strange);
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value];
    const at = integer(random, copy.length);
    const how = random();
    if (how < 0.2) copy.splice(at, 1);
    else if (how < 0.4) copy.splice(at, 0, pick(random, strange));
    else copy[at] = damaged(random, copy[at]);
    return copy;
  }
  const entries = Object.entries(value);
  const at = integer(random, entries.length);
  const [key = "", old] = entries[at] ?? [];
  const how = random();
  if (how < 0.15) entries.splice(at, 1);
  else if (how < 0.3)
    entries.push([pick(random, ["__proto__", "constructor", "id", "t", "event", "x"]), pick(random, strange)]);
  else if (how < 0.4) entries[at] = [pick(random, ["__proto__", "T", `${key} `, ""]), old];
  else entries[at] = [key, damaged(random, old)];
  return Object.fromEntries(entries);
}

// JSON in which `__proto__` is a key like any other, and sometimes the same key stands twice.
function toText(random: Random, value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return random() < 0.02 ? text.replace("{", '{"__proto__":{"t":"call"},"t":"ping",') : text;
}

function damagedText(random: Random, text: string): string {
  const at = integer(random, text.length);
  const how = random();
  if (how < 0.3) return text.slice(0, at);
  if (how < 0.5) return text.slice(0, at) + text.slice(at + 1 + integer(random, 4));
  if (how < 0.7) return text.slice(0, at) + String.fromCharCode(integer(random, 0x3000)) + text.slice(at);
  if (how < 0.8) return text + text;
  return (
    text.slice(0, at) + pick(random, ['"', "\\", "{", "[", ",", "\\u00", "1e999", "-", "null"]) + text.slice(at + 1)
  );
}

function garbage(random: Random): string {
  const length = integer(random, 400);
  return String.fromCharCode(...Array.from({ length }, () => integer(random, random() < 0.5 ? 128 : 0xd800)));
}

function deep(random: Random): string {
  const levels = pick(random, [100, 127, 128, 129, 1_000, 10_000, 100_000]);
  const [open, close] = pick(random, [
    ["[", "]"],
    ['{"a":', "}"],
    ['{"label":"a","children":[', "]}"],
    ["[[],", "]"],
  ] as const);
  const nest = open.repeat(levels) + (open.endsWith(":") ? "1" : "") + close.repeat(random() < 0.8 ? levels : 0);
  if (random() < 0.5) return nest;
  return `{"t":"call","id":${1 + integer(random, 1e6)},"action":"depth","args":[${nest}]}`;
}
