// The codes of the generator's diagnostics: what each means, an example, and how to mend it.
import type { Severity } from "./diagnostic.js";

/** What `actorgen explain` prints of one code. */
export interface CodeEntry {
  /** One line. */
  readonly title: string;
  /** Why it is refused. */
  readonly explanation: string;
  /** A schema that is refused for it. */
  readonly example: string;
  /** What to do about it. */
  readonly mend: string;
  /** Default `error`; a warning does not stop a run. */
  readonly severity?: Severity;
}

/** Every code with its explanation. Codes are stable: they are never given a second meaning. */
export const diagnosticCodes = {
  AG001: {
    title: "A default export has no name.",
    explanation:
      "The export name of an actor is its name on the wire, and the export name of a schema is its type's name.",
    example: "export default defineActor({ state: z.object({}) });",
    mend: "Give it a name: `export const chatRoom = defineActor({ ... })`.",
  },
  AG002: {
    title: "Two actors have one name.",
    explanation: "Actors are told apart by name on the wire, so a name may be exported once among all schema files.",
    example: "// a.ts\nexport const chatRoom = defineActor({});\n// b.ts\nexport const chatRoom = defineActor({});",
    mend: "Rename one of them.",
  },
  AG003: {
    title: "Two different schemas have one name.",
    explanation: "Every exported schema is emitted as a type under its export name, in one file for all.",
    example:
      "// a.ts\nexport const Message = z.string();\n// b.ts\nexport const Message = z.object({ text: z.string() });",
    mend: "Rename one of them, or export one and import it in the other file.",
  },
  AG004: {
    title: "The name of a schema or actor is taken by emitted code.",
    explanation:
      "For an actor `chatRoom` the generator emits types such as `ChatRoomConnection` and `ChatRoomEvents`, and it uses global types such as `Date` and `Map`. A schema of the same name would replace them.",
    example: "export const Date = z.object({ day: z.int() });",
    mend: "Rename the export.",
  },
  AG005: {
    title: "Two names differ only in case.",
    explanation: "Each actor has its own emitted files, and many file systems take two such names for one.",
    example: "export const chatroom = defineActor({});\nexport const chatRoom = defineActor({});",
    mend: "Rename one of them.",
  },
  AG006: {
    title: "An actor's name is reserved.",
    explanation: "Actors are members of the emitted client, which has members of its own.",
    example: "export const dispose = defineActor({});",
    mend: "Rename the export.",
  },
  AG007: {
    title: "A name cannot be used.",
    explanation:
      'JavaScript moves integer-like names to the front of an object, which would change the order of arguments, and `__proto__` is not a property like others. An export under any text (`export { room as "my room" }`) or under a reserved word cannot be declared in emitted code.',
    example: 'export const room = defineActor({ actions: { move: { args: { "0": z.string() } } } });',
    mend: "Rename it.",
  },
  AG008: {
    title: "The name of an action is reserved.",
    explanation: "Actions are members of the emitted handles and connections, which have members of their own.",
    example: "export const room = defineActor({ actions: { then: {} } });",
    mend: "Rename the action.",
  },
  AG009: {
    title: "The name of an argument is reserved.",
    explanation:
      "Arguments are emitted as parameters under their own names. `c` and `options` are parameters already, and JavaScript's reserved words cannot be.",
    example: "export const room = defineActor({ actions: { move: { args: { new: z.string() } } } });",
    mend: "Rename the argument.",
  },
  AG010: {
    title: "A required argument follows an optional one.",
    explanation: "Arguments are positional, so only the last ones can be left out.",
    example:
      "export const room = defineActor({ actions: { find: { args: { limit: z.int().default(10), text: z.string() } } } });",
    mend: "Move the required argument forward.",
  },
  AG011: {
    title: "An action has both `args` and `input`.",
    explanation: "`input: schema` is short for one argument named `input`.",
    example: "export const room = defineActor({ actions: { move: { args: { x: z.int() }, input: z.string() } } });",
    mend: "Keep one of them.",
  },
  AG012: {
    title: "A field of a definition is unknown.",
    explanation: "A misspelt field would otherwise be left out without a word.",
    example: "export const room = defineActor({ action: {} });",
    mend: "Correct its spelling or remove it.",
  },
  AG013: {
    title: "The delivery of an event is unknown.",
    explanation: 'Events are delivered by "resume", "latest" or "volatile".',
    example: 'export const room = defineActor({ events: { moved: { payload: z.int(), delivery: "once" } } });',
    mend: 'Use "resume", "latest" or "volatile", or leave it out for "resume".',
  },
  AG014: {
    title: "Something else stands where a schema is expected.",
    explanation: "Definitions hold Zod schemas: Zod 4, Zod 4 mini, or Zod 3 from `zod/v3`.",
    example: "export const room = defineActor({ events: { moved: { x: z.int() } } });",
    mend: "Wrap fields in `z.object({ ... })`.",
  },
  AG015: {
    title: "A segment of a key is not a string.",
    explanation: "A key is an array of strings, and becomes a part of the address.",
    example: "export const room = defineActor({ key: { id: z.int() } });",
    mend: "Use a string schema, and convert where the key is used.",
  },
  AG016: {
    title: "A declared error has the code of a runtime error.",
    explanation: "Callers tell errors apart by code, so a declared error needs one that the runtime never gives.",
    example: "export const room = defineActor({ actions: { join: { errors: { timeout: z.void() } } } });",
    mend: "Rename the error.",
  },
  AG017: {
    title: "A field of a definition has a wrong value.",
    explanation:
      "`version` is a whole number from 1 on, `concurrent` is true or false, and `actions`, `events`, `args`, `errors` and `key` are objects.",
    example: "export const room = defineActor({ version: 0 });",
    mend: "Correct the value.",
  },
  AG020: {
    title: "A value cannot cross the wire.",
    explanation: "JSON carries data: no functions, symbols, promises, files or instances of classes.",
    example: "export const room = defineActor({ events: { tick: z.object({ fn: z.function() }) } });",
    mend: "Send data instead, or use a codec that turns the value into data.",
  },
  AG021: {
    title: "`undefined` stands inside a container.",
    explanation:
      "JSON has no `undefined`. A property or the end of a tuple can be absent; an item of an array, map, set or record cannot.",
    example: "export const room = defineActor({ events: { scores: z.array(z.number().optional()) } });",
    mend: "Use `.nullable()` there, or a default.",
  },
  AG022: {
    title: "The branches of a union cannot be told apart on the wire.",
    explanation:
      "A date, a bigint and bytes are strings on the wire, and maps and sets are arrays. A reader must know from the wire which branch it holds, because the branches are decoded differently.",
    example: "export const room = defineActor({ events: { at: z.union([z.string(), z.date()]) } });",
    mend: "Use `z.discriminatedUnion`, or wrap the branches in objects with different literal fields.",
  },
  AG023: {
    title: "A transform does not say what it returns.",
    explanation:
      "Results, errors, events and state are described by what comes out of their schema, and what comes out of a transform is known to TypeScript alone.",
    example:
      "export const room = defineActor({ actions: { size: { returns: z.string().transform((text) => text.length) } } });",
    mend: "End in a schema: `.transform(...).pipe(z.number())`.",
  },
  AG024: {
    title: "A default does not fit its own schema.",
    explanation: "Zod does not check defaults, so a reader would get a value that the schema refuses.",
    example:
      'export const room = defineActor({ actions: { say: { args: { text: z.string().min(1).default("") } } } });',
    mend: "Correct the default or the schema.",
  },
  AG025: {
    title: "The name of a type's input form is taken.",
    explanation: "Where what a caller writes differs from what a reader gets, `Foo` is emitted as `FooInput` as well.",
    example:
      "export const Foo = z.string().transform(Number).pipe(z.number());\nexport const FooInput = z.string();\nexport const room = defineActor({ actions: { add: { args: { foo: Foo, input: FooInput }, returns: Foo } } });",
    mend: "Rename the schema that has the name of the input form.",
  },
  AG026: {
    title: "A kind of schema is not known.",
    explanation: "The schema was made by a version of Zod that this version of actorgen does not know.",
    example: "// a schema of another library, or of a newer Zod",
    mend: "Use Zod 4, or Zod 3 from `zod/v3`.",
  },
  AG027: {
    title: "A schema goes on without end.",
    explanation: "A recursive schema must come back to itself; this one makes a new schema at every level.",
    example:
      "const tree = () => z.object({ get child() { return tree(); } });\nexport const room = defineActor({ events: { grown: tree() } });",
    mend: "Keep the schema in a constant and refer to it.",
  },
  AG028: {
    title: "A schema fails when it is looked at.",
    explanation:
      "Zod builds parts of a schema when they are first needed, and one of them throws. Parsing would throw, too.",
    example: 'export const room = defineActor({ events: { shown: z.lazy(() => { throw new Error("not yet"); }) } });',
    mend: "Correct what the message says.",
  },
  AG029: {
    title: "A pattern takes too long on a hostile string.",
    explanation:
      "Where a pattern can match the same text in many ways, JavaScript tries all of them before it gives up: the time doubles with every few characters more, or grows with a high power of the length. Patterns are tested by client and server, and what a server receives is written by others. Where `.max()` keeps the string short enough, nothing is said.",
    example:
      "export const room = defineActor({ actions: { join: { args: { name: z.string().regex(/^(\\w+\\s?)+$/) } } } });",
    mend: "Write it so that each text matches in one way only, such as `^\\w+(?:\\s\\w+)*$` for `^(\\w+\\s?)+$`, or bound the string: `.max(20)`.",
    severity: "warning",
  },
  AG030: {
    title: "User code in a schema is asynchronous.",
    explanation:
      "A value is checked within one turn of the actor, which waits for nothing, so an asynchronous refinement or transform would fail on every value. It is found here where it is declared `async` and Zod shows the function; elsewhere the first value tells.",
    example:
      "export const room = defineActor({ actions: { join: { args: { name: z.string().refine(async (name) => name !== '') } } } });",
    mend: "Check it in the action, which may be asynchronous, or in `authorize`.",
  },
  AG031: {
    title: "A codec and a one-way transform stand in one outgoing value.",
    explanation:
      "With a codec in a result, an error or an event, the handler gives the decoded side and Zod encodes it. A transform or a preprocessor has no way back, so Zod cannot encode a value that holds one as well.",
    example:
      "export const room = defineActor({ events: { moved: z.object({ on: z.stringbool(), size: z.string().transform(Number).pipe(z.int()) }) } });",
    mend: "Make the transform a codec, or use schemas without codecs there.",
  },
  AG032: {
    title: "A secret stands where values are kept.",
    explanation:
      "A value marked with `.meta({ secret: true })` is never logged, traced, stored or shown. State and connection state are stored, an event is kept for those who come back unless its delivery is `volatile`, and a key stands in URLs: there the mark cannot hold.",
    example: "export const room = defineActor({ state: z.object({ token: z.string().meta({ secret: true }) }) });",
    mend: "Keep the secret in `vars`, in memory alone, and store something that proves it, such as a hash; send it in a result or a volatile event.",
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;

/** A code of the generator. */
export type DiagnosticCode = keyof typeof diagnosticCodes;
