// actorgen call, as someone in a shell has it: results, refusals, flags, and servers that are none.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { argsOfFlags } from "../../src/codegen/live/arguments.js";
import type { ActionContract } from "../../src/schema/contract.js";
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { runCli } from "../run-cli.js";
import { repository } from "../temporary-project.js";
import { demo, post, strange } from "./live-server.js";
import { runMain } from "./silent-terminal.js";

const run = (...args: readonly string[]) => runMain(repository, ["call", ...args]);
const contract = join(repository, "generated/contract.json");

describe("a call", () => {
  test("in a shell: the result is on standard output, and the process ends", async () => {
    const { url } = await demo();
    const room = [url, "chatRoom", "general"];
    const sent = await runCli(repository, [
      "call",
      ...room,
      "sendMessage",
      "--user-id",
      "ann",
      "--text",
      "Hello\u001b[31m\u009b",
    ]);
    expect(sent).toMatchObject({ code: 0, stderr: "" });
    expect(sent.stdout).toMatch(/^\{.*\}\n$/);
    // What a terminal would obey is escaped.
    expect(sent.stdout).toContain("\\u001b[31m\\u009b");
    expect(JSON.parse(sent.stdout)).toMatchObject({ userId: "ann", text: "Hello\u001b[31m\u009b" });
    const history = await runCli(repository, ["call", ...room, "history", "[10]"]);
    expect(JSON.parse(history.stdout)).toEqual([JSON.parse(sent.stdout)]);
  });

  test.each([
    [["history"], 0],
    [["history", "5"], 0],
    [["history", "[5]"], 0],
    [["history", "--limit", "5"], 0],
    [["history", "--limit=5"], 0],
    [["history", "--", "--limit", "5"], 0],
    [["clear"], 0],
  ])("arguments: %j", async (words, code) => {
    const { url } = await demo({ basePath: "/api" });
    const result = await run(`${url}/`, "chatRoom", "general", ...words);
    expect(result).toEqual({ code, stdout: words[0] === "clear" ? "" : "[]\n", stderr: "" });
  });

  test("a result is laid out for people who read it", async () => {
    const { url } = await demo();
    await post(url, "chatRoom/general/sendMessage", ["ann", "Hi"]);
    let text = "";
    const { main } = await import("../../src/cli/program.js");
    const { silentTerminal } = await import("./silent-terminal.js");
    const terminal = silentTerminal({ isRead: true, out: (more) => void (text += more) });
    expect(await main(["call", url, "chatRoom", "general", "history"], terminal)).toBe(0);
    expect(text).toContain('[\n  {\n    "id": "');
  });

  test("keys of several strings, keys with anything in them, and actors that are not to be made", async () => {
    const { url } = await demo();
    expect(await run(url, "chatRoom", '["a/b", ""]', "history")).toMatchObject({ code: 0 });
    expect(await run(url, "chatRoom", "a/b c~ü", "history")).toMatchObject({ code: 0 });
    const absent = await run(url, "chatRoom", "nobody", "history", "--must-exist");
    expect(absent).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("actor_not_found") });
    expect(await run(url, "gameRoom", '["eu", "42"]', "players")).toEqual({
      code: 2,
      stdout: "",
      stderr: `error AG266\n  A key of gameRoom is [room], and ["eu", "42"] is 2 strings.\n  mend: Write it as a JSON array, such as '["room"]'.\n`,
    });
    expect(await run(url, "chatRoom", "[general", "history")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is not a JSON array of strings"),
    });
  });

  test("creation input is sent", async () => {
    const { url } = await demo();
    const bad = await run(url, "gameRoom", "one", "players", "--create-with", '{"map": 5}');
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining("invalid_input") });
    expect(bad.stderr).toMatch(/^ {2}map {2}Invalid input: expected string/m);
    expect(await run(url, "gameRoom", "one", "players", "--create-with", '{"map": "moor"}')).toMatchObject({ code: 0 });
  });
});

describe("what the server refuses is told by argument, with exit code 1", () => {
  test("issues", async () => {
    const { url } = await demo();
    const result = await run(url, "chatRoom", "general", "sendMessage", "--user-id", "ann", "--text", "");
    expect(result).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "invalid_argument  1 of the values does not fit\n  text  Too small: expected string to have >=1 characters\n",
    });
  });

  test("a declared error with its data; as JSON for a program", async () => {
    const { url } = await demo();
    await post(url, "chatRoom/general/mute", ["ann", 60]);
    const args = [url, "chatRoom", "general", "sendMessage", '["ann", "Hi"]'];
    expect((await run(...args)).stderr).toMatch(/^muted {2}muted\n {2}data {2}\{"until":"2\d{3}-/);
    const { code, stderr } = await run(...args, "--error-format", "json");
    expect([code, JSON.parse(stderr)]).toMatchObject([
      1,
      { error: { code: "muted", data: { until: expect.any(String) } } },
    ]);
  });

  test("who is calling: authorize sees the headers, and a refusal says what to do", async () => {
    const { url } = await demo({ authorize: ({ headers }) => headers.get("authorization") === "Bearer one" });
    const args = [url, "chatRoom", "general", "history", "[5]"];
    const refused = await run(...args);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("unauthorized") });
    expect(refused.stderr).toContain("--header");
    expect(await run(...args, "--header", "authorization: Bearer one")).toMatchObject({ code: 0, stdout: "[]\n" });
    expect(await run(...args, "-H", "x: y", "-H", "authorization:Bearer one")).toMatchObject({ code: 0 });
  });

  test("a contract that is not the server's is told as such", async () => {
    const other = await strange((request, response) => {
      expect(request.headers["actorgen-hash"]).toMatch(/^[0-9a-f]{16}$/);
      response.writeHead(409).end('{"error":{"code":"contract_mismatch","message":"Old.","issues":"none"}}');
    });
    const result = await run(other, "chatRoom", "general", "history", "[5]", "--contract", contract);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining("contract_mismatch") });
  });
});

describe("where the server keeps its contract", () => {
  test("JSON works, flags ask for a contract, and a file is one", async () => {
    const { url } = await demo({ contract: false });
    const room = [url, "chatRoom", "general", "history"];
    expect(await run(...room, "[5]")).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
    const flags = await run(...room, "--limit", "5");
    expect(flags).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error AG263\n.*not_found.*\n {2}mend: Give the arguments as JSON\./),
    });
    expect(await run(...room, "--limit", "5", "--contract", contract)).toMatchObject({ code: 0 });
    expect(await run(...room, "--limit", "5", "--contract", "package.json")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("AG114"),
    });
    expect(await run(url, "chatRom", "general", "history", "[5]")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("unknown_actor"),
    });
  });
});

describe("wrong use, with exit code 2", () => {
  test.each([
    [["chatRom", "g", "history"], "AG264", "Did you mean chatRoom? Its actors: chatRoom, gameRoom, wireKinds."],
    [
      ["chatRoom", "g", "hitsory"],
      "AG264",
      "Did you mean history? Its actions: sendMessage, history, mute, typing, clear.",
    ],
    [["__proto__", "g", "history"], "AG264", "Its actors:"],
    [["chatRoom", "g", "toString"], "AG264", "Its actions:"],
    [["chatRoom", "g", "history", "--limt", "5"], "AG265", "Did you mean --limit? Its arguments: --limit."],
    [["chatRoom", "g", "history", "--haeder", "a: b"], "AG265", "Did you mean --header?"],
    [["chatRoom", "g", "history", "--limit", "many"], "AG265", "--limit is many.\n  mend: Expected a whole number."],
    [["chatRoom", "g", "history", "--limit"], "AG265", "--limit has no value."],
    [["chatRoom", "g", "history", "--limit", "1", "--limit", "2"], "AG265", "--limit is given twice."],
    [["chatRoom", "g", "clear", "--all"], "AG265", "The action takes no arguments."],
    [["chatRoom", "g", "sendMessage", "--text", "x"], "AG265", "Arguments are missing: --user-id <string>."],
    [["chatRoom", "g", "history", "ten"], "AG265", "ten is not JSON."],
    [["chatRoom", "g", "history", "1", "2"], "AG265", "more than one word after the action: 1 2."],
    [["chatRoom", "g", "history", "--params", "{"], "AG265", "--params is not JSON: {."],
    [["chatRoom", "g", "history", "--header", "secret"], "AG265", "A --header cannot be sent."],
    [["chatRoom", "g", "history", "--header", "a b: c"], "AG265", "The header a b cannot be sent."],
  ])("%j", async (words, code, text) => {
    const { url } = await demo();
    const result = await run(url, ...words);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(`error ${code}\n`);
    expect(result.stderr).toContain(text);
  });

  test.each([
    [[], "missing required argument 'url'"],
    [["http://x", "chatRoom"], "missing required argument 'key'"],
    [["http://x", "a", "k", "b", "--timeout", "never"], "Expected a number above 0"],
    [["localhost:8080", "a", "k", "b"], "such as http://localhost:8080"],
    [["ws://localhost:8080/x", "a", "k", "b"], "Write http://localhost:8080"],
    [["http://ann:secret@x", "a", "k", "b"], "holds a user or a password"],
    [["http://x?y", "a", "k", "b"], "has more than a path"],
  ])("%j", async (args, text) => {
    const result = await run(...args);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(text);
  });
});

describe("help", () => {
  test("behind an action lists its arguments", async () => {
    const { url } = await demo();
    expect(await run(url, "chatRoom", "general", "sendMessage", "--help")).toEqual({
      code: 0,
      stderr: "",
      stdout: `chatRoom.sendMessage: Post a message to everyone in the room.

  --user-id <string>
  --text <string>

Gives Message. Errors: muted.
`,
    });
    expect((await run(url, "chatRoom", "general", "history", "-h")).stdout).toContain(
      "--limit <integer>  may be left out\n",
    );
  });
});

describe("servers that are none", () => {
  test("nobody there", async () => {
    const server = await demo();
    await server.close();
    const { port } = new URL(server.url);
    const result = await run(server.url, "a", "k", "b", "1");
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(`cannot be reached: connect ECONNREFUSED 127.0.0.1:${port}.`);
  });

  const room = ["chatRoom", "general", "history", "[5]"];

  test.each<[string, number, string, Record<string, string>, string]>([
    [
      "a page",
      200,
      "<!doctype html><title>\u001b]0;x\u0007 Home",
      {},
      'answered 200 and "<!doctype html><title>\\u001b]0;x\\u0007 Home"',
    ],
    ["nothing", 500, "", {}, "answered 500 and nothing"],
    ["other JSON", 200, '{"status":"ok"}', {}, "is not a contract that this version"],
    [
      "half a contract",
      200,
      '{"actorgen":1,"actors":{"chatRoom":{"name":"x","actions":[]}},"$defs":{}}',
      {},
      "is not a contract that",
    ],
    ["another error", 404, '{"error":"no such page"}', {}, "answered 404"],
    ["deep JSON", 200, "[".repeat(200_000), {}, "answered 200"],
    ["a redirect", 302, "", { location: "https://evil.example/" }, "sends on to https://evil.example/."],
  ])("%s", async (_name, status, body, headers, text) => {
    const url = await strange((_request, response) => response.writeHead(status, headers).end(body));
    const result = await run(url, ...room);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(text);
  });

  test("a strange answer to the call itself", async () => {
    for (const body of ["[]", "null", "{", `{"value":${"[".repeat(500)}${"]".repeat(500)}}`]) {
      const url = await strange((_request, response) => response.end(body));
      const result = await run(url, ...room, "--contract", contract);
      expect(result).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("AG262") });
    }
  });

  test("a hostile contract is only looked at: hashes, references and kinds of any form", async () => {
    const loop = { $ref: "#/$defs/Loop" };
    const action = { hash: "x\r\ny: z", style: "args", returns: null, errors: {} };
    const args = [
      { name: "a", optional: false, schema: loop },
      { name: "b\u001b", optional: true, schema: { enum: 5, anyOf: "x", "x-actorgen-nullable": true, description: 7 } },
    ];
    const actor = {
      name: "chatRoom",
      hash: 5,
      key: null,
      input: null,
      params: null,
      events: {},
      actions: { history: { ...action, args } },
    };
    const given = JSON.stringify({ actorgen: 1, actors: { chatRoom: actor }, $defs: { Loop: loop } });
    const asked: unknown[] = [];
    const url = await strange((request, response) => {
      if (request.url === "/contract.json") return response.end(given);
      asked.push(request.headers["actorgen-hash"]);
      request.on("data", (chunk) => asked.push(JSON.parse(String(chunk)))).on("end", () => response.end('{"value":1}'));
    });
    expect(await run(url, "chatRoom", "k", "history", "--a", "5", "--b\u001b", "x")).toEqual({
      code: 0,
      stdout: "1\n",
      stderr: "",
    });
    expect(asked).toEqual([undefined, [5, "x"]]);
    const help = await run(url, "chatRoom", "k", "history", "--help");
    expect([help.code, help.stdout.includes("\u001b")]).toEqual([0, false]);
  });

  test("too much, too slow, silent, cut", async () => {
    const huge = await strange((_request, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(1 << 20, 32)));
        response.once("drain", more);
      };
      more();
    });
    expect((await run(huge, "chatRoom", "general", "history")).stderr).toContain("answered with more than 32 MiB");
    const slow = await strange((_request, response) => {
      response.write("{");
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    const silent = await strange(() => {});
    for (const url of [slow, silent]) {
      const result = await run(url, ...room, "--timeout", "0.4");
      expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining("did not answer in time") });
    }
    const cut = await strange((request, response) => void (response.write("{"), request.socket.destroy()));
    expect(await run(cut, ...room)).toMatchObject({ code: 2, stderr: expect.stringContaining("AG261") });
  });
});

describe("flags by type", () => {
  const parse = (schema: JsonSchema, ...words: readonly string[]): unknown => {
    const action: ActionContract = {
      hash: "",
      style: "args",
      args: [
        { name: "first", optional: true, schema: { type: "string" } },
        { name: "theValue", optional: true, schema },
      ],
      returns: null,
      errors: {},
      concurrent: false,
    };
    const types = { Word: { type: "string", enum: ["on", "off"] } };
    return argsOfFlags(words, action, types)[1];
  };
  test.each<[JsonSchema, string[], unknown]>([
    [{ type: "string" }, ["--the-value", "5"], "5"],
    [{ type: "string" }, ["--theValue", "--x"], "--x"],
    [{ type: "string" }, ["--the-value="], ""],
    [{ type: "string" }, ["--the-value=a=b"], "a=b"],
    [{ type: "number" }, ["--the-value", "-1.5"], -1.5],
    [{ type: "boolean" }, ["--the-value"], true],
    [{ type: "boolean" }, ["--the-value", "--first", "x"], true],
    [{ type: "boolean" }, ["--the-value", "false"], false],
    [{ type: "boolean" }, ["--no-the-value"], false],
    [{ type: "string", "x-actorgen-kind": "date" }, ["--the-value", "2026-01-31"], "2026-01-31T00:00:00.000Z"],
    [{ type: "string", "x-actorgen-kind": "bigint" }, ["--the-value", "9007199254740993"], "9007199254740993"],
    [{ $ref: "#/$defs/Word" }, ["--the-value", "off"], "off"],
    [{ type: "object" }, ["--the-value", '{"a":[1]}'], { a: [1] }],
    [{ type: "array", items: { type: "string" } }, ["--the-value", '["a"]'], ["a"]],
    [{ anyOf: [{ type: "number" }, { type: "null" }], "x-actorgen-nullable": true }, ["--the-value", "null"], null],
    [{ anyOf: [{ type: "number" }, { type: "null" }], "x-actorgen-nullable": true }, ["--the-value", "2"], 2],
    [{ anyOf: [{ type: "number" }, { type: "string" }] }, ["--the-value", "2"], 2],
    [{ anyOf: [{ type: "number" }, { type: "string" }] }, ["--the-value", "two"], "two"],
    [{}, ["--the-value", "[1]"], [1]],
  ])("%j %j", (schema, words, expected) => expect(parse(schema, ...words)).toEqual(expected));

  test.each<[JsonSchema, string[], string]>([
    [{ type: "number" }, ["--the-value", ""], "a number"],
    [{ type: "number" }, ["--the-value", "Infinity"], "a number"],
    [{ type: "integer" }, ["--the-value", "1.5"], "a whole number"],
    [{ type: "string", "x-actorgen-kind": "date" }, ["--the-value", "soon"], "a date"],
    [{ $ref: "#/$defs/Word" }, ["--the-value", "up"], "one of on, off"],
    [{ type: "object" }, ["--the-value", "a"], "JSON"],
    [{ type: "boolean" }, ["--the-value=yes"], "true or false"],
  ])("%j %j is refused", (schema, words, expected) => {
    expect(() => parse(schema, ...words)).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ mend: expect.stringContaining(expected) }) }),
    );
  });

  test("what is left out before another is null; what is left out at the end is not sent", async () => {
    const asked: unknown[] = [];
    const url = await strange((request, response) => {
      request.on("data", (chunk) => asked.push(JSON.parse(String(chunk)))).on("end", () => response.end("{}"));
    });
    const file = ["--contract", contract];
    expect(await run(url, "chatRoom", "k", "history", ...file, "--")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(asked).toEqual([[]]);
    const args = [
      { name: "a", optional: true, schema: { type: "number" } },
      { name: "b", optional: true, schema: { type: "number" } },
      { name: "c", optional: true, schema: { type: "number" } },
    ] as const;
    const action = { hash: "", style: "args", args, returns: null, errors: {}, concurrent: false } as const;
    expect(argsOfFlags(["--b", "1"], action, {})).toEqual([null, 1]);
  });

  test("an action of one input has a flag for each field", async () => {
    const { url } = await demo();
    const { stdout } = await run(url, "wireKinds", "k", "echo", "--help");
    expect(stdout).toContain("--date <date>");
    const missing = await run(url, "wireKinds", "k", "echo", "--date", "2026-01-31", "--bigint", "5");
    expect(missing.stderr).toContain("Arguments are missing: --map <JSON> --set <JSON>");
    expect(missing.stderr).not.toContain("--defaulted");
  });
});
