// Reads loaded schema files into the contract: the public part, the server's part, and what is wrong.
import type { ActionContract, ActorContract, Contract, EventContract, NamedSchema } from "../../schema/contract.js";
import type { PrivateActorContract, PrivateContract } from "../../schema/contract.js";
import type { JsonSchema } from "../../schema/json-schema.js";
import { ContractHasher, shortHash } from "../contract-hash.js";
import type { Diagnostic } from "../diagnostic.js";
import { actorTypeNames, reservedTypeNames } from "../names.js";
import type { SourceModule } from "../source-module.js";
import { checkUnions } from "./ambiguity.js";
import { readDefinition, type ActorParts } from "./definition.js";
import { Definitions } from "./definitions.js";
import { Findings } from "./findings.js";
import { checkNames, findExports, type FoundActor } from "./modules.js";
import { checkPatterns } from "./patterns.js";
import { lowerPositions, type ActorNodes } from "./positions.js";
import { checkSecrets } from "./secrets.js";
import { SourceTexts } from "./source-texts.js";
import { Types } from "./types.js";

/** Identifies the format of `contract.json`; `src/schema/contract.schema.json` describes it. */
export const contractSchemaId = "urn:actorgen:contract:1";
/** Identifies the format of `contract.server.json`. */
export const privateContractSchemaId = "urn:actorgen:private-contract:1";

/** What was read. With an error among the diagnostics the contracts are not to be used. */
export interface ReadResult {
  readonly contract: Contract;
  readonly server: PrivateContract;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the actors and named types that schema files export. The same modules give the same result in any order, on any
 * machine. Never throws for what a schema says: that is a diagnostic.
 */
export function readContract(modules: readonly SourceModule[]): ReadResult {
  const found = findExports(modules);
  const texts = new SourceTexts(modules, found.sources);
  const findings = new Findings((path) => texts.locate(path));
  checkNames(modules, found, texts, findings);
  const names = new Set(found.actors.map(({ name }) => name));
  const reserved = [...reservedTypeNames, ...found.actors.flatMap(({ name }) => actorTypeNames(name))];
  const types = new Types(found.types, reserved, findings, (path) =>
    names.has(path[0] ?? "") && isDocumentedPart(path) ? {} : texts.docs(path),
  );
  const actors = uniquelyNamed(found.actors).map((actor) => {
    const parts = readDefinition(actor.name, actor.definition, findings);
    return { actor, parts, nodes: lowerPositions(actor.name, parts, types, findings) };
  });
  const definitions = new Definitions(
    types,
    actors.flatMap(({ nodes }) => nodes.all),
    findings,
  );
  checkUnions(types.unions, (name, mode) => types.tried(name, mode), findings);
  checkPatterns(types.patterns, findings);
  for (const { actor, nodes } of actors) {
    checkSecrets(actor.name, nodes, (name, mode) => types.definition(name, mode), findings);
  }
  const assembly = new Assembly(definitions, texts, actors);
  return { ...assembly.contracts(), diagnostics: findings.sorted() };
}

// An argument, a segment of a key or an event carries its comment itself; its schema need not say it again.
function isDocumentedPart([, part, , inner, ...rest]: readonly string[]): boolean {
  if (part === "actions") return inner === "args" && rest.length === 1;
  return (part === "events" || part === "key") && inner === undefined;
}

// Of two actors of one name, which is a finding, the first stays.
function uniquelyNamed(actors: readonly FoundActor[]): readonly FoundActor[] {
  return actors.filter((actor, index) => actors.findIndex((other) => other.name === actor.name) === index);
}

interface ReadActor {
  readonly actor: FoundActor;
  readonly parts: ActorParts;
  readonly nodes: ActorNodes;
}

/** Puts final nodes, docs and hashes together. */
class Assembly {
  readonly #definitions: Definitions;
  readonly #texts: SourceTexts;
  readonly #actors: readonly ReadActor[];
  readonly #hasher: ContractHasher;
  readonly #shared: Readonly<Record<string, JsonSchema>>;
  readonly #private: Readonly<Record<string, JsonSchema>>;

  constructor(definitions: Definitions, texts: SourceTexts, actors: readonly ReadActor[]) {
    this.#definitions = definitions;
    this.#texts = texts;
    this.#actors = actors;
    const final = (part: "publicNodes" | "privateNodes"): readonly JsonSchema[] =>
      actors.flatMap(({ nodes }) => nodes[part].map(({ node, mode }) => definitions.final(node, mode)));
    this.#shared = definitions.collect(final("publicNodes"));
    this.#private = definitions.collect(final("privateNodes"));
    this.#hasher = new ContractHasher({ ...this.#shared, ...this.#private });
  }

  contracts(): { readonly contract: Contract; readonly server: PrivateContract } {
    const actors = Object.fromEntries(this.#actors.map((read) => [read.actor.name, this.#actor(read)]));
    const servers = Object.fromEntries(this.#actors.map((read) => [read.actor.name, this.#server(read)]));
    const onlyPrivate = Object.entries(this.#private).filter(([name]) => !Object.hasOwn(this.#shared, name));
    return {
      contract: {
        $schema: contractSchemaId,
        actorgen: 1,
        hash: hashOfHashes(actors),
        actors,
        $defs: this.#shared,
      },
      server: {
        $schema: privateContractSchemaId,
        actorgen: 1,
        hash: hashOfHashes(servers),
        actors: servers,
        $defs: Object.fromEntries(onlyPrivate),
      },
    };
  }

  #actor({ actor, parts, nodes }: ReadActor): ActorContract {
    const { name, source } = actor;
    const key = parts.key === null ? null : nodes.key.map((part) => this.#named(part, [name, "key"]));
    const input = this.#final(nodes.input, "input");
    const params = this.#final(nodes.params, "input");
    const actions = Object.fromEntries(nodes.actions.map((action) => [action.name, this.#action(name, action)]));
    const events = Object.fromEntries(nodes.events.map((event) => [event.name, this.#event(name, event)]));
    const hash = shortHash(
      JSON.stringify([
        key?.map((part) => [part.optional, this.#hasher.text(part.schema)]) ?? null,
        this.#hasher.text(input),
        this.#hasher.text(params),
        sortedHashes(actions),
        sortedHashes(events),
      ]),
    );
    return { name, ...this.#docs([name]), hash, source, key, input, params, actions, events };
  }

  #action(actor: string, action: ActorNodes["actions"][number]): ActionContract {
    const path = [actor, "actions", action.name];
    const args = action.args.map((part) => this.#named(part, action.style === "args" ? [...path, "args"] : path));
    const returns = this.#final(action.returns, "output");
    const errors = Object.fromEntries(
      action.errors.map((error) => [error.name, this.#final(error.node, "output")] as const),
    );
    const hash = shortHash(
      JSON.stringify([
        args.map((part) => [part.optional, this.#hasher.text(part.schema)]),
        this.#hasher.text(returns),
        Object.entries(errors)
          .map(([code, node]) => [code, this.#hasher.text(node)])
          .sort(),
      ]),
    );
    const { style, concurrent } = action;
    return { ...this.#docs(path), hash, style, args, returns, errors, concurrent };
  }

  #event(actor: string, event: ActorNodes["events"][number]): EventContract {
    const payload = this.#final(event.payload, "output");
    const hash = shortHash(JSON.stringify([this.#hasher.text(payload), event.delivery]));
    return { ...this.#docs([actor, "events", event.name]), hash, payload, delivery: event.delivery };
  }

  #server({ parts, nodes }: ReadActor): PrivateActorContract {
    const state = this.#final(nodes.state, "output");
    const connState = this.#final(nodes.connState, "output");
    const auth = this.#final(nodes.auth, "output");
    const hash = shortHash(
      JSON.stringify([parts.version, ...[state, connState, auth].map((node) => this.#hasher.text(node))]),
    );
    return { version: parts.version, state, connState, auth, hash };
  }

  #named(part: ActorNodes["key"][number], path: readonly string[]): NamedSchema {
    const { description } = this.#texts.docs([...path, part.name]);
    const schema = this.#definitions.final(part.node, "input");
    const said = schema.description ?? description;
    return { name: part.name, optional: part.optional, ...(said !== undefined && { description: said }), schema };
  }

  #final(node: JsonSchema | null, mode: "input" | "output"): JsonSchema | null {
    return node === null ? null : this.#definitions.final(node, mode);
  }

  #docs(path: readonly string[]): { readonly description?: string; readonly deprecated?: boolean } {
    const { description, deprecated } = this.#texts.docs(path);
    return { ...(description !== undefined && { description }), ...(deprecated === true && { deprecated }) };
  }
}

type Hashed = Readonly<Record<string, { readonly hash: string }>>;

function sortedHashes(parts: Hashed): readonly (readonly [string, string])[] {
  return Object.keys(parts)
    .sort()
    .map((name) => [name, parts[name]?.hash ?? ""]);
}

function hashOfHashes(parts: Hashed): string {
  return shortHash(JSON.stringify(sortedHashes(parts)));
}
