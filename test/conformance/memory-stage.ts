// Memory as a stage: the client's transport straight into actor cores, without a byte on any wire.
import type { Transport, TransportReceiver } from "actorgen/client";
import { errorCodes, type WireError } from "../../src/protocol/errors.js";
import { closeCodes } from "../../src/protocol/frames.js";
import { defaultLimits, type Limits } from "../../src/protocol/limits.js";
import { readRoute } from "../../src/server/route.js";
import { Directory } from "../../src/hosts/node/directory.js";
import { wireError } from "../../src/server/failures.js";
import { refusalCode } from "../../src/server/dispatch.js";
import { readHello } from "../../src/server/hello.js";
import type { ActorCore, HostSocket, OutFrame } from "../../src/server/host.js";
import { errorText } from "../../src/server/replies.js";
import { probe, probeClient, type ProbeClient } from "./probe.js";
import type { Contender, Stage } from "./stage.js";

const silent = (): void => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** A socket whose other end is in the same process. What is on its way arrives in a later turn of the event loop. */
class MemorySocket implements HostSocket {
  attachment: unknown;
  readonly id = "";
  readonly core: ActorCore | undefined;
  readonly #receiver: TransportReceiver;
  #frames: string[] = [];
  #over = false;

  constructor(core: ActorCore | undefined, attachment: unknown, receiver: TransportReceiver) {
    this.core = core;
    this.attachment = attachment;
    this.#receiver = receiver;
  }

  send(frame: OutFrame): void {
    if (this.#over) return;
    if (this.#frames.push(frame.text) === 1) setImmediate(() => this.#flush());
  }

  close(code: number, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    setImmediate(() => {
      this.#flush();
      this.#receiver.close(code, reason);
      this.core?.closed(this, code);
    });
  }

  received(text: string, maxBytes: number): void {
    if (this.#over) return;
    setImmediate(() => {
      if (this.#over && !this.#closing) return;
      if (Buffer.byteLength(text) <= maxBytes) return this.core?.message(this, text);
      this.send({ text: errorText({ code: "too_large", message: errorCodes.too_large.means }) });
      this.close(closeCodes.badFrames, "too_large");
    });
  }

  /** The client closes: what it sent before still counts. */
  leave(code: number): void {
    if (this.#over) return;
    this.#closing = true;
    this.close(code, "");
  }

  cut(): void {
    if (this.#over) return;
    this.#over = true;
    this.#frames = [];
    this.core?.closed(this, 1006);
    this.#receiver.close(1006, "");
  }

  #closing = false;

  #flush(): void {
    const frames = this.#frames.splice(0);
    if (frames.length > 0) this.#receiver.message(frames.length === 1 ? (frames[0] ?? "") : `[${frames.join()}]`);
  }
}

/** The transport for tests. */
export const memory: Contender = {
  name: "memory",
  start: async (limits) => start({ ...defaultLimits, ...limits }),
};

async function start(limits: Limits): Promise<Stage> {
  const { actor, witness } = probe();
  const sockets = new Set<MemorySocket>();
  const found = (): Directory =>
    new Directory([actor], { limits, log, sockets, store: Promise.resolve(undefined), observer: () => undefined });
  let directory = found();
  const clients: ProbeClient[] = [];

  const enter = async (url: string, hello: string, receiver: TransportReceiver): Promise<MemorySocket> => {
    const refused = (error: WireError): MemorySocket => {
      const socket = new MemorySocket(undefined, undefined, receiver);
      socket.send({ text: errorText(error) });
      socket.close(refusalCode(error.code), error.code);
      return socket;
    };
    try {
      const route = readRoute(new URL(url).pathname);
      if (route.to !== "actor") throw new Error(`${url} leads nowhere.`);
      const said = readHello(hello, limits.helloBytes, "getOrCreate");
      const core = await directory.core(route.ref, said.mode);
      const admission = await core.admit({ auth: undefined, chain: [] }, said);
      if (!admission.admitted) return refused(admission.error);
      const socket = new MemorySocket(core, admission.attachment, receiver);
      core.open(socket);
      return socket;
    } catch (error) {
      return refused(wireError(error));
    }
  };

  return {
    witness,
    async join(options) {
      const own = new Set<MemorySocket>();
      let blocked = false;
      const cut = (): void => {
        for (const socket of own) socket.cut();
        own.clear();
      };
      const transport: Transport = async ({ url, hello }, receiver) => {
        const gone = { send: silent, close: silent };
        await new Promise((resolve) => setImmediate(resolve));
        if (blocked) {
          receiver.close(1006, "");
          return gone;
        }
        const socket = await enter(url, hello, receiver);
        own.add(socket);
        sockets.add(socket);
        return {
          send: (text) => socket.received(text, limits.messageBytes),
          close: (code = 1000) => socket.leave(code),
        };
      };
      const client = probeClient("http://memory", { transport, reconnect: { minDelay: 5, maxDelay: 50 }, ...options });
      clients.push(client);
      return {
        client,
        base: "http://memory/actors/",
        transport,
        cut,
        block() {
          blocked = true;
          cut();
        },
        unblock: () => void (blocked = false),
      };
    },
    async restart() {
      await directory.stop();
      directory = found();
    },
    async close() {
      await Promise.all(clients.map((client) => client.dispose()));
      await directory.stop();
    },
  };
}
