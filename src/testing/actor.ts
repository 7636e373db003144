// An actor as a test sees it: read from what it has committed and from the sockets that are open.
import { parseJson } from "../protocol/codec.js";
import { isAttachment, type Attachment } from "../server/connection.js";
import { isScheduleEntry, schedulePrefix } from "../server/schedule.js";
import type { StoredActor } from "./storage.js";
import type { TestActor, TestConnection, TestSchedule } from "./types.js";

/** Where the view looks. */
export interface ActorSource {
  stored(): StoredActor | undefined;
  awake(): boolean;
  /** The attachments of its open sockets. */
  attachments(): Iterable<unknown>;
}

/** A live view. */
export class ActorView implements TestActor {
  readonly #source: ActorSource;

  constructor(source: ActorSource) {
    this.#source = source;
  }

  get status(): TestActor["status"] {
    if (!this.#source.stored()) return "absent";
    return this.#source.awake() ? "awake" : "sleeping";
  }

  get id(): string | undefined {
    return this.#source.stored()?.address.id;
  }

  get state(): unknown {
    return structuredClone(this.#source.stored()?.values.get("state"));
  }

  get connections(): readonly TestConnection[] {
    const online = [...this.#source.attachments()].filter(isAttachment);
    const here = new Set(online.map(({ connection }) => connection));
    const away = this.#under("conn/")
      .filter(isAttachment)
      // What is kept of a connection that is over is no connection.
      .filter((kept) => !("until" in kept) && !here.has(kept.connection));
    return [...online.map((one) => describe(one, true)), ...away.map((one) => describe(one, false))];
  }

  get scheduled(): readonly TestSchedule[] {
    return this.#under(schedulePrefix)
      .filter(isScheduleEntry)
      .sort((one, other) => one.at - other.at || one.order - other.order)
      .map(({ id, at, action, args }) => {
        const wire = parseJson(args);
        return { id, at: new Date(at), action, args: Array.isArray(wire) ? wire : [] };
      });
  }

  #under(prefix: string): unknown[] {
    const values = this.#source.stored()?.values ?? new Map<string, unknown>();
    return [...values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
  }
}

function describe({ connection, params, state, auth, subscriptions }: Attachment, online: boolean): TestConnection {
  const events = subscriptions.map(({ event }) => event);
  return structuredClone({ id: connection, online, params, state, auth, events });
}
