// A TCP proxy that breaks connections on command, and counts each fault when it has really hit.
import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * What can go wrong:
 * - `reset`: both sides get a TCP reset;
 * - `end`: both sides are closed in order (FIN), after what was on its way;
 * - `stall`: both sides stay open and what comes is dropped. Counted with the first byte that is dropped;
 * - `refuse`: a new connection is reset before anything is forwarded;
 * - `cut`: a reset after so many bytes to the client, in the middle of whatever it is.
 */
export type Fault = "reset" | "end" | "stall" | "refuse" | "cut";

/** In which direction a stalled connection drops what comes. */
export type Direction = "both" | "toServer" | "toClient";

/** Forwards connections to a port of this machine. */
export class FaultProxy {
  /** How often each fault has hit. */
  readonly fired: Record<Fault, number> = { reset: 0, end: 0, stall: 0, refuse: 0, cut: 0 };
  /** New connections are refused. */
  refusing = false;
  /** Milliseconds that everything is held back. */
  delay = 0;
  /** Connections that were accepted. */
  accepted = 0;
  readonly #links = new Set<Link>();
  readonly #server: Server;
  readonly #target: () => number;

  /** Made by `listen`. */
  private constructor(target: () => number) {
    this.#target = target;
    this.#server = createServer({ noDelay: true }, (client) => this.#accept(client));
  }

  /** A proxy on a free port of the loopback. `target` is asked at each connection. */
  static async listen(target: () => number): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return proxy;
  }

  /** Where clients connect. */
  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || !address) throw new Error("The proxy does not listen.");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Connections that are forwarded now. */
  get open(): number {
    return [...this.#links].filter((link) => link.forwards).length;
  }

  /** Resets every connection. */
  reset(): void {
    for (const link of this.#links) if (link.reset()) this.fired.reset++;
  }

  /** Closes every connection in order. */
  end(): void {
    for (const link of this.#links) if (link.end()) this.fired.end++;
  }

  /** Every connection drops from now on what comes, and stays open. */
  stall(direction: Direction = "both"): void {
    for (const link of this.#links) link.stall(direction);
  }

  /** Every connection is reset after so many more bytes to its client, or fewer if that was said before. */
  cutAfter(bytes: number): void {
    for (const link of this.#links) link.cutAfter(bytes);
  }

  /** Ends everything. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const link of this.#links) link.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    this.accepted++;
    if (this.refusing) {
      this.fired.refuse++;
      client.on("error", () => {});
      client.resetAndDestroy();
      return;
    }
    const link = new Link(client, connect({ port: this.#target(), host: "127.0.0.1", noDelay: true }), {
      delay: () => this.delay,
      hit: (fault) => this.fired[fault]++,
      gone: () => this.#links.delete(link),
    });
    this.#links.add(link);
  }
}

interface LinkOwner {
  delay(): number;
  hit(fault: "stall" | "cut"): void;
  gone(): void;
}

/** One forwarded connection. */
class Link {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #owner: LinkOwner;
  #stalled: Direction | undefined;
  #dropped = false;
  /** Bytes that may still pass to the client. */
  #left = Infinity;

  constructor(client: Socket, server: Socket, owner: LinkOwner) {
    this.#client = client;
    this.#server = server;
    this.#owner = owner;
    this.#forward(client, server, "toServer");
    this.#forward(server, client, "toClient");
  }

  get forwards(): boolean {
    return this.#stalled === undefined && !this.#client.destroyed && !this.#server.destroyed;
  }

  reset(): boolean {
    const hit = this.forwards;
    if (hit) this.destroy();
    return hit;
  }

  end(): boolean {
    const hit = this.forwards;
    if (hit) for (const socket of [this.#client, this.#server]) socket.end();
    return hit;
  }

  stall(direction: Direction): void {
    if (this.forwards) this.#stalled = direction;
  }

  cutAfter(bytes: number): void {
    if (this.forwards) this.#left = Math.min(this.#left, bytes);
  }

  destroy(): void {
    for (const socket of [this.#client, this.#server]) socket.resetAndDestroy();
  }

  #drops(direction: Direction): boolean {
    return this.#stalled === "both" || this.#stalled === direction;
  }

  #forward(from: Socket, to: Socket, direction: "toServer" | "toClient"): void {
    const held: Buffer[] = [];
    const passNext = (): void => {
      const bytes = held.shift();
      if (bytes) this.#pass(bytes, from, to, direction);
    };
    from.on("data", (bytes: Buffer) => {
      const delay = this.#owner.delay();
      held.push(bytes);
      // Each timer lets the oldest go, whichever fires first: the order of bytes never changes.
      if (delay > 0 || held.length > 1) setTimeout(passNext, delay);
      else passNext();
    });
    to.on("drain", () => from.resume());
    from.on("end", () => {
      while (held.length > 0) passNext();
      if (!this.#drops(direction)) to.end();
    });
    from.on("error", () => {});
    from.on("close", (failed) => {
      if (from.destroyed && to.destroyed) this.#owner.gone();
      // The other side of a half-open connection does not hear of its end.
      if (this.#drops(direction)) return;
      if (failed) to.resetAndDestroy();
      else to.end();
    });
  }

  #pass(bytes: Buffer, from: Socket, to: Socket, direction: "toServer" | "toClient"): void {
    if (this.#drops(direction)) {
      if (!this.#dropped) this.#owner.hit("stall");
      this.#dropped = true;
      return;
    }
    if (direction === "toClient") {
      if (bytes.length >= this.#left && to.writable) {
        to.write(bytes.subarray(0, this.#left), () => this.destroy());
        this.#left = 0;
        this.#stalled = "both";
        this.#dropped = true;
        this.#owner.hit("cut");
        return;
      }
      this.#left -= bytes.length;
    }
    if (to.writable && !to.write(bytes)) from.pause();
  }
}
