// Emits asyncapi.json: the public contract as an AsyncAPI 3.1 document of the server.
import { encodeKey } from "../../protocol/key.js";
import type { ActionContract, ActorContract, Contract } from "../../schema/contract.js";
import type { Template } from "../../schema/template.js";
import { helloSchema, Messages, type Message } from "./asyncapi-messages.js";
import { inDialect, type Dialect, type Schema } from "./dialect.js";
import type { DocsOptions } from "./options.js";

/** One channel per actor; an operation for each action, with its reply, and for each event. */
export function asyncapi(options: DocsOptions): Template {
  return ({ contract }) => [
    { path: "asyncapi.json", text: `${JSON.stringify(documentOf(contract, options), null, 2)}\n` },
  ];
}

/** A name as an id of the document, which may hold word characters, dots and dashes. One id has one name. */
export function idOf(name: string): string {
  return name.replace(/[^\w-]/gu, (char) => `.${(char.codePointAt(0) ?? 0).toString(16)}.`);
}

const dialect: Dialect = { draft: "draft-07", reference: (name) => `#/components/schemas/${idOf(name)}` };

function documentOf(contract: Contract, { title, endpoint }: DocsOptions): object {
  const actors = Object.values(contract.actors);
  const schemas = [
    ...Object.entries(contract.$defs).map(([name, node]): [string, Schema] => [idOf(name), inDialect(node, dialect)]),
    ...actors.map((actor): [string, Schema] => [`${idOf(actor.name)}.hello`, helloSchema(actor, dialect)]),
  ];
  const channels = actors.map((actor) => ({ actor, ...channelOf(actor) }));
  return {
    asyncapi: "3.1.0",
    id: `urn:actorgen:contract:${contract.hash}`,
    info: {
      title,
      version: contract.hash,
      description:
        "Actors over the protocol `actorgen.v1`, as the server sees them: it receives calls and sends replies and events. " +
        "A WebSocket message is one of the frames below, or an array of them. An actor's events arrive once they are " +
        "subscribed to, in the hello or by a `subscribe` frame.",
      "x-actorgen-contract": contract.hash,
    },
    defaultContentType: "application/json",
    ...(endpoint === undefined ? {} : { servers: { default: serverOf(endpoint) } }),
    channels: Object.fromEntries(channels.map(({ actor, channel }) => [idOf(actor.name), channel])),
    operations: Object.fromEntries(channels.flatMap(({ operations }) => operations)),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function serverOf(endpoint: string): object {
  const { host, protocol, pathname } = new URL(endpoint);
  return {
    host,
    protocol: protocol.replace(/^http/, "ws").replace(/:$/, ""),
    ...(pathname === "/" ? {} : { pathname: pathname.replace(/\/$/, "") }),
  };
}

function channelOf(actor: ActorContract): { channel: object; operations: readonly (readonly [string, object])[] } {
  const id = idOf(actor.name);
  const messages = new Messages(actor, dialect);
  const listed: [string, Message][] = [["error", messages.error()]];
  const operations: [string, object][] = [];
  const references = (names: readonly string[]): object[] =>
    names.map((name) => ({ $ref: `#/channels/${id}/messages/${name}` }));
  const channel = { $ref: `#/channels/${id}` };

  for (const [name, action] of Object.entries(actor.actions)) {
    const place = `actions.${idOf(name)}`;
    const reply = messages
      .replies(name, action)
      .map(([part, message]): [string, Message] => [`${place}.${part}`, message]);
    listed.push([`${place}.call`, messages.call(name, action)], ...reply);
    operations.push([
      `${id}.${place}`,
      {
        action: "receive",
        channel,
        title: name,
        ...about(action),
        messages: references([`${place}.call`]),
        reply: { channel, messages: references(replyNames(place, reply, action)) },
        "x-actorgen-hash": action.hash,
      },
    ]);
  }
  for (const [name, event] of Object.entries(actor.events)) {
    const place = `events.${idOf(name)}`;
    listed.push([place, messages.event(name, event)]);
    operations.push([
      `${id}.${place}`,
      {
        action: "send",
        channel,
        title: name,
        ...about(event),
        messages: references([place]),
        "x-actorgen-hash": event.hash,
        "x-actorgen-delivery": event.delivery,
      },
    ]);
  }
  return {
    channel: {
      address: `/actors/${encodeKey([actor.name])}/{key}`,
      title: actor.name,
      ...about(actor),
      messages: Object.fromEntries(listed),
      parameters: { key: { description: keyText(actor) } },
      bindings: {
        ws: {
          method: "GET",
          headers: {
            type: "object",
            properties: {
              "Sec-WebSocket-Protocol": {
                type: "string",
                description: `\`actorgen.v1, hello.<base64url>\`, where the latter is JSON of ${id}.hello.`,
              },
            },
          },
          bindingVersion: "0.1.0",
        },
      },
      "x-actorgen-hash": actor.hash,
      "x-actorgen-hello": { $ref: `#/components/schemas/${id}.hello` },
    },
    operations,
  };
}

// An action with declared errors has its own message for all others, so that one frame is of one message.
function replyNames(place: string, reply: readonly (readonly [string, Message])[], action: ActionContract): string[] {
  const own = reply.map(([name]) => name);
  return Object.keys(action.errors).length > 0 && own.includes(`${place}.failed`) ? own : [...own, "error"];
}

function about({ description, deprecated }: { readonly description?: string; readonly deprecated?: boolean }): object {
  const text = [deprecated === true ? "**Deprecated.**" : "", description ?? ""]
    .filter((part) => part !== "")
    .join(" ");
  return text === "" ? {} : { description: text };
}

function keyText({ key }: ActorContract): string {
  const parts =
    key === null ? "Any number of strings" : `The strings ${key.map(({ name }) => `\`${name}\``).join(", ")}`;
  return `${parts}, joined with \`~~\`; in each, every byte outside \`[A-Za-z0-9_-]\` is written \`~XX\` in hex.`;
}
