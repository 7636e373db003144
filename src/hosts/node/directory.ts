// The directory: which actors there are in this process, by key and by id.
import { randomBytes } from "node:crypto";
import { decodeKey, encodeKey } from "../../protocol/key.js";
import type { Hello } from "../../protocol/frames.js";
import type { Limits } from "../../protocol/limits.js";
import { createActorCore } from "../../server/core.js";
import { Refusal } from "../../server/failures.js";
import type {
  ActorAddress,
  ActorCore,
  ActorInspection,
  Host,
  HostSocket,
  Logger,
  Observer,
  Witness,
} from "../../server/host.js";
import type { ActorImplementation } from "../../server/index.js";
import type { Store, StoreStats } from "../../store/index.js";
import type { ActorRef } from "../../server/route.js";
import {
  answerCall,
  byName,
  implementationOf,
  nameOf,
  notFound,
  refuseMode,
  type ActorName,
} from "../../server/locate.js";
import { AlarmClock } from "./alarm-clock.js";
import { DurableStorage } from "./durable-storage.js";
import { childLogger } from "./logger.js";
import { MemoryStorage } from "./memory-storage.js";

interface Entry {
  readonly implementation: ActorImplementation;
  readonly address: ActorAddress;
  readonly storage: MemoryStorage | DurableStorage;
  core: ActorCore | undefined;
}

/** What the actors of one process share. */
export interface DirectoryOptions {
  readonly limits: Limits;
  readonly log: Logger;
  /** Where actors keep what they keep; undefined for memory. */
  readonly store: Promise<Store | undefined>;
  /** Who observes the turns of an actor, and who sees what passes beside them: asked each time. */
  observer(address: ActorAddress): Observer | undefined;
  witness?(address: ActorAddress): Witness | undefined;
  /** All open sockets, with the core that each belongs to. */
  readonly sockets: Iterable<HostSocket & { readonly core: ActorCore | undefined }>;
}

/** An actor in memory, for the inspector. */
export interface LiveActor {
  readonly address: ActorAddress;
  readonly core: ActorCore;
}

/** One actor in memory. */
export interface InspectedActor extends ActorInspection {
  readonly actor: string;
  readonly key: readonly string[];
  readonly actorId: string;
}

/** Finds actors and makes them; one key has at most one. */
export class Directory {
  readonly #implementations: ReadonlyMap<string, ActorImplementation>;
  readonly #options: DirectoryOptions;
  readonly #byKey = new Map<string, Entry>();
  readonly #byId = new Map<string, Entry>();
  readonly #alarms = new AlarmClock((id) => void this.#ring(id));
  #stopping = false;

  constructor(implementations: readonly ActorImplementation[], options: DirectoryOptions) {
    this.#options = options;
    this.#implementations = byName(implementations);
  }

  /** @throws ActorError `unknown_actor` */
  implementation(actor: string): ActorImplementation {
    return implementationOf(this.#implementations, actor);
  }

  /** How many actors are in memory. */
  get awake(): number {
    let count = 0;
    for (const { core } of this.#byId.values()) if (core) count++;
    return count;
  }

  /** What goes on in each actor that is in memory. */
  inspect(): InspectedActor[] {
    return [...this.#byId.values()].flatMap(({ address: { actor, key, id }, core }) =>
      core ? [{ actor, key, actorId: id, ...core.inspect() }] : [],
    );
  }

  /** The actors in memory. */
  *live(): Generator<LiveActor> {
    for (const { address, core } of this.#byId.values()) if (core) yield { address, core };
  }

  /** One of them. */
  liveById(id: string): LiveActor | undefined {
    const { address, core } = this.#byId.get(id) ?? {};
    return address && core && { address, core };
  }

  /** What the store has done; undefined in memory. */
  async storeStats(): Promise<StoreStats | undefined> {
    return (await this.#options.store)?.stats();
  }

  /** Resolves when the store is open and its alarms are set. */
  async start(): Promise<void> {
    const store = await this.#options.store;
    for (const { id, at } of store?.alarms() ?? []) this.#alarms.set(id, at);
  }

  /**
   * The core that answers for an actor; whether the actor may be created is the core's affair.
   * @throws ActorError `unknown_actor`, `actor_not_found`, `invalid_key` or `shutting_down` (as a rejection)
   */
  async core(ref: ActorName, mode: Hello["mode"]): Promise<ActorCore> {
    const store = await this.#options.store;
    if (this.#stopping) throw new Refusal("shutting_down");
    const implementation = this.implementation(ref.actor);
    refuseMode(ref, mode);
    return this.#core(this.#find(implementation, ref, mode, store), store);
  }

  /**
   * The key of an actor, and whether it ever came to be.
   * @throws ActorError `unknown_actor`, `invalid_key`, or `actor_not_found` for an id that nobody has (as a rejection)
   */
  async locate(
    { actor, key, id }: ActorRef,
    mode: Hello["mode"],
  ): Promise<{ readonly key: readonly string[]; readonly exists: boolean }> {
    const store = await this.#options.store;
    const { name } = this.implementation(actor);
    refuseMode({ id }, mode);
    if (key)
      return { key, exists: this.#byKey.has(nameOf(name, key)) || store?.find(name, encodeKey(key)) !== undefined };
    const entry = this.#byId.get(id ?? "");
    if (entry?.address.actor === name) return { key: entry.address.key, exists: true };
    const found = id === undefined ? undefined : store?.findById(id);
    if (found?.actor === name) return { key: decodeKey(found.key), exists: true };
    throw notFound({ actor, key });
  }

  #core(entry: Entry, store: Store | undefined): ActorCore {
    return (entry.core ??= createActorCore(entry.implementation, this.#host(entry, store)));
  }

  /** Stops all actors; from now on none is found. Then closes the store. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#alarms.stop();
    await Promise.all([...this.#byId.values()].map(({ core }) => core?.stop()));
    await (await this.#options.store.catch(() => undefined))?.close();
  }

  // Work for later is due.
  async #ring(id: string): Promise<void> {
    try {
      const store = await this.#options.store;
      const stored = this.#byId.get(id)?.address ?? store?.findById(id);
      if (!stored || this.#stopping) return;
      await (await this.core({ actor: stored.actor, key: undefined, id }, "id")).alarm();
    } catch (error) {
      this.#options.log.error({ err: error, actorId: id }, "an alarm could not be rung");
    }
  }

  #find(
    implementation: ActorImplementation,
    { key, id }: Pick<ActorRef, "key" | "id">,
    mode: Hello["mode"],
    store: Store | undefined,
  ): Entry {
    const name = key && nameOf(implementation.name, key);
    const found = name === undefined ? this.#byId.get(id ?? "") : this.#byKey.get(name);
    if (found?.implementation === implementation) return found;
    const stored = store && this.#stored(implementation, key, id, store);
    if (stored) return stored;
    if (name === undefined || key === undefined || mode === "get") throw notFound({ actor: implementation.name, key });
    return this.#enter(implementation, { actor: implementation.name, key, id: randomId() }, store);
  }

  // An actor that the store knows and memory does not.
  #stored(
    implementation: ActorImplementation,
    key: readonly string[] | undefined,
    id: string | undefined,
    store: Store,
  ): Entry | undefined {
    const { name: actor } = implementation;
    if (key) {
      const found = store.find(actor, encodeKey(key));
      return found === undefined ? undefined : this.#enter(implementation, { actor, key, id: found }, store);
    }
    const found = store.findById(id ?? "");
    if (id === undefined || found?.actor !== actor) return undefined;
    return this.#enter(implementation, { actor, key: decodeKey(found.key), id }, store);
  }

  #enter(implementation: ActorImplementation, address: ActorAddress, store: Store | undefined): Entry {
    const stored = { id: address.id, actor: address.actor, key: encodeKey(address.key) };
    const storage = store ? new DurableStorage(store, stored) : new MemoryStorage();
    const entry: Entry = { implementation, address, storage, core: undefined };
    this.#byKey.set(nameOf(address.actor, address.key), entry);
    this.#byId.set(address.id, entry);
    return entry;
  }

  #ended(entry: Entry): void {
    entry.core = undefined;
    // What the store keeps it also finds again.
    if (entry.storage instanceof MemoryStorage && !entry.storage.empty) return;
    if (entry.storage.empty) this.#alarms.set(entry.address.id, null);
    this.#byKey.delete(nameOf(entry.address.actor, entry.address.key));
    this.#byId.delete(entry.address.id);
  }

  #host(entry: Entry, store: Store | undefined): Host {
    const { limits, log, sockets } = this.#options;
    const options = this.#options;
    const { actor, key, id } = entry.address;
    return {
      address: entry.address,
      capabilities: {
        memoryMayVanish: false,
        socketsSurviveOwner: false,
        redelivers: false,
        outputGate: false,
        durable: store !== undefined,
        attachmentBytes: Number.POSITIVE_INFINITY,
      },
      storage: entry.storage,
      limits,
      log: childLogger(log, { actor, key, actorId: id }),
      get observer() {
        return options.observer(entry.address);
      },
      get witness() {
        return options.witness?.(entry.address);
      },
      now: Date.now,
      timer: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      randomId,
      *sockets() {
        for (const socket of sockets) if (socket.core === entry.core) yield socket;
      },
      setAlarm: (at) => {
        if (entry.storage instanceof DurableStorage) entry.storage.setAlarm(at);
        this.#alarms.set(id, at);
      },
      ended: () => this.#ended(entry),
      call: (to, toKey, call) => answerCall((ref, mode) => this.core(ref, mode), to, toKey, call),
    };
  }
}

/** 128 random bits that fit in a URL. */
export function randomId(): string {
  return randomBytes(16).toString("base64url");
}
