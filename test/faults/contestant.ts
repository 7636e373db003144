// What the harness of numbered streams asks of a realtime library, so that ours and its peers are tested alike.
import { createClient, type Transport } from "actorgen/client";
import { numbersClient, type NumbersClient, type NumbersHandle, type Totals } from "./numbers-actor.js";
import { pause } from "./waiting.js";

/** What a client tells. */
export interface Hears {
  public(n: number): void;
  private(n: number): void;
  /** It is connected, the first time or again. */
  opened(): void;
  /** It was told that something is missing. */
  gap(what: unknown): void;
  failed(error: unknown): void;
}

/** One client that comes back by itself. */
export interface StreamClient {
  /** Makes the server send a number: the next public one to everyone, or the next private one to this client. Gives it. */
  act?(which: "post" | "ask"): Promise<number>;
  close(): Promise<void>;
}

/** Talks to the server directly, without faults between. */
export interface Driver {
  /** The next public number to everyone, and the next private one to each client. Each padded by so many characters. */
  tick(pad: number): Promise<void>;
  /** So many public numbers. */
  blast(count: number, pad: number): Promise<number>;
  totals(): Promise<Totals>;
  close(): Promise<void>;
}

/** A library under test. */
export interface Contestant {
  readonly name: string;
  /** `listens`: for public numbers too, from the first moment. */
  connect(url: string, client: number, hears: Hears, options: { listens: boolean }): StreamClient;
  drive(url: string): Driver;
}

/** Milliseconds without a message after which a harness's servers give a connection up. */
export const silence = 600;

// The same for its clients. A third of it is the time to connect, which has to do on a machine that is busy.
const clientSilence = 3 * silence;

const key = "torture";

/** A handle of the actor under torture that goes around the proxies. */
export function directHandle(url: string, client = 0): { handle: NumbersHandle; client: NumbersClient } {
  const made = createClient<NumbersClient>(url, [numbersClient]);
  return { client: made, handle: made.numbers.getOrCreate(key, { params: { client } }) };
}

/** This project. `silent` is the client's limit of silence in milliseconds; `transport` takes the place of the default. */
export function actorgen({
  silent = clientSilence,
  transport,
}: { silent?: number; transport?: Transport } = {}): Contestant {
  return {
    name: "actorgen",
    connect(url, client, hears, { listens }) {
      const reconnect = { minDelay: 20, maxDelay: 300 };
      const made = createClient<NumbersClient>(url, [numbersClient], { reconnect, silence: silent, transport });
      const connection = made.numbers.getOrCreate(key, { params: { client } }).connect();
      if (listens) connection.on("public", ({ n }) => hears.public(n));
      connection.on("private", ({ n }) => hears.private(n));
      connection.onOpen(hears.opened);
      connection.onGap(hears.gap);
      connection.onError(hears.failed);
      return { act: (which) => connection[which](), close: () => made.dispose() };
    },
    drive(url) {
      const { handle, client } = directHandle(url);
      return {
        tick: handle.tick,
        blast: handle.blast,
        totals: handle.totals,
        close: () => client.dispose(),
      };
    },
  };
}

/** Ticks again and again until it is told to stop, at its own pace. A server that is down for a while is no fault. */
export function drive(driver: Driver, everyMs: number, pad: () => number): { stop(): Promise<number> } {
  let running = true;
  let ticks = 0;
  const ended = (async () => {
    while (running) {
      await driver.tick(pad()).then(
        () => ticks++,
        () => pause(50),
      );
      await pause(everyMs);
    }
  })();
  return {
    async stop() {
      running = false;
      await ended;
      return ticks;
    },
  };
}
