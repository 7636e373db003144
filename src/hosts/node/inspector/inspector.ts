// The inspector: a page that shows what goes on in a server's actors, and calls them. Behind a token.
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson } from "../../../protocol/codec.js";
import type { WireError } from "../../../protocol/errors.js";
import type { ActorAddress } from "../../../server/host.js";
import { Refusal } from "../../../server/failures.js";
import type { ActorImplementation } from "../../../server/index.js";
import { readRoute } from "../../../server/route.js";
import type { Directory } from "../directory.js";
import { readBody, sendJson } from "../http.js";
import { Access } from "./access.js";
import { moduleText } from "./assets.js";
import { modules } from "./modules.js";
import { callFromPage } from "./calls.js";
import { Live } from "./live.js";
import type { InspectorOptions } from "./options.js";
import { markup } from "./markup.js";
import { Recorder } from "./recorder.js";
import { ActorSchemas, formsOf } from "./schemas.js";
import { style } from "./style.js";

/** Bytes of what a page may send. */
const maxBody = 1024 * 1024;

/** Serves `/inspector` and what is below it. */
export class Inspector {
  readonly recorder: Recorder;
  readonly #access: Access;
  readonly #path: string;
  readonly #directory: Directory;
  readonly #schemas: ReadonlyMap<string, ActorSchemas>;
  readonly #live: Live;

  /** `basePath` without a slash at its end. `directory` is asked for when there is a request. */
  constructor(
    actors: readonly ActorImplementation[],
    options: InspectorOptions,
    basePath: string,
    directory: Directory,
  ) {
    this.#path = `${basePath}/inspector`;
    this.#access = new Access(options, this.#path);
    this.#schemas = new Map(actors.map((actor) => [actor.name, new ActorSchemas(actor)]));
    this.#directory = directory;
    this.recorder = new Recorder(this.#schemas);
    const { recorder } = this;
    const schemas = this.#schemas;
    this.#live = new Live({ recorder, schemas, actors: () => directory.live(), actor: (id) => directory.liveById(id) });
  }

  /** The path of the page with the token, which a browser keeps to itself. */
  get link(): string {
    return `${this.#path}#token=${encodeURIComponent(this.#access.token)}`;
  }

  /** Is this request, by its path below the base, for the inspector? */
  owns(path: string): boolean {
    return path === "/inspector" || path.startsWith("/inspector/");
  }

  /**
   * Answers a request.
   * @throws ActorError what it is refused with: `forbidden_origin`, `unauthorized`, `not_found`, `method_not_allowed`, `bad_json` ...
   */
  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#access.checkPlace(request);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const name = path.slice("/inspector".length);
    const module = modules.find((one) => name === `/${one}.js`);
    if (name === "" || name === "/style.css" || module) {
      requireMethod(request, response, "GET");
      if (module) return send(response, "text/javascript; charset=utf-8", moduleText(module));
      return name === ""
        ? send(response, "text/html; charset=utf-8", markup)
        : send(response, "text/css; charset=utf-8", style);
    }
    if (name === "/session") return this.#enter(request, response);
    this.#access.checkSession(request);
    switch (name) {
      case "/live":
        requireMethod(request, response, "GET");
        return this.#live.open(response, { forms: formsOf(this.#schemas.values()) });
      case "/watch": {
        const { page, actorId } = await readObject(request, response);
        this.#live.watch(String(page), typeof actorId === "string" ? actorId : undefined);
        return sendJson(response, 200, "{}");
      }
      case "/call": {
        const outcome = await callFromPage(await readObject(request, response), this.#directory, this.#schemas);
        return sendJson(response, 200, JSON.stringify(outcome));
      }
      default:
        throw new Refusal("not_found");
    }
  }

  async #enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { token } = await readObject(request, response);
    response.setHeader("set-cookie", this.#access.enter(token, request));
    sendJson(response, 200, "{}");
  }

  /** A request or upgrade to an actor was refused before the actor heard of it. */
  refused(path: string, error: WireError): void {
    if (!this.recorder.on) return;
    const { address, action } = addressOf(path);
    this.recorder.refused(address, action, error);
  }

  /** Ends all pages' streams. */
  close(): void {
    this.#live.close();
    this.recorder.clear();
  }
}

/** Nothing but the page's own files is loaded, nothing is sent elsewhere, and no page may frame it. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

async function readObject(request: IncomingMessage, response: ServerResponse): Promise<Record<string, unknown>> {
  requireMethod(request, response, "POST");
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    throw new Refusal("bad_json", "The body is JSON, with `content-type: application/json`.");
  }
  return { ...Object(parseJson(await readBody(request, maxBody))) };
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(text) }).end(text);
}

function requireMethod(request: IncomingMessage, response: ServerResponse, method: string): void {
  if (request.method === method) return;
  response.setHeader("allow", method);
  throw new Refusal("method_not_allowed");
}

function addressOf(path: string): { readonly address: ActorAddress; readonly action: string } {
  try {
    const route = readRoute(path);
    if (route.to === "actor") {
      const { actor, key = [], id = "", action = "" } = route.ref;
      return { address: { actor: actor.slice(0, 100), key, id }, action };
    }
  } catch {
    // What cannot be read is told as it came.
  }
  return { address: { actor: "", key: [], id: "" }, action: path.slice(0, 200) };
}
