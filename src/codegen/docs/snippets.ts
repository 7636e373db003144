// Snippets: how a client calls an action or hears an event, in TypeScript and with curl.
import { mayBeEmpty } from "../../../templates/actor.js";
import { typeOf } from "../../../templates/typescript/names.js";
import { access, literal } from "../../../templates/typescript/text.js";
import type { Definitions } from "../../../templates/typescript/view.js";
import { encodeKey } from "../../protocol/key.js";
import type { ActorContract } from "../../schema/contract.js";
import type { JsonValue } from "../../schema/json-schema.js";
import { codeText, type Code } from "./code.js";
import { exampleOf, type Example } from "./example.js";

/** Where snippets are written for. */
export interface SnippetScope {
  readonly definitions: Definitions;
  /** Base URL of the server. */
  readonly endpoint: string;
  /** What `createClient` is imported from. */
  readonly module: string;
}

/** A whole program that calls one action. */
export function actionSnippet(actor: ActorContract, name: string, scope: SnippetScope): string {
  const action = actor.actions[name];
  const args = (action?.args ?? [])
    .filter(({ optional }) => !optional)
    .map((arg) => example(arg.schema, arg.name, scope));
  const call: Code = { open: `await ${access("actor", name)}(`, parts: args.map(({ code }) => code), close: ")" };
  const [error] = Object.entries(action?.errors ?? {});
  const returns = action?.returns != null;
  const head = (names: readonly string[], indent: number): string =>
    `${opening(actor, scope, names)}${" ".repeat(indent)}`;
  const statement = (indent: number): string =>
    `${returns ? "const result = " : ""}${codeText(call, indent, indent + (returns ? 15 : 0))};\n${returns ? `${" ".repeat(indent)}console.log(result);\n` : ""}`;
  if (error === undefined) return visible(head([], 0) + statement(0));
  const guard = `is${typeOf(actor.name)}Error`;
  const [code, data] = error;
  return visible(`${head([guard], 0)}try {
  ${statement(2)}} catch (error) {
  if (!${guard}(${literal(name)}, error)) throw error;
  if (error.code === ${literal(code)}) console.log(${data === null ? "error.message" : "error.data"});
}
`);
}

/** A whole program that listens to one event. */
export function eventSnippet(actor: ActorContract, name: string, scope: SnippetScope): string {
  const isVoid = actor.events[name]?.payload === null;
  return visible(`${opening(actor, scope, [])}const connection = actor.connect();
connection.on(${literal(name)}, ${isVoid ? `() => console.log(${literal(name)})` : "(payload) => console.log(payload)"});
`);
}

// What a reader cannot see stands in strings alone, and there it can be written out.
function visible(code: string): string {
  return code.replace(/[\p{Cc}\p{Cs}\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, (char) =>
    char === "\n" ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** How to get hold of an actor. */
export function openingSnippet(actor: ActorContract, scope: SnippetScope): string {
  return visible(`${opening(actor, scope, [])}const connection = actor.connect();
await connection.ready;
`);
}

/** One HTTP request that calls an action, for a POSIX shell. */
export function curlSnippet(actor: ActorContract, name: string, { definitions, endpoint }: SnippetScope): string {
  const scope = { definitions, endpoint, module: "" };
  const args = (actor.actions[name]?.args ?? []).filter(({ optional }) => !optional);
  const body = visible(JSON.stringify(args.map((arg) => example(arg.schema, arg.name, scope).wire)));
  const key = keyExamples(actor, scope).map(({ wire }) => String(wire));
  const path = ["actors", encodeKey([actor.name]), encodeKey(key), encodeKey([name])].join("/");
  const hello = mayBeEmpty(actor.input, definitions)
    ? ""
    : ` \\\n  -H 'actorgen-hello: ${base64url({ mode: "getOrCreate", input: example(actor.input ?? {}, "input", scope).wire })}'`;
  return `curl ${quoted(`${endpoint.replace(/\/$/, "")}/${path}`)} \\
  -H 'content-type: application/json'${hello} \\
  -d ${quoted(body)}
`;
}

function opening(actor: ActorContract, scope: SnippetScope, names: readonly string[]): string {
  const key: Code = { open: "[", parts: keyExamples(actor, scope).map(({ code }) => code), close: "]" };
  const options: Code[] = [];
  const add = (name: string, schema: ActorContract["params"]): void => {
    if (schema !== null && !mayBeEmpty(schema, scope.definitions))
      options.push({ open: `${name}: `, parts: [example(schema, name, scope).code], close: "" });
  };
  add("params", actor.params);
  add("input", actor.input);
  const parts: Code[] = [key, ...(options.length === 0 ? [] : [{ open: "{", parts: options, close: "}" }])];
  const call: Code = { open: `${access("client", actor.name)}.getOrCreate(`, parts, close: ")" };
  return `import { ${["createClient", ...names].join(", ")} } from ${literal(scope.module)};

const client = createClient(${literal(scope.endpoint)});
const actor = ${codeText(call, 0, 14)};
`;
}

function keyExamples(actor: ActorContract, scope: SnippetScope): readonly Example[] {
  if (actor.key === null) return [{ code: literal("general"), wire: "general" }];
  return actor.key.filter(({ optional }) => !optional).map(({ name, schema }) => example(schema, name, scope));
}

function example(schema: NonNullable<ActorContract["params"]>, name: string, { definitions }: SnippetScope): Example {
  return exampleOf(schema, definitions, name) ?? { code: "undefined as never", wire: null };
}

function base64url(value: JsonValue): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function quoted(text: string): string {
  return /^[\w:/.~-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
