// GET /contract.json: the public contract of the actors that are served, for tools such as `actorgen call`.
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { PublicContract } from "../../protocol/descriptor.js";
import { Refusal } from "../../server/failures.js";
import type { ActorImplementation } from "../../server/index.js";

/** One server's. */
export class ContractRoute {
  readonly #actors: readonly ActorImplementation[];
  readonly #isOn: boolean;

  /** `isOn`: what the server's owner says; default: in development, which is wherever `NODE_ENV` is not `production`. */
  constructor(actors: readonly ActorImplementation[], isOn = process.env["NODE_ENV"] !== "production") {
    const given = actors.filter(({ descriptor }) => descriptor.contract !== undefined);
    this.#actors = given.sort((one, other) => (one.name < other.name ? -1 : 1));
    this.#isOn = isOn && given.length > 0;
  }

  /**
   * Answers with the contract, or says that the caller has it already.
   * @param permit Who is asked whether this caller may have it; rejects where not
   * @throws Refusal `not_found` where the contract is not given, or what `permit` rejects with
   */
  async answer(request: IncomingMessage, response: ServerResponse, permit: () => Promise<unknown>): Promise<void> {
    if (!this.#isOn) throw new Refusal("not_found", "This server does not give its contract.");
    await permit();
    const hash = hashOf(this.#actors);
    // Weak: docs may differ under one hash.
    const etag = `W/"${hash}"`;
    const headers = { etag, "cache-control": "private, no-cache" };
    if (known(request.headers["if-none-match"], etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const text = contractText(this.#actors, hash);
    response.writeHead(200, {
      ...headers,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  }
}

function known(ifNoneMatch: string | undefined, etag: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, "");
  return (ifNoneMatch ?? "").split(",").some((tag) => bare(tag) === bare(etag) || tag.trim() === "*");
}

// As contract.json has it, where all of its actors are served.
function hashOf(actors: readonly ActorImplementation[]): string {
  const hashes = JSON.stringify(actors.map(({ name, descriptor }) => [name, descriptor.hash]));
  return createHash("sha256").update(hashes).digest("hex").slice(0, 16);
}

/** Of the served actors alone, with the types that they reach. */
function contractText(actors: readonly ActorImplementation[], hash: string): string {
  const texts = new Map<string, string>();
  const types = new Map<string, string>();
  let format = 1;
  for (const { name, descriptor } of actors) {
    const { contract } = descriptor;
    const text = contract?.actors[name];
    if (contract === undefined || text === undefined) continue;
    format = contract.format;
    texts.set(name, text);
    addTypes(text, contract, types);
  }
  const sorted = new Map([...types].sort(([one], [other]) => (one < other ? -1 : 1)));
  const start = `"$schema":"urn:actorgen:contract:${format}","actorgen":${format},"hash":${JSON.stringify(hash)}`;
  return `{${start},"actors":${members(texts)},"$defs":${members(sorted)}}`;
}

function addTypes(text: string, contract: PublicContract, types: Map<string, string>): void {
  // Inside of a string of JSON every quote has a backslash before it, so these are references.
  for (const [, name = ""] of text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) {
    const type = contract.types[name];
    const other = types.get(name);
    if (type === undefined || other === type) continue;
    // Generated apart and served together. Thrown where the log tells it, for nobody but tools asks.
    if (other !== undefined) throw new Error(`Two of the actors that are served have different types called ${name}.`);
    types.set(name, type);
    addTypes(type, contract, types);
  }
}

function members(texts: ReadonlyMap<string, string>): string {
  return `{${[...texts].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`;
}
