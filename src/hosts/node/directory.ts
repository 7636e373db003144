// The directory: which actors there are in this process, by key and by id.
import { randomBytes } from "node:crypto";
import { ActorError, errorCodes, type WireError } from "../../protocol/errors.js";
import { encodeKey } from "../../protocol/key.js";
import type { Hello } from "../../protocol/frames.js";
import type { Limits } from "../../protocol/limits.js";
import { createActorCore } from "../../server/core.js";
import { Refusal } from "../../server/failures.js";
import type { ActorAddress, ActorCore, CallReply, Host, HostSocket, Logger, OutboundCall } from "../../server/host.js";
import type { ActorImplementation } from "../../server/index.js";
import type { ActorRef } from "./address.js";
import { childLogger } from "./logger.js";
import { MemoryStorage } from "./memory-storage.js";

interface Entry {
  readonly implementation: ActorImplementation;
  readonly address: ActorAddress;
  readonly storage: MemoryStorage;
  core: ActorCore | undefined;
}

/** What the actors of one process share. */
export interface DirectoryOptions {
  readonly limits: Limits;
  readonly log: Logger;
  /** All open sockets, with the core that each belongs to. */
  readonly sockets: Iterable<HostSocket & { readonly core: ActorCore | undefined }>;
}

/** Finds actors and makes them; one key has at most one. */
export class Directory {
  readonly #implementations = new Map<string, ActorImplementation>();
  readonly #options: DirectoryOptions;
  readonly #byKey = new Map<string, Entry>();
  readonly #byId = new Map<string, Entry>();
  #stopping = false;

  constructor(implementations: readonly ActorImplementation[], options: DirectoryOptions) {
    this.#options = options;
    for (const implementation of implementations) {
      if (this.#implementations.has(implementation.name)) {
        throw new Error(`Two actors are named ${JSON.stringify(implementation.name)}.`);
      }
      this.#implementations.set(implementation.name, implementation);
    }
  }

  /** @throws ActorError `unknown_actor` */
  implementation(actor: string): ActorImplementation {
    const implementation = this.#implementations.get(actor);
    if (implementation) return implementation;
    throw new Refusal("unknown_actor", `There is no actor named ${JSON.stringify(actor.slice(0, 64))}.`);
  }

  /**
   * The core that answers for an actor; whether the actor may be created is the core's affair.
   * @throws ActorError `unknown_actor`, `actor_not_found`, `invalid_key` or `shutting_down`
   */
  core(ref: Pick<ActorRef, "actor" | "key" | "id">, mode: Hello["mode"]): ActorCore {
    if (this.#stopping) throw new Refusal("shutting_down");
    const implementation = this.implementation(ref.actor);
    if ((mode === "id") !== (ref.id !== undefined)) {
      throw new Refusal(
        "invalid_key",
        "The mode of the hello and the address do not fit: one has a key, the other an id.",
      );
    }
    const entry = this.#find(implementation, ref, mode);
    return (entry.core ??= createActorCore(implementation, this.#host(entry)));
  }

  /** Stops all actors; from now on none is found. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#byId.values()].map(({ core }) => core?.stop()));
  }

  #find(implementation: ActorImplementation, { key, id }: Pick<ActorRef, "key" | "id">, mode: Hello["mode"]): Entry {
    const name = key && nameOf(implementation.name, key);
    const found = name === undefined ? this.#byId.get(id ?? "") : this.#byKey.get(name);
    if (found?.implementation === implementation) return found;
    if (name === undefined || key === undefined || mode === "get") {
      const which = key ? JSON.stringify(key) : "with this id";
      throw new Refusal("actor_not_found", `There is no ${implementation.name} ${which}.`);
    }
    const address = { actor: implementation.name, key, id: randomId() };
    const entry: Entry = { implementation, address, storage: new MemoryStorage(), core: undefined };
    this.#byKey.set(name, entry);
    this.#byId.set(address.id, entry);
    return entry;
  }

  #ended(entry: Entry): void {
    entry.core = undefined;
    if (!entry.storage.empty) return;
    this.#byKey.delete(nameOf(entry.address.actor, entry.address.key));
    this.#byId.delete(entry.address.id);
  }

  #host(entry: Entry): Host {
    const { limits, log, sockets } = this.#options;
    const { actor, key, id } = entry.address;
    return {
      address: entry.address,
      capabilities: {
        memoryMayVanish: false,
        socketsSurviveOwner: false,
        redelivers: false,
        outputGate: false,
        durable: false,
        attachmentBytes: Number.POSITIVE_INFINITY,
      },
      storage: entry.storage,
      limits,
      log: childLogger(log, { actor, key, actorId: id }),
      now: Date.now,
      timer: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      randomId,
      *sockets() {
        for (const socket of sockets) if (socket.core === entry.core) yield socket;
      },
      setAlarm: () => {},
      ended: () => this.#ended(entry),
      call: (to, toKey, call) => this.#call(to, toKey, call),
    };
  }

  async #call(actor: string, key: readonly string[], call: OutboundCall): Promise<CallReply> {
    const hello: Hello = { mode: "getOrCreate" };
    const { action, args, chain, signal } = call;
    try {
      const core = this.core({ actor, key, id: undefined }, hello.mode);
      const caller = { auth: undefined, chain };
      return await core.request({ caller, hello, action, args, ...(signal && { signal }) });
    } catch (error) {
      return { error: wireError(error) };
    }
  }
}

/** An error of this host's own, as it goes over the wire. */
export function wireError(error: unknown): WireError {
  if (!(error instanceof ActorError)) return { code: "internal_error", message: errorCodes.internal_error.means };
  const { code, message, issues } = error;
  return { code, message, ...(issues && { issues }) };
}

function nameOf(actor: string, key: readonly string[]): string {
  return `${encodeKey([actor])}/${encodeKey(key)}`;
}

/** 128 random bits that fit in a URL. */
export function randomId(): string {
  return randomBytes(16).toString("base64url");
}
