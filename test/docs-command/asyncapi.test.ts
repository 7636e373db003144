// The AsyncAPI document: its official parser finds nothing to say, and its messages fit real frames.
import { Parser } from "@asyncapi/parser";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { asyncapi } from "../../src/codegen/docs/asyncapi.js";
import type { Generated } from "../../src/codegen/generate.js";
import { demo, hostile } from "./fixtures.js";

function documentOf({ contract }: Generated, endpoint?: string): string {
  const project = { importExtension: ".js", sourceRoot: ".." } as const;
  const [file] = asyncapi({ title: "Demo", endpoint })({ contract, project });
  return file?.text ?? "";
}

// The parser takes a second for each.
const parsed = {
  demo: new Parser().parse(documentOf(demo, "https://chat.example.com/base/")),
  hostile: new Parser().parse(documentOf(hostile)),
};

test("the fixtures have no errors of their own", () => {
  expect([...demo.diagnostics, ...hostile.diagnostics].filter(({ severity }) => severity === "error")).toEqual([]);
});

test.each([
  ["the demo's schemas", demo, parsed.demo],
  ["every construct under hostile names", hostile, parsed.hostile],
])("%s: no diagnostics, not even hints", async (_name, { contract }, parsing) => {
  const { document, diagnostics } = await parsing;
  expect(diagnostics).toEqual([]);
  expect(document?.version()).toBe("3.1.0");
  const actors = Object.values(contract.actors);
  const members = actors.flatMap(({ actions, events }) => [...Object.keys(actions), ...Object.keys(events)]);
  expect(document?.channels().all()).toHaveLength(actors.length);
  expect(document?.operations().all()).toHaveLength(members.length);
  for (const operation of document?.operations().all() ?? []) {
    expect(operation.messages().all()).toHaveLength(1);
    expect(operation.reply() !== undefined).toBe(operation.isReceive());
  }
});

test("addresses, replies and errors of an action", async () => {
  const { document } = await parsed.demo;
  expect(document?.servers().get("default")?.url()).toBe("wss://chat.example.com/base");
  expect(document?.channels().get("chatRoom")?.address()).toBe("/actors/chatRoom/{key}");
  const replies = (id: string): (string | undefined)[] =>
    (document?.operations().get(id)?.reply()?.messages().all() ?? []).map((message) => message.name());
  expect(replies("chatRoom.actions.clear")).toEqual(["chatRoom.clear result", "chatRoom error"]);
  expect(replies("chatRoom.actions.sendMessage")).toEqual([
    "chatRoom.sendMessage result",
    "chatRoom.sendMessage error muted",
    "chatRoom.sendMessage other errors",
  ]);
});

test("a call's frame takes what the protocol sends, and nothing else", async () => {
  const { document } = await parsed.demo;
  const payload = document?.operations().get("chatRoom.actions.sendMessage")?.messages().all()[0]?.payload();
  const ajv = new Ajv({ strict: false });
  const frame = { t: "call", id: 1, action: "sendMessage", args: ["user-123", "Hello everyone!"] };
  const validate = ajv.compile(payload?.json() ?? false);
  expect(validate(frame)).toBe(true);
  expect(validate({ ...frame, args: ["user-123"] })).toBe(false);
  expect(validate({ ...frame, args: ["user-123", ""] })).toBe(false);
  expect(validate({ ...frame, args: ["user-123", "Hello", "more"] })).toBe(false);
  expect(validate({ ...frame, action: "history" })).toBe(false);
});

test("nothing of state and connection state, and no secrets", () => {
  expect(documentOf(hostile)).not.toMatch(/private(?:State|ConnState)|hunter2/);
});
