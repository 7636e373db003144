// Handlers are inserted in the file's own layout; everything else stays byte for byte, and the result compiles.
import { describe, expect, test } from "vitest";
import { updateText, type Update } from "../../src/codegen/stub/update.js";
import { compileBeside, isKept, needed } from "./room.js";

const head = 'import { implementRoom } from "../generated/server.js";\n';
const update = (text: string): Update => {
  const result = updateText({ file: "actors/room.ts", text }, needed);
  if (result === undefined) throw new Error("no implementation found");
  return result;
};
const codes = (text: string): string[] => update(text).diagnostics.map(({ code, severity }) => `${severity} ${code}`);

/** Texts, and what they become without the `head`. */
const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "two spaces, trailing comma": [
    `${head}export const room = implementRoom({
  createState: () => ({ messages: [] }),
  createConnState: (c, { user }) => ({ user, joined: new Date() }),
  actions: {
    post(c, text) {
      return c.state.messages.push(text);
    },
    "kick-out": () => true,
    clear() {}, // all of them
    // more to come
  },
});
`,
    `export const room = implementRoom({
  createState: () => ({ messages: [] }),
  createConnState: (c, { user }) => ({ user, joined: new Date() }),
  actions: {
    post(c, text) {
      return c.state.messages.push(text);
    },
    "kick-out": () => true,
    clear() {}, // all of them
    // more to come
    history(c, limit) {
      throw new Error("Not implemented: history");
    },
  },
});
`,
  ],
  "four spaces, no trailing comma, no semicolons, single quotes": [
    `import { implementRoom } from '../generated/server.js'
export const room = implementRoom({
    state: { messages: [] },
    createConnState: (c, { user }) => ({ user, joined: new Date() }),
    actions: {
        clear() {},
        post: (c, text) => text.length // how long
    }
})
`,
    `import { implementRoom } from '../generated/server.js'
export const room = implementRoom({
    state: { messages: [] },
    createConnState: (c, { user }) => ({ user, joined: new Date() }),
    actions: {
        clear() {},
        post: (c, text) => text.length, // how long
        history(c, limit) {
            throw new Error('Not implemented: history')
        },
        'kick-out'(c, user) {
            throw new Error('Not implemented: kick-out')
        }
    }
})
`,
  ],
  "tabs, CRLF": [
    `${head}export const room = implementRoom({\n\tactions: {\n\t\tpost: () => 1,\n\t\thistory: () => [],\n\t\tclear() {},\n\t},\n});\n`.replaceAll(
      "\n",
      "\r\n",
    ),
    `export const room = implementRoom({\n\tcreateState: () => ({ messages: [] }),\n\tcreateConnState: (c, params) => ({ user: params.user, joined: new Date() }),\n\tactions: {\n\t\tpost: () => 1,\n\t\thistory: () => [],\n\t\tclear() {},\n\t\t"kick-out"(c, user) {\n\t\t\tthrow new Error("Not implemented: kick-out");\n\t\t},\n\t},\n});\n`.replaceAll(
      "\n",
      "\r\n",
    ),
  ],
  "one line": [
    `${head}const post = () => 1;
export const room = implementRoom({ state: { messages: [] }, createConnState: (c, p) => ({ ...p, joined: new Date() }), actions: { post, history: () => [], clear() {} } });
`,
    `const post = () => 1;
export const room = implementRoom({ state: { messages: [] }, createConnState: (c, p) => ({ ...p, joined: new Date() }), actions: { post, history: () => [], clear() {}, "kick-out"(c, user) { throw new Error("Not implemented: kick-out"); } } });
`,
  ],
  "empty, with comments within": [
    `${head}export const room = implementRoom({
  // how it begins
  /* unknown */ state: { messages: [] },
  connState: { user: "nobody", joined: new Date(0) },
  actions: {},
});
`,
    `export const room = implementRoom({
  // how it begins
  /* unknown */ state: { messages: [] },
  connState: { user: "nobody", joined: new Date(0) },
  actions: {
    post(c, text, urgent) {
      throw new Error("Not implemented: post");
    },
    history(c, limit) {
      throw new Error("Not implemented: history");
    },
    "kick-out"(c, user) {
      throw new Error("Not implemented: kick-out");
    },
    clear(c) {
      throw new Error("Not implemented: clear");
    },
  },
});
`,
  ],
  "actions missing, last comma and brace on one line": [
    `${head}export const room = implementRoom({ onWake() {},
  state: { messages: [] },
  connState: { user: "nobody", joined: new Date(0) } /* for now */ });
`,
    `export const room = implementRoom({ onWake() {},
  state: { messages: [] },
  connState: { user: "nobody", joined: new Date(0) }, /* for now */
  actions: {
    post(c, text, urgent) {
      throw new Error("Not implemented: post");
    },
    history(c, limit) {
      throw new Error("Not implemented: history");
    },
    "kick-out"(c, user) {
      throw new Error("Not implemented: kick-out");
    },
    clear(c) {
      throw new Error("Not implemented: clear");
    },
  } });
`,
  ],
  "nothing at all": [
    `${head}export const room = implementRoom({});
`,
    `export const room = implementRoom({
  createState: () => ({ messages: [] }),
  createConnState: (c, params) => ({ user: params.user, joined: new Date() }),
  actions: {
    post(c, text, urgent) {
      throw new Error("Not implemented: post");
    },
    history(c, limit) {
      throw new Error("Not implemented: history");
    },
    "kick-out"(c, user) {
      throw new Error("Not implemented: kick-out");
    },
    clear(c) {
      throw new Error("Not implemented: clear");
    },
  },
});
`,
  ],
  "names in every spelling, an alias, const objects without types": [
    `import { implementRoom as implement } from "../generated/server.js";
const clearing = "clear";
const actions = {
  ["post"]: () => 1,
  [clearing]() {},
  [\`kick-out\`]: async () => true,
};
const handlers = { state: { messages: [] as string[] }, actions };
export const room = implement(handlers);
`,
    `import { implementRoom as implement } from "../generated/server.js";
const clearing = "clear";
const actions = {
  ["post"]: () => 1,
  [clearing]() {},
  [\`kick-out\`]: async () => true,
  history() {
    throw new Error("Not implemented: history");
  },
};
const handlers = { state: { messages: [] as string[] }, actions, createConnState() { throw new Error("Not implemented: createConnState"); } };
export const room = implement(handlers);
`,
  ],
  "satisfies, parentheses, a namespace and helpers of the same names": [
    `import * as server from "../generated/server.js";
function helper() {
  const actions = { post: 1, history: { clear: [] } };
  return actions;
}
const actions = ({
  post: () => helper().post,
  history: () => [],
  clear: () => {},
}) satisfies Partial<server.RoomServerActions>;
export const room = server.implementRoom(({
  state: { messages: [] },
  connState: { user: "nobody", joined: new Date(0) },
  actions,
}));
`,
    `import * as server from "../generated/server.js";
function helper() {
  const actions = { post: 1, history: { clear: [] } };
  return actions;
}
const actions = ({
  post: () => helper().post,
  history: () => [],
  clear: () => {},
  "kick-out"(c, user) {
    throw new Error("Not implemented: kick-out");
  },
}) satisfies Partial<server.RoomServerActions>;
export const room = server.implementRoom(({
  state: { messages: [] },
  connState: { user: "nobody", joined: new Date(0) },
  actions,
}));
`,
  ],
};

describe("inserting", () => {
  test.each(Object.entries(cases))("%s", (_, [before, after]) => {
    const result = update(before);
    expect(result.text.replace(head, "").replace(head.replace("\n", "\r\n"), "")).toBe(after);
    expect(result.diagnostics).toEqual([]);
    expect(isKept(before, result.text)).toBe(true);
    expect(update(result.text)).toMatchObject({ text: result.text, added: [] });
  });

  test("all of these results compile", () => {
    const files = Object.values(cases).map(([before], index) => [`actors/case-${index}.ts`, update(before).text]);
    expect(compileBeside(Object.fromEntries(files))).toBe("");
  }, 60_000);

  test("a byte order mark, a comment that mentions the function, and a call that is not ours", () => {
    const text = `\uFEFF${head}// implementRoom({}) goes here\nconst other = (handlers: object) => handlers;\nother({ actions: {} });\nexport const room = implementRoom({ state: { messages: [] }, connState: { user: "", joined: new Date() }, actions: { post: () => 1, history: () => [], clear() {}, "kick-out": () => true } });\n`;
    expect(update(text)).toMatchObject({ text, added: [], diagnostics: [] });
    expect(updateText({ file: "a.ts", text: "// implementRoom({})\n" }, needed)).toBeUndefined();
  });
});

describe("refusing", () => {
  const whole = 'state: { messages: [] }, connState: { user: "", joined: new Date() }';
  const all = "post: () => 1, history: () => [], clear() {}, 'kick-out': () => true";

  test("a spread or an unknown name that may hide what is missing; not one beside which nothing is", () => {
    const spread = `${head}import { shared, name } from "./shared.js";\nexport const room = implementRoom({ ${whole}, actions: {\n  ...shared,\n  post: () => 1,\n} });\n`;
    const result = update(spread);
    expect(result).toMatchObject({ text: spread, added: [] });
    expect(result.diagnostics).toEqual([
      {
        code: "AG223",
        severity: "error",
        message:
          "room lacks actions.history, actions.kick-out, actions.clear, unless this brings it: only running the file would tell.",
        mend: "Write these handlers out beside it, or write out what it brings.",
        at: "room",
        file: "actors/room.ts",
        line: 4,
        column: 3,
      },
    ]);
    expect(codes(spread.replace("...shared", "[name]: shared"))).toEqual(["error AG223"]);
    expect(codes(spread.replace("post: () => 1", all))).toEqual([]);
    expect(codes(`${head}import h from "./h.js";\nimplementRoom({ ...h, actions: { ${all} } });`)).toEqual([
      "error AG223",
    ]);
  });

  test("handlers that are not here", () => {
    const imported = `${head}import { actions } from "./actions.js";\nexport const room = implementRoom({ ${whole}, actions });\n`;
    expect(codes(imported)).toEqual(["error AG221"]);
    expect(codes(`${head}implementRoom(make());`)).toEqual(["error AG221"]);
    expect(codes(`${head}implementRoom();`)).toEqual(["error AG221"]);
    expect(codes(`${head}let actions = {};\nimplementRoom({ ${whole}, actions });`)).toEqual(["error AG221"]);
    expect(codes(`${head}implementRoom({ ${whole}, get actions() { return {}; } });`)).toEqual(["error AG221"]);
    const inner = `${head}const actions = { ${all} };\nfunction make(actions: object) { return implementRoom({ ${whole}, actions }); }`;
    expect(codes(inner)).toEqual(["error AG221"]);
  });

  test("a file that does not parse, and two implementations", () => {
    expect(update(`${head}implementRoom({ actions: { );`).diagnostics).toMatchObject([{ code: "AG220", line: 2 }]);
    expect(codes(`${head}implementRoom({});\nimplementRoom({});`)).toEqual(["error AG222"]);
  });
});

describe("what is left over", () => {
  const text = `${head}export const room = implementRoom({
  state: { messages: [] },
  connState: { user: "", joined: new Date() },
  actions: {
    histroy: () => [],
    "kick-out": () => true,
    clear() {},
    dance() {},
    post: () => 1,
  },
});
`;
  test("is reported with the nearest name that is missing, placed in the new text, and stays", () => {
    const result = update(text.replace("  state: { messages: [] },\n", ""));
    expect(result.added).toEqual(["createState", "actions.history"]);
    expect(result.text).toContain("    dance() {},\n");
    expect(result.diagnosticsAfter).toEqual([
      {
        code: "AG227",
        severity: "warning",
        message: 'room has a handler "histroy", but no such action.',
        mend: 'Did you rename it to "history"? Then move its code there and remove it.',
        at: "room",
        file: "actors/room.ts",
        line: 6,
        column: 5,
      },
      expect.objectContaining({
        code: "AG227",
        line: 9,
        mend: "Remove the handler, or declare the action in the schema.",
      }),
    ]);
    expect(result.diagnostics).toMatchObject([{ line: 5 }, { line: 8 }]);
  });

  test("one gone and one new are taken for a rename, however they are called", () => {
    const renamed = text.replace("    dance() {},\n", "").replace("histroy", "recent");
    expect(update(renamed).diagnostics).toMatchObject([{ mend: expect.stringContaining('to "history"') }]);
  });
});
