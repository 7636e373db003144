// A process of the server: the actors in its memory. A crash ends it, and what it still wants never happens.
import type { Hello } from "../protocol/frames.js";
import type { Limits } from "../protocol/limits.js";
import { createActorCore } from "../server/core.js";
import { Refusal } from "../server/failures.js";
import type { ActorAddress, ActorCore, CallReply, Host, HostSocket, OutboundCall } from "../server/host.js";
import type { ActorImplementation } from "../server/implement.js";
import {
  answerCall,
  byName,
  implementationOf,
  nameOf,
  notFound,
  refuseMode,
  type ActorName,
} from "../server/locate.js";
import type { Chance } from "./chance.js";
import type { FakeClock } from "./clock.js";
import type { TestLog } from "./log.js";
import type { Rest } from "./rest.js";
import { TestStorage, type StoreFaults, type TestStore } from "./storage.js";
import { watched } from "./watched.js";

/** What all processes of one harness share. */
export interface World {
  readonly limits: Limits;
  readonly durable: boolean;
  readonly faults: StoreFaults;
  readonly clock: FakeClock;
  readonly chance: Chance;
  readonly rest: Rest;
  readonly log: TestLog;
  /** The open sockets, with the core that each belongs to. */
  readonly sockets: Iterable<HostSocket & { readonly core: ActorCore | undefined }>;
}

interface Entry {
  readonly address: ActorAddress;
  readonly storage: TestStorage;
  core: ActorCore | undefined;
  cancelAlarm: () => void;
}

/** Finds actors, makes them, and rings them. */
export class Process {
  readonly #world: World;
  readonly #store: TestStore;
  readonly #implementations: ReadonlyMap<string, ActorImplementation>;
  readonly #entries = new Map<string, Entry>();
  #stopping = false;
  crashed = false;

  constructor(implementations: readonly ActorImplementation[], world: World, store: TestStore) {
    this.#world = world;
    this.#store = store;
    this.#implementations = byName(implementations);
    for (const { address, alarm } of store.all()) {
      if (this.#implementations.has(address.actor)) this.#setAlarm(this.#enter(address), alarm);
    }
  }

  get faults(): StoreFaults {
    return this.#world.faults;
  }

  get durable(): boolean {
    return this.#world.durable;
  }

  touch(): void {
    this.#world.rest.touch();
  }

  /** @throws ActorError `unknown_actor` */
  implementation(actor: string): ActorImplementation {
    return implementationOf(this.#implementations, actor);
  }

  /** The core of an actor that is in memory. */
  awake(actor: string, key: readonly string[]): ActorCore | undefined {
    return this.#entries.get(nameOf(actor, key))?.core;
  }

  /**
   * The core that answers for an actor; whether the actor may be created is the core's affair.
   * @throws ActorError `unknown_actor`, `actor_not_found`, `invalid_key` or `shutting_down`
   */
  core({ actor, key, id }: ActorName, mode: Hello["mode"]): ActorCore {
    if (this.#stopping) throw new Refusal("shutting_down");
    this.implementation(actor);
    refuseMode({ id }, mode);
    const address = this.#find({ actor, key, id });
    if (address) return this.#core(this.#enter(address));
    if (!key || mode === "get") throw notFound({ actor, key });
    return this.#core(this.#enter({ actor, key, id: this.#world.chance.id() }));
  }

  /**
   * The key of an actor.
   * @throws ActorError `unknown_actor`, or `actor_not_found` for an id that nobody has
   */
  keyOf(ref: ActorName): readonly string[] {
    this.implementation(ref.actor);
    const key = ref.key ?? this.#find(ref)?.key;
    if (key) return key;
    throw notFound(ref);
  }

  /** Lets running turns end, and refuses new ones. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { cancelAlarm } of this.#entries.values()) cancelAlarm();
    await Promise.all([...this.#entries.values()].map(({ core }) => core?.stop()));
  }

  /** The end, without a word to anybody. */
  crash(): void {
    this.crashed = this.#stopping = true;
    this.#world.clock.clear(this);
    this.#world.rest.forget(this);
  }

  #find({ actor, key, id }: ActorName): ActorAddress | undefined {
    if (key) return this.#entries.get(nameOf(actor, key))?.address ?? this.#store.find(actor, key)?.address;
    const entry = [...this.#entries.values()].find(({ address }) => address.id === id);
    const address = entry?.address ?? this.#store.findById(id ?? "")?.address;
    return address?.actor === actor ? address : undefined;
  }

  #enter(address: ActorAddress): Entry {
    const name = nameOf(address.actor, address.key);
    const known = this.#entries.get(name);
    if (known) return known;
    const storage = new TestStorage(this.#store, this, address);
    const entry: Entry = { address, storage, core: undefined, cancelAlarm() {} };
    this.#entries.set(name, entry);
    return entry;
  }

  #core(entry: Entry): ActorCore {
    if (entry.core) return entry.core;
    const implementation = watched(this.implementation(entry.address.actor), entry.address, this, this.#world.rest);
    return (entry.core = createActorCore(implementation, this.#host(entry)));
  }

  #setAlarm(entry: Entry, at: number | null): void {
    entry.cancelAlarm();
    if (at === null || this.#stopping) return;
    const { clock } = this.#world;
    const { actor, key } = entry.address;
    const what = `what ${actor} ${JSON.stringify(key)} has planned`;
    entry.cancelAlarm = clock.set(this, what, at - clock.now(), () => void this.#core(entry).alarm());
  }

  #ended(entry: Entry): void {
    const { actor, key, id } = entry.address;
    entry.core = undefined;
    if (this.#store.findById(id)) return;
    entry.cancelAlarm();
    this.#entries.delete(nameOf(actor, key));
  }

  #host(entry: Entry): Host {
    const { limits, log, clock, chance, sockets, durable } = this.#world;
    const { actor, key, id } = entry.address;
    const name = `${actor} ${JSON.stringify(key)}`;
    return {
      address: entry.address,
      capabilities: {
        memoryMayVanish: false,
        socketsSurviveOwner: false,
        redelivers: false,
        outputGate: false,
        durable,
        attachmentBytes: Infinity,
      },
      storage: entry.storage,
      limits,
      log: log.logger({ actor, key, actorId: id }, () => !this.crashed),
      now: () => clock.now(),
      timer: (ms, run) => (this.crashed ? () => {} : clock.set(this, `a timer of ${name}`, ms, run)),
      randomId: () => chance.id(),
      *sockets() {
        for (const socket of sockets) if (socket.core === entry.core) yield socket;
      },
      setAlarm: (at) => {
        entry.storage.alarm = at;
        if (!this.crashed) this.#setAlarm(entry, at);
      },
      ended: () => this.#ended(entry),
      call: (to, toKey, call) => this.#call(to, toKey, call),
    };
  }

  async #call(actor: string, key: readonly string[], call: OutboundCall): Promise<CallReply> {
    // Whoever calls from a process that is no more gets no answer.
    if (this.crashed) return new Promise(() => {});
    this.touch();
    return answerCall((name, mode) => this.core(name, mode), actor, key, call);
  }
}
