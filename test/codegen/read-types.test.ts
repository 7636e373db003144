// Named types: where they stand, what they are called, and how the two modes share them.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { defineActor } from "../../src/schema/index.js";
import { readContract } from "../../src/codegen/read/index.js";
import { readModules, readOne } from "./read-one.js";

describe("references", () => {
  test("a named type is referred to wherever it is used, also inside others", () => {
    const Id = z.string().min(1);
    const User = z.object({ id: Id, friends: z.array(Id), best: Id.optional() });
    const { input, defs } = readOne(z.array(User), { Id, User });
    expect(input).toEqual({ type: "array", items: { $ref: "#/$defs/User" } });
    expect(defs["User"]?.properties).toEqual({
      id: { $ref: "#/$defs/Id" },
      friends: { type: "array", items: { $ref: "#/$defs/Id" } },
      best: { $ref: "#/$defs/Id" },
    });
  });

  test("types that nothing reaches are not there", () => {
    const Used = z.string();
    expect(Object.keys(readOne(Used, { Used, Unused: z.string() }).defs)).toEqual(["Used"]);
  });

  test("a copy made for documentation stays a reference, a narrowed one does not", () => {
    const Name = z.string().describe("A name.");
    expect(readOne(Name.describe("Of the owner."), { Name }).input).toEqual({
      $ref: "#/$defs/Name",
      description: "Of the owner.",
    });
    expect(readOne(Name.min(2), { Name }).input).toEqual({ description: "A name.", type: "string", minLength: 2 });
  });

  test("what stands in for a missing value is repeated beside the reference", () => {
    const Limit = z.int32().default(10);
    const { input, optional } = readOne(Limit, { Limit });
    expect(input).toEqual({ $ref: "#/$defs/Limit", default: 10, "x-actorgen-default": "value" });
    expect(optional).toBe(true);
    const query = readOne(z.object({ limit: Limit, name: z.string() }), { Limit });
    expect(query.input?.required).toEqual(["name"]);
  });

  test("a type exported under two names has the first, in order of files and declarations", () => {
    const shape = z.string();
    const text = "export const Zulu = z.string();\nexport const Alpha = Zulu;\n";
    const room = defineActor({ events: { said: shape } });
    const { contract } = readContract([
      { source: "b.ts", exports: { Able: shape, room } },
      { source: "a.ts", exports: { Alpha: shape, Zulu: shape }, text },
    ]);
    expect(Object.keys(contract.$defs)).toEqual(["Zulu"]);
  });

  test("types that only state, connection state and auth use are the server's", () => {
    const Secret = z.object({ token: z.string() });
    const Shared = z.string();
    const room = defineActor({
      state: z.object({ secret: Secret, shared: Shared }),
      events: { said: Shared },
    });
    const { contract, server } = readModules({ room, Secret, Shared });
    expect(Object.keys(contract.$defs)).toEqual(["Shared"]);
    expect(Object.keys(server.$defs)).toEqual(["Secret"]);
    expect(JSON.stringify(contract)).not.toContain("token");
  });
});

describe("recursion", () => {
  test("a recursive schema without a name is called after its place", () => {
    const tree = z.object({
      label: z.string(),
      get children() {
        return z.array(tree);
      },
    });
    const { input, output, defs, findings } = readOne(tree);
    expect(findings).toEqual([]);
    expect(input).toEqual({ $ref: "#/$defs/ProbeTakeValue" });
    expect(output).toEqual(input);
    expect(defs["ProbeTakeValue"]?.properties?.["children"]).toEqual({ type: "array", items: input });
  });

  test("a derived name is never one that emitted code has", () => {
    const state = z.object({
      get before() {
        return state.nullable();
      },
    });
    expect(Object.keys(readModules({ room: defineActor({ state }) }).server.$defs)).toEqual(["RoomState2"]);
  });

  test("mutual recursion, through maps and lazies", () => {
    type Folder = Map<string, { folder: Folder | null }>;
    const entry: z.ZodType<{ folder: Folder | null }> = z.object({ folder: z.lazy(() => Folder.nullable()) });
    const Folder: z.ZodType<Folder> = z.map(z.string(), entry);
    const { input, defs } = readOne(Folder, { Folder });
    expect(input).toEqual({ $ref: "#/$defs/Folder" });
    expect(Object.keys(defs)).toEqual(["Folder"]);
    expect(JSON.stringify(defs["Folder"])).toContain('"folder":{"anyOf":[{"$ref":"#/$defs/Folder"},{"type":"null"}]');
  });

  test("a recursive property may be optional", () => {
    const Node = z.object({
      get next() {
        return Node.optional();
      },
    });
    expect(readOne(Node, { Node }).defs["Node"]).toEqual({
      type: "object",
      properties: { next: { $ref: "#/$defs/Node" } },
    });
  });

  test("Zod 3", () => {
    interface Tree {
      label: string;
      children: Tree[];
    }
    const Tree: z3.ZodType<Tree> = z3.object({ label: z3.string(), children: z3.lazy(() => z3.array(Tree)) });
    expect(readOne(Tree, { Tree }).defs["Tree"]?.properties?.["children"]).toEqual({
      type: "array",
      items: { $ref: "#/$defs/Tree" },
    });
    const anonymous: z3.ZodType<Tree> = z3.object({ label: z3.string(), children: z3.lazy(() => z3.array(anonymous)) });
    expect(readOne(anonymous).input).toEqual({ $ref: "#/$defs/ProbeTakeValue" });
  });
});

describe("modes", () => {
  const Length = z
    .string()
    .transform((text) => text.length)
    .pipe(z.number());
  const Wrapped = z.object({ length: Length });

  test("a type that differs stands twice, and so does what refers to it", () => {
    const { input, output, defs, findings } = readOne(Wrapped, { Length, Wrapped });
    expect(findings).toEqual([]);
    expect(input).toEqual({ $ref: "#/$defs/WrappedInput" });
    expect(output).toEqual({ $ref: "#/$defs/Wrapped" });
    expect(Object.keys(defs)).toEqual(["Length", "LengthInput", "Wrapped", "WrappedInput"]);
    expect(defs["LengthInput"]?.type).toBe("string");
    expect(defs["Length"]?.type).toBe("number");
    expect(defs["WrappedInput"]?.properties?.["length"]).toEqual({ $ref: "#/$defs/LengthInput" });
  });

  test("its name is the same where only callers use it", () => {
    const room = defineActor({ actions: { take: { args: { value: Wrapped } } } });
    expect(Object.keys(readModules({ room, Length, Wrapped }).contract.$defs)).toEqual(["LengthInput", "WrappedInput"]);
  });

  test("a transform without a schema behind it is fine where only callers use it", () => {
    const Size = z.string().transform((text) => text.length);
    const room = defineActor({ actions: { take: { args: { value: Size } } } });
    const { contract, diagnostics } = readModules({ room, Size });
    expect(diagnostics).toEqual([]);
    expect(Object.keys(contract.$defs)).toEqual(["SizeInput"]);
  });

  test("defaults, refinements and codecs make no difference", () => {
    const Options = z.object({
      limit: z.int().default(5),
      name: z.string().catch("?"),
      even: z.int().refine((value) => value % 2 === 0),
      at: z.codec(z.iso.datetime(), z.date(), {
        decode: (text) => new Date(text),
        encode: (date) => date.toISOString(),
      }),
    });
    expect(Object.keys(readOne(Options, { Options }).defs)).toEqual(["Options"]);
  });
});

describe("documentation", () => {
  const text = `
/** Someone.
 *
 * Of several lines.
 * @deprecated
 */
export const User = z.object({
  /** Said by the comment. */
  id: z.string(),
  /** Not said. */
  name: z.string().describe("Said by the schema."),
});
const hidden = z.object({ /** Behind a constant. */ text: z.string() });
/** The room. */
export const room = defineActor({
  actions: {
    /** Say it. @see nothing */
    say: {
      args: {
        /** What to say. */
        text: z.string(),
      },
      returns: z.array(hidden),
    },
  },
  events: {
    /** Said. */
    said: User,
    // No doc comment.
    left: z.void(),
  },
});
`;
  const User = z.object({ id: z.string(), name: z.string().describe("Said by the schema.") });
  const room = defineActor({
    actions: { say: { args: { text: z.string() }, returns: z.array(z.object({ text: z.string() })) } },
    events: { said: User, left: z.void() },
  });
  const { contract } = readContract([{ source: "room.ts", exports: { User, room }, text }]);
  const actor = contract.actors["room"];

  test("of actors, actions, arguments and events", () => {
    expect(actor?.description).toBe("The room.");
    expect(actor?.actions["say"]?.description).toBe("Say it. @see nothing");
    expect(actor?.actions["say"]?.args).toEqual([
      { name: "text", optional: false, description: "What to say.", schema: { type: "string" } },
    ]);
    expect(actor?.events["said"]).toMatchObject({ description: "Said.", payload: { $ref: "#/$defs/User" } });
    expect(actor?.events["said"]?.payload).toEqual({ $ref: "#/$defs/User" });
    expect(actor?.events["left"]).not.toHaveProperty("description");
  });

  test("of types and fields, where the schema itself wins", () => {
    expect(contract.$defs["User"]).toMatchObject({
      description: "Someone.\n\nOf several lines.",
      deprecated: true,
      properties: { id: { description: "Said by the comment." }, name: { description: "Said by the schema." } },
    });
    expect(actor?.actions["say"]?.returns?.items).toMatchObject({
      properties: { text: { description: "Behind a constant." } },
    });
  });
});
