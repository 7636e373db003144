// What only the server checks is listed: by the client's file of an actor in its header, and by --stats.
import { expect, test } from "vitest";
import { z } from "zod";
import { generate, printFiles } from "../../src/codegen/index.js";
import { statsOf } from "../../src/codegen/stats.js";
import { defineActor } from "../../src/schema/index.js";

const word = z.string().refine((text) => text !== "no");
const trimmed = z.codec(z.string(), z.string(), { decode: (text) => text.trim(), encode: (text) => text });
let count = 0;
const Message = z.object({ text: word, tags: z.array(word).refine((tags) => tags.length < 9) });
const Note = z.object({ text: word });

// Every place of a definition, and every kind of user code and of nesting, once.
const hall = defineActor({
  key: { id: word },
  input: z.object({ seed: z.int().superRefine(() => {}) }),
  connParams: z.object({ user: z.preprocess(String, z.string()) }).refine(() => true),
  state: z.object({ notes: z.record(z.string(), Note) }),
  connState: z.object({ name: word }),
  auth: z.object({ user: word }),
  actions: {
    post: {
      args: {
        message: Message,
        at: z.string().transform(Number).pipe(z.number()).optional(),
        order: z.int().default(() => count++),
      },
      returns: z.array(z.tuple([word, z.map(word, word)])),
      errors: { full: z.object({ until: z.coerce.number() }), noRoom: z.object({ "no\nroom": word }) },
    },
    again: { args: { message: Message, safe: z.int().catch(() => count++) } },
    whole: { input: z.custom((value) => value !== 1) },
    plain: { args: { text: z.string().min(1).default("hi") }, returns: z.date() },
  },
  events: {
    said: z.union([z.object({ kind: z.literal("a"), text: word }), z.object({ kind: z.literal("b"), size: z.int() })]),
    read: {
      payload: z.record(
        z.string().refine(() => true),
        trimmed.readonly(),
      ),
      delivery: "latest",
    },
    met: z.intersection(z.object({ one: word }), z.object({ two: z.string().overwrite((text) => text + text) })),
  },
});
const quiet = defineActor({ state: z.object({ word }), actions: { plain: { args: { text: z.string() } } } });

const places = [
  "key.id (refine)",
  "input.seed (refine)",
  "params (refine)",
  "params.user (preprocess)",
  "Message.text (refine)",
  "Message.tags (refine)",
  "Message.tags[] (refine)",
  "post.args.at (transform)",
  "post.args.order (default)",
  "post.returns[][0] (refine)",
  "post.returns[][1]<key> (refine)",
  "post.returns[][1]<value> (refine)",
  "post.errors.full.until (coerce)",
  'post.errors.noRoom["no\\nroom"] (refine)',
  "again.args.safe (catch)",
  "whole.input (custom)",
  "events.said.text (refine)",
  "events.read<key> (refine)",
  "events.read<value> (codec)",
  "events.met.one (refine)",
  "events.met.two (transform)",
];

test("the header of the client's file", async () => {
  const { files, diagnostics } = generate({ hall, quiet, Message, Note });
  expect(diagnostics).toEqual([]);
  const headerOf = (text: string): readonly string[] => {
    const lines = text.split("\n");
    return lines.slice(
      1,
      lines.findIndex((line) => !line.startsWith("//")),
    );
  };
  const texts = new Map((await printFiles(files)).map(({ path, text }) => [path, text]));
  const header = headerOf(texts.get("hall.ts") ?? "");
  expect(header.map((line) => line.replace(/^\/\/ /, "")).join(" ")).toBe(
    `Checked on the server only: ${places.join(", ")}`,
  );
  expect(header.filter((line) => line.length > 120)).toEqual([]);
  expect(header).toHaveLength(6);
  expect(headerOf(texts.get("quiet.ts") ?? "")).toEqual([]);
});

test("--stats tells of state as well", async () => {
  const stats = await statsOf(generate({ hall, quiet, Message, Note }));
  const own = ["Note.text (refine)", "connState.name (refine)", "auth.user (refine)"];
  expect(stats.map(({ name, serverOnly }) => [name, serverOnly])).toEqual([
    ["hall", [...places, ...own]],
    ["quiet", ["state.word (refine)"]],
  ]);
});
