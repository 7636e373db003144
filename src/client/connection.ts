// A connection: opens sessions, keeps calls and subscriptions across them, and ends once.
import { parseAnyDepth } from "../protocol/codec.js";
import { ActorError } from "../protocol/errors.js";
import type { ErrorFrame, EventFrame, Hello, ServerFrame, WelcomeFrame } from "../protocol/frames.js";
import type { BoundAction, Invoke } from "./bound-action.js";
import { createCalls, type Call } from "./calls.js";
import type { Context } from "./context.js";
import { convert, decodeReply, encodeArgs } from "./convert.js";
import { createEmitter } from "./emitter.js";
import { asFailure, failure, rethrow } from "./failure.js";
import { encodeHello, pathOf, readParams, type Target } from "./hello.js";
import { openSession, type Session } from "./session.js";
import type { ActorConnection, ConnectionStatus, ContractChange, Unsubscribe } from "./types.js";

// After these the server wants no further attempt. See "Close codes" in docs/protocol.md.
const finalCodes = [1000, 4400, 4410, 4422];

/** What a connection tells of itself. */
interface Topics {
  readonly status: ConnectionStatus;
  readonly open: void;
  readonly close: ActorError;
  readonly error: ActorError;
  readonly contract: ContractChange;
  /** Once: why there will be no further attempt. */
  readonly end: ActorError;
}

/** What a call frame is made of, kept so that the call can go out later, or again. */
interface Outgoing {
  readonly action: BoundAction;
  /** The arguments as JSON text. */
  readonly args: string;
}

/** A connection in its parts. */
export interface Opened {
  /** What a program sees, but for the actions. */
  readonly connection: ActorConnection<Record<string, unknown>>;
  readonly call: Invoke;
  /** How far the connection has come: what a later hello could resume from. */
  cursor(): Hello["resume"];
}

/** Starts to connect at once. */
export function openConnection(context: Context, target: Target): Opened {
  const { clock, options } = context;
  const { minDelay = 100, maxDelay = 10_000, attempts = Infinity } = options.reconnect ?? {};
  const { actor } = target;
  let status: ConnectionStatus = "idle";
  let session: Session | undefined;
  let welcome: WelcomeFrame | undefined;
  let seq = 0;
  let contract: ContractChange | undefined;
  /** Why the server refuses this session: its error frame before the welcome. */
  let refusal: ActorError | undefined;
  /** Attempts since the last session that lasted. */
  let tried = 0;
  let openedAt = 0;
  let cancelRetry = (): void => {};
  let ended: ActorError | undefined;

  const lifecycle = createEmitter<Topics>(rethrow);
  const report = (error: ActorError): boolean => lifecycle.emit("error", error);
  const events = createEmitter<Record<string, unknown>>(
    (cause) => report(failure("callback_failed", "A listener threw.", cause)) || rethrow(cause),
    (event, wanted) => {
      const frame = `{"t":"${wanted ? "" : "un"}subscribe","event":${JSON.stringify(event)}`;
      session?.push(frame + hashed(actor.events[event]));
    },
  );
  const calls = createCalls<Outgoing>(context, ({ id, sent }) => sent && session?.push(`{"t":"cancel","id":${id}}`));

  // The end of a frame: hashes travel only where the contracts differ.
  const hashed = (of: { readonly hash: string } | undefined): string =>
    contract ? `,"hash":${JSON.stringify(of?.hash)}}` : "}";
  const send = (call: Call<Outgoing>): void => {
    call.sent = true;
    session?.push(`{"t":"call","id":${call.id}${call.what.action.frame}${call.what.args}${hashed(call.what.action)}`);
  };

  const become = (next: ConnectionStatus, why?: ActorError): void => {
    const wasOpen = status === "connected";
    status = next;
    lifecycle.emit("status", next);
    if (wasOpen && why) lifecycle.emit("close", why);
  };

  const connect = async (): Promise<void> => {
    refusal = undefined;
    openedAt = Infinity;
    become("connecting");
    try {
      const params = await readParams(target);
      if (ended) return;
      const hello = encodeHello(target, params, events.topics());
      session = openSession(context, { url: context.base + pathOf(target), hello }, { message, close });
    } catch (cause) {
      if (ended) return;
      const error = asFailure(cause);
      report(error);
      if (error.code === "callback_failed") retry(error);
      else end(error);
    }
  };

  const message = (text: string): void => {
    let content: unknown;
    try {
      content = parseAnyDepth(text);
    } catch (error) {
      report(asFailure(error));
    }
    // A listener may end the connection: what is left of the message is then for nobody.
    for (const frame of Array.isArray(content) ? content : [content]) if (!ended) receive(frame);
  };

  // A server keeps to the protocol. Frames of unknown types are ignored; the values inside are validated.
  const receive = (frame: ServerFrame | null | undefined): void => {
    if (frame?.t === "welcome") welcomed(frame);
    else if (frame?.t === "event") deliver(frame);
    else if (frame?.t === "result") settle(frame.id, frame.value);
    else if (frame?.t === "error") {
      if (frame.id) settle(frame.id, undefined, frame);
      else if (status === "connected") report(new ActorError(frame));
      else refusal = new ActorError(frame);
    }
  };

  const settle = (id: number, value: unknown, error?: ErrorFrame): void => {
    const call = calls.take(id);
    try {
      call?.resolve(decodeReply(call.what.action, value, error, contract !== undefined));
    } catch (cause) {
      call?.reject(cause);
    }
  };

  const welcomed = (frame: WelcomeFrame): void => {
    welcome = frame;
    seq = frame.seq;
    openedAt = clock.now();
    const { name, hash } = actor;
    const changed = frame.hash !== (contract?.serverHash ?? hash);
    contract = frame.hash === hash ? undefined : { actor: name, clientHash: hash, serverHash: frame.hash };
    for (const call of calls.all.values()) send(call);
    become("connected");
    if (contract && changed) lifecycle.emit("contract", contract);
    lifecycle.emit("open", undefined);
  };

  const deliver = (frame: EventFrame): void => {
    seq = frame.seq ?? seq;
    try {
      const decode = actor.events[frame.event]?.decode;
      events.emit(frame.event, convert(decode, frame.payload, contract ? "contract_mismatch" : "invalid_event"));
    } catch (error) {
      report(asFailure(error));
    }
  };

  const close = (code: number, reason: string): void => {
    session = undefined;
    const why =
      refusal ?? failure(code === 4410 ? "actor_destroyed" : "disconnected", reason || `Closed with ${code}.`);
    if (refusal || code === 4400) report(why);
    if (finalCodes.includes(code)) end(why);
    calls.rejectAll(why, true);
    retry(why);
  };

  // Full jitter: clients that were cut off together do not come back together.
  const retry = (why: ActorError): void => {
    if (clock.now() - openedAt > maxDelay) tried = 0;
    if (tried >= attempts) end(why);
    if (ended) return;
    cancelRetry = clock.timer(clock.random() * Math.min(maxDelay, minDelay * 2 ** tried++), connect);
    become("disconnected", why);
  };

  const end = (why: ActorError): void => {
    if (ended) return;
    ended = why;
    cancelRetry();
    context.open.delete(connection);
    calls.rejectAll(why);
    become("idle", why);
    lifecycle.emit("end", why);
  };

  const listening =
    <Topic extends keyof Topics>(topic: Topic) =>
    (listener: (value: Topics[Topic]) => void): Unsubscribe =>
      lifecycle.on(topic, listener);
  const connection: Opened["connection"] = {
    on: events.on,
    once(event, listener) {
      const unsubscribe = events.on(event, (payload) => {
        unsubscribe();
        listener(payload);
      });
      return unsubscribe;
    },
    onOpen: listening("open"),
    onClose: listening("close"),
    onError: listening("error"),
    onStatusChange: listening("status"),
    onContractChange: listening("contract"),
    get connStatus() {
      return status;
    },
    get connectionId() {
      return welcome?.connection;
    },
    get actorId() {
      return welcome?.actorId;
    },
    ready: new Promise((resolve, reject) => {
      lifecycle.on("open", resolve);
      lifecycle.on("end", reject);
    }),
    async dispose() {
      const closing = session;
      end(failure("disconnected", "The connection was disposed."));
      await closing?.close();
    },
  };
  // Nobody has to look at it.
  connection.ready.catch(() => {});
  if (options.onContractChange) lifecycle.on("contract", options.onContractChange);
  context.open.add(connection);
  void connect();
  return {
    connection,
    cursor: () => welcome && { connection: welcome.connection, secret: welcome.secret, epoch: welcome.epoch, seq },
    call: (action, args, callOptions) =>
      new Promise((resolve, reject) => {
        if (ended) throw ended;
        const what = { action, args: encodeArgs(action, args) };
        if (status !== "connected" && calls.all.size >= (options.queueLimit ?? 1_000)) {
          throw failure("too_many_requests", "Too many calls wait for the connection.");
        }
        const call = calls.add(what, callOptions, resolve, reject);
        if (status === "connected") send(call);
      }),
  };
}
