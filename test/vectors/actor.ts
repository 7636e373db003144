// The actor that the vectors speak of: its schema, and the server that plays it.
import { implement, type ActionContext, type ActorImplementation, type Convert } from "actorgen/server";
import { z } from "zod";

/** What `conversations.json` expects of the server, in Zod. `contract.json` says the same in JSON Schema. */
export const schemas = {
  params: z.object({ name: z.string().min(1) }),
  by: z.int().max(100),
  tooLarge: z.object({ most: z.int() }),
  changed: z.object({ count: z.int(), by: z.string() }),
  told: z.string(),
  level: z.int(),
  flash: z.string(),
};

interface Types {
  key: readonly string[];
  input: undefined;
  state: { count: number };
  stateInput: { count: number };
  params: { name: string };
  auth: undefined;
  connState: undefined;
  connStateInput: undefined;
  events: { changed: { count: number; by: string }; told: string; level: number; flash: string };
  actions: object;
  client: object;
}
type Context = ActionContext<Types, undefined, { tooLarge: { most: number } }>;

const through =
  (schema: z.ZodType): Convert =>
  (value, issues) => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const { code, path, message } of result.error.issues) issues.push({ code, path: path.map(String), message });
    return undefined;
  };

const args =
  (...names: readonly [name: string, schema: z.ZodType][]): Convert =>
  (value, issues) => {
    const list = Array.isArray(value) ? value : [];
    if (list.length > names.length) issues.push({ code: "too_big", path: [], message: "Too many arguments" });
    return names.map(([name, schema], index) => {
      const found: Parameters<Convert>[1] = [];
      const read = through(schema)(list[index], found);
      issues.push(...found.map((issue) => ({ ...issue, path: [name, ...issue.path] })));
      return read;
    });
  };

const action = (more: object = {}) => ({ hash: "action-hash", concurrent: false, args: [], ...more });

/** Counts, and tells. */
export const counter: ActorImplementation = implement<Types, undefined, object>(
  {
    name: "counter",
    hash: "counter-hash",
    version: 1,
    decodeParams: through(schemas.params),
    actions: {
      add: action({
        args: ["by"],
        decodeArgs: args(["by", schemas.by]),
        encodeResult: through(z.int()),
        encodeErrors: { tooLarge: through(schemas.tooLarge) },
      }),
      whisper: action({ args: ["text"], decodeArgs: args(["text", schemas.told]) }),
      raise: action({ args: ["to"], decodeArgs: args(["to", schemas.level]) }),
      flash: action({ args: ["text"], decodeArgs: args(["text", schemas.flash]) }),
      leave: action(),
      crash: action(),
      wipe: action(),
    },
    events: {
      changed: { hash: "h", delivery: "resume", encode: through(schemas.changed) },
      told: { hash: "h", delivery: "resume", encode: through(schemas.told) },
      level: { hash: "h", delivery: "latest", encode: through(schemas.level) },
      flash: { hash: "h", delivery: "volatile", encode: through(schemas.flash) },
    },
  },
  {
    state: { count: 0 },
    actions: {
      add(c: Context, by: number) {
        if (c.state.count + by > 1_000) throw c.errors.tooLarge({ most: 1_000 - c.state.count });
        c.state.count += by;
        c.broadcast("changed", { count: c.state.count, by: c.conn?.params.name ?? "nobody" });
        return c.state.count;
      },
      whisper(c: Context, text: string) {
        for (const conn of c.conns.values()) if (conn !== c.conn) conn.send("told", text);
      },
      raise: (c: Context, to: number) => c.broadcast("level", to),
      flash: (c: Context, text: string) => c.broadcast("flash", text),
      leave: (c: Context) => c.conn?.disconnect("as you wish"),
      crash: () => {
        throw new Error("never told");
      },
      wipe: (c: Context) => c.destroy(),
    },
  },
);
