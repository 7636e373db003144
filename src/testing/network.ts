// The network of a harness: carries the sockets and requests of its clients, and breaks them when it is told to.
import type { BaseClient, Transport, TransportReceiver } from "../client/index.js";
import type { Chance } from "./chance.js";
import { MemorySocket, type SocketShared } from "./socket.js";
import type { AnyConnection, TestNetwork } from "./types.js";

/** What a client wants of the server. */
export interface Reachable {
  /** A socket was opened with this hello. */
  accept(socket: MemorySocket, line: ClientLine, url: URL, hello: string): Promise<void>;
  /** A request. */
  answer(line: ClientLine, request: Request): Promise<Response>;
}

/** One client's line to the server. */
export class ClientLine {
  readonly auth: unknown;
  readonly headers: Readonly<Record<string, string>>;
  offline = false;
  /** The reply to the next request does not arrive. */
  losesNext = false;
  /** How the requests that wait are broken. */
  readonly requests = new Set<(why: Error) => void>();

  constructor(auth: unknown, headers: Readonly<Record<string, string>>) {
    this.auth = auth;
    this.headers = headers;
  }

  breakRequests(): void {
    for (const fail of this.requests) fail(new TypeError("The network broke."));
  }
}

/** Clients by their lines. */
export class MemoryNetwork implements TestNetwork {
  readonly #shared: SocketShared;
  readonly #chance: Chance;
  readonly #server: Reachable;
  readonly #lines = new Map<BaseClient, ClientLine>();
  #down = false;

  constructor(shared: SocketShared, chance: Chance, server: Reachable) {
    this.#shared = shared;
    this.#chance = chance;
    this.#server = server;
  }

  get clients(): BaseClient[] {
    return [...this.#lines.keys()];
  }

  add(client: BaseClient, line: ClientLine): void {
    this.#lines.set(client, line);
  }

  /** Opens sockets over a line. */
  transport(line: ClientLine): Transport {
    return ({ url, hello }, receiver) => {
      this.#shared.rest.touch();
      const opening = this.#open(line, new URL(url), hello, receiver);
      return Promise.resolve({
        send: (text) => opening.sent(text),
        close: (code = 1000) => opening.left(code),
      });
    };
  }

  #open(line: ClientLine, url: URL, hello: string, receiver: TransportReceiver): MemorySocket {
    const socket = new MemorySocket(this.#chance.id(), line, receiver, this.#shared);
    // The client has its socket before it hears from it.
    queueMicrotask(() =>
      queueMicrotask(() => {
        if (this.#down || line.offline) socket.cut();
        else void this.#server.accept(socket, line, url, hello);
      }),
    );
    return socket;
  }

  /** Carries requests over a line. */
  fetch(line: ClientLine): typeof globalThis.fetch {
    return (input, init) =>
      new Promise((resolve, reject) => {
        const request = new Request(input, init);
        const { signal } = request;
        const { rest } = this.#shared;
        const fail = (why: unknown): void => {
          line.requests.delete(fail);
          rest.touch();
          reject(why);
        };
        line.requests.add(fail);
        rest.touch();
        if (signal.aborted) return fail(signal.reason);
        if (this.#down || line.offline) return fail(new TypeError("There is no network."));
        signal.addEventListener("abort", () => fail(signal.reason), { once: true });
        this.#server.answer(line, request).then((response) => {
          if (line.losesNext) {
            line.losesNext = false;
            fail(new TypeError("The reply was lost."));
          } else if (line.requests.delete(fail)) resolve(response);
          rest.touch();
        }, fail);
      });
  }

  cut(connection: AnyConnection): void {
    this.#socketOf(connection).cut();
  }

  cutAll(): void {
    for (const socket of this.#shared.open) socket.cut();
    for (const line of this.#lines.values()) line.breakRequests();
  }

  stall(connection: AnyConnection): void {
    this.#socketOf(connection).stalled = true;
  }

  loseReply(to: AnyConnection | BaseClient): void {
    if ("connectionId" in to) this.#socketOf(to).losesNext = true;
    else this.#lineOf(to).losesNext = true;
  }

  offline(client?: BaseClient): void {
    if (!client) {
      this.#down = true;
      this.cutAll();
      return;
    }
    const line = this.#lineOf(client);
    line.offline = true;
    for (const socket of this.#shared.open) if (socket.client === line) socket.cut();
    line.breakRequests();
  }

  restore(client?: BaseClient): void {
    if (client) this.#lineOf(client).offline = false;
    else {
      this.#down = false;
      for (const line of this.#lines.values()) line.offline = false;
    }
  }

  #lineOf(client: BaseClient): ClientLine {
    const line = this.#lines.get(client);
    if (line) return line;
    throw new Error("This is not a client of this server: make it with server.client(createClient).");
  }

  #socketOf({ connectionId }: AnyConnection): MemorySocket {
    const socket = [...this.#shared.open].find(
      ({ connection }) => connection !== undefined && connection === connectionId,
    );
    if (socket) return socket;
    throw new Error("This connection has no socket: await its `ready`, or let it connect again, first.");
  }
}
