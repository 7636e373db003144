// actorgen tail, as someone in a shell has it: lines, resuming, ends, and servers that are none.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/program.js";
import { repository } from "../temporary-project.js";
import { demo, post, strange } from "./live-server.js";
import { runMain, silentTerminal } from "./silent-terminal.js";

const ann = ["--params", '{"userId":"ann"}'];
const tail = (...args: readonly string[]) => runMain(repository, ["tail", ...args]);

/** `tail` in this process, with a hand on what it says while it runs. */
function watched(...args: readonly string[]) {
  let [stdout, stderr] = ["", ""];
  const waiting = new Set<() => void>();
  const wake = (): void => waiting.forEach((look) => look());
  const out = (text: string): void => ((stdout += text), wake());
  const err = (text: string): void => ((stderr += text), wake());
  const ended = main(["tail", ...args], silentTerminal({ cwd: repository, out, err }));
  return {
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    /** Waits until it has said this, on either stream. */
    said: (text: string, times = 1): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (`${stdout}${stderr}`.split(text).length <= times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

const children: ChildProcess[] = [];
afterEach(() => void children.splice(0).forEach((child) => child.kill("SIGKILL")));

/** `tail` as a process of its own. */
function shell(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(repository, "dist/src/cli/main.js"), "tail", ...args]);
  children.push(child);
  let stdout = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  const said = async (text: string): Promise<void> => {
    let all = "";
    for await (const chunk of child.stderr) if ((all += String(chunk)).includes(text)) return;
  };
  return { child, said, stdout: () => stdout, ended: once(child, "close") };
}

describe("events", () => {
  test("as JSON, all that the actor has, until there are enough", async () => {
    const { url } = await demo();
    const run = watched(url, "chatRoom", "general", ...ann, "--json", "--count", "3");
    await run.said("listening  chatRoom general: messageReceived, cleared, typing\n");
    await post(url, "chatRoom/general/sendMessage", ["ann", "One\u001b[2J"]);
    await post(url, "chatRoom/general/sendMessage", ["bob", "Two"]);
    await post(url, "chatRoom/general/clear", []);
    expect(await run.ended).toBe(0);
    const lines = run.stdout().trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        event: "messageReceived",
        payload: { userId: "ann", text: "One\u001b[2J" },
        at: expect.stringMatching(/^\d{4}-.*Z$/),
      },
      { event: "messageReceived", payload: { userId: "bob" } },
      { event: "cleared" },
    ]);
    expect(run.stdout()).not.toContain("\u001b");
  });

  test("for people, and only those named", async () => {
    const { url } = await demo();
    const run = watched(url, "chatRoom", "general", "cleared", ...ann, "--count", "1");
    await run.said("listening  chatRoom general: cleared\n");
    await post(url, "chatRoom/general/sendMessage", ["ann", "One"]);
    await post(url, "chatRoom/general/clear", []);
    expect(await run.ended).toBe(0);
    expect(run.stdout()).toMatch(/^\d\d:\d\d:\d\d {2}cleared\n$/);
  });

  test("the connection is over with the command: the server waits for nobody", async () => {
    const { url, inspect } = await demo();
    const run = watched(url, "chatRoom", "general", ...ann, "--count", "1");
    await run.said("listening");
    expect(await inspect()).toMatchObject({ connections: 1, actors: [{ connections: [{ online: true }] }] });
    await post(url, "chatRoom/general/clear", []);
    expect(await run.ended).toBe(0);
    expect(await inspect()).toMatchObject({ connections: 0, actors: [{ connections: [] }] });
  });

  test("pings of the server are answered", async () => {
    const posted: unknown[] = [];
    const url = await strange((request, response) => {
      if (request.method === "POST") {
        posted.push(request.headers["actorgen-stream"]);
        response.writeHead(204).end();
        stream?.end("event: close\ndata: 1000\n\n");
        return;
      }
      stream = response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('event: stream\ndata: token-1\n\ndata: {"t":"welcome"}\n\nevent: ping\ndata\n\n');
    });
    let stream: ServerResponse | undefined;
    const { code, stderr } = await tail(url, "chatRoom", "g", "--contract", "generated/contract.json");
    expect([code, posted]).toEqual([1, ["token-1"]]);
    expect(stderr).toContain("The server ended the connection.\n");
  });
});

describe("ends", () => {
  test("Ctrl-C ends a process tidily", async () => {
    const { url, inspect } = await demo();
    const { child, said, stdout, ended } = shell(url, "chatRoom", "general", ...ann);
    await said("listening");
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
    expect(stdout()).toBe("");
    expect(await inspect()).toMatchObject({ connections: 0, actors: [{ connections: [] }] });
  });

  test("so does whoever reads the lines and leaves", async () => {
    const { url } = await demo();
    const { child, said, ended } = shell(url, "chatRoom", "general", ...ann);
    await said("listening");
    child.stdout?.destroy();
    const timer = setInterval(() => void post(url, "chatRoom/general/clear", []).catch(() => {}), 20);
    expect(await ended).toEqual([0, null]);
    clearInterval(timer);
  });

  test("time: fine in itself, a finding where events were asked for", async () => {
    const { url } = await demo();
    expect(await tail(url, "chatRoom", "g", ...ann, "--timeout", "1.5", "--silent")).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    expect(await tail(url, "chatRoom", "g", ...ann, "--timeout", "1.5", "--count", "1")).toMatchObject({ code: 1 });
  });

  test("what the server refuses: params, callers, single events", async () => {
    const { url } = await demo({
      authorize: ({ headers }, { event }) => headers.get("authorization") === "one" && event !== "typing",
      contract: true,
    });
    const room = [url, "chatRoom", "general", "cleared"];
    expect(await tail(...room, "--contract", "generated/contract.json")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^unauthorized {2}/),
    });
    const bad = await tail(...room, "-H", "authorization: one", "--params", '{"userId":""}');
    expect(bad).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^invalid_params .*\n {2}userId {2}Too small/),
    });
    const run = watched(url, "chatRoom", "general", "typing", ...ann, "-H", "authorization: one", "--timeout", "1.5");
    expect(await run.ended).toBe(0);
    expect(run.stderr()).toContain("unauthorized  typing: ");
  });

  test("wrong use", async () => {
    const { url } = await demo();
    const wrong = async (text: string, ...args: readonly string[]): Promise<void> => {
      const result = await tail(...args);
      expect(result).toMatchObject({ code: 2, stdout: "" });
      expect(result.stderr).toContain(text);
    };
    await wrong("missing required argument 'key'", url, "chatRoom");
    await wrong("Did you mean cleared? Its events: messageReceived, cleared, typing.", url, "chatRoom", "g", "claered");
    await wrong("Its actors: ", url, "nobody", "g");
    await wrong("AG266", url, "gameRoom", '["a","b"]');
    await wrong("Expected a number above 0", url, "chatRoom", "g", "--count", "0");
    await wrong("unknown option '--jsno'", url, "chatRoom", "g", "--jsno");
    const off = await demo({ contract: false });
    await wrong("AG263", off.url, "chatRoom", "g", ...ann);
  });

  test("without the contract, events that are named can be followed", async () => {
    const { url } = await demo({ contract: false });
    const run = watched(url, "chatRoom", "g", "cleared", "nothing", ...ann, "--timeout", "1.5");
    expect(await run.ended).toBe(0);
    expect(run.stderr()).toContain("names are not checked");
    expect(run.stderr()).toContain("unknown_event  nothing: ");
  });
});

describe("coming back", () => {
  test("after the server was away: with what is missed between, once", async () => {
    // A door in front of the server that can be shut.
    const { url } = await demo();
    let open = true;
    const cuts = new Set<() => void>();
    const asked: (string | undefined)[] = [];
    const door = await strange((request, response) => {
      if (!open) return request.socket.destroy();
      const { method = "GET", headers } = request;
      if (headers.accept === "text/event-stream") asked.push(String(headers["last-event-id"]));
      const gone = new AbortController();
      cuts.add(() => (gone.abort(), request.socket.destroy()));
      const sent = Object.entries(headers).filter(([name]) => /^(?:accept|actorgen-.*|last-event-id)$/.test(name));
      void fetch(url + (request.url ?? ""), {
        method,
        headers: Object.fromEntries(sent.map(([a, b]) => [a, String(b)])),
        signal: gone.signal,
      })
        .then(async (answer) => {
          response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
          for await (const chunk of answer.body ?? []) response.write(chunk);
          response.end();
        })
        .catch(() => {});
    });
    const run = watched(door, "chatRoom", "general", "messageReceived", ...ann, "--json", "--count", "4");
    await run.said("listening");
    await post(url, "chatRoom/general/sendMessage", ["ann", "1"]);
    await run.said('"text":"1"');
    open = false;
    cuts.forEach((cut) => cut());
    await run.said("lost  ");
    await post(url, "chatRoom/general/sendMessage", ["ann", "2"]);
    await post(url, "chatRoom/general/sendMessage", ["ann", "3"]);
    // At least one attempt finds nobody.
    await run.said("lost  ", 2);
    open = true;
    await run.said("back  ");
    await post(url, "chatRoom/general/sendMessage", ["ann", "4"]);
    expect(await run.ended).toBe(0);
    const texts = run
      .stdout()
      .trimEnd()
      .split("\n")
      .map((line) => Object(JSON.parse(line)).payload.text);
    expect(texts).toEqual(["1", "2", "3", "4"]);
    expect(asked[0]).toBe("undefined");
    expect(asked.at(-1)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\.\d+$/);
    expect(run.stderr()).toMatch(/lost {2}.* \(again in \d+ ms\)/);
  });
});

describe("servers that are none", () => {
  const args = ["chatRoom", "general", "cleared", "--contract", "generated/contract.json", "--timeout", "1.5"];

  test.each<[string, number, string, string]>([
    ["a page", 200, "text/html", "<!doctype html>"],
    ["other JSON", 404, "application/json", "{}"],
    ["an endless error", 500, "text/plain", "x".repeat(300_000)],
    ["another's refusal", 426, "application/json", '{"error":{"code":"unsupported_protocol","message":"Upgrade."}}'],
  ])("%s", async (_name, status, type, body) => {
    const url = await strange((_request, response) => response.writeHead(status, { "content-type": type }).end(body));
    const result = await tail(url, ...args);
    expect(result).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("AG262") });
  });

  const stream = (text: string) =>
    strange((_request, response) => response.writeHead(200, { "content-type": "text/event-stream" }).end(text));
  const welcome = 'data: {"t":"welcome","gap":{"from":{}}}\n\n';

  test.each<[string, string, string]>([
    ["nothing but noise", "data: {\n\ndata: [1,null,{}]\n\nid\n\n: hm\n\nevent: other\ndata: x\n\n", "bad_json"],
    ["a welcome of any form", "", "missed"],
    ["an event of any form", 'data: {"t":"event","event":5}\n\ndata: {"t":"error","event":"cleared"}\n\n', "lost"],
    ["a close of any form", "event: close\ndata: x \u001b]0;\n\n", "\\u001b]0;"],
    ["a token that cannot be posted", "event: stream\ndata: a\u0000b\n\nevent: ping\ndata\n\n", "lost"],
  ])("a stream of %s", async (_name, text, said) => {
    // Where nobody was welcomed, there is no server.
    const alone = await tail(await stream(text), ...args);
    expect(alone).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("gave no stream of events") });
    const { code, stdout, stderr } = await tail(await stream(welcome + text), ...args);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("\u001b");
    // It is asked less and less.
    expect(stderr.split("lost  ").length).toBeLessThan(8);
  });

  test("a stream that ends it, with and without a reason", async () => {
    const closed = await tail(await stream("event: close\ndata: 1000 game over\n\n"), ...args);
    expect(closed).toMatchObject({ code: 1, stderr: "The server ended the connection: game over.\n" });
    const refused = await tail(
      await stream('data: {"t":"error","code":"banned","message":"You are banned."}\n\nevent: close\ndata: 4400 \n\n'),
      ...args,
    );
    expect(refused).toMatchObject({ code: 1, stderr: "banned  You are banned.\n" });
  });

  test("an event without end is cut off", async () => {
    let streams = 0;
    const url = await strange((_request, response) => {
      streams++;
      response.writeHead(200, { "content-type": "text/event-stream" });
      const more = (): void => {
        while (response.write("x".repeat(1 << 20)));
        response.once("drain", more);
      };
      more();
    });
    const result = await tail(url, ...args.slice(0, -1), "20");
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining("an event is larger than 16 MiB") });
    expect(streams).toBe(1);
  });

  test("silence, and nobody there", async () => {
    const silent = await strange(() => {});
    const quiet = { code: 2, stdout: "", stderr: `${silent} did not answer in time.\n` };
    expect(await tail(silent, ...args)).toEqual(quiet);
    expect(await tail(silent, "chatRoom", "general", "--timeout", "0.2")).toEqual(quiet);
    const server = await demo();
    await server.close();
    expect(await tail(server.url, ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining("AG261") });
  });
});
