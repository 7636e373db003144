// A connection: opens sessions, keeps calls and subscriptions across them, and ends once.
import { parseAnyDepth } from "../protocol/codec.js";
import { ActorError } from "../protocol/errors.js";
import type { ErrorFrame, Gap, ServerFrame, WelcomeFrame } from "../protocol/frames.js";
import type { BoundAction, Invoke } from "./bound-action.js";
import { createCalls } from "./calls.js";
import type { Context } from "./context.js";
import { convert, decodeReply, encodeArgs } from "./convert.js";
import { createEmitter } from "./emitter.js";
import { fallbackTransport } from "./fallback.js";
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
  readonly gap: Gap;
}

/** What a call frame is made of, kept so that the call can go out later, or again. */
interface Outgoing {
  readonly action: BoundAction;
  /** The arguments as JSON text. */
  readonly args: string;
}

/** What a program sees of a connection, but for the actions. */
export type Connection = ActorConnection<Record<string, unknown>>;

/** A server keeps to the protocol: what is checked of a frame is that it is one, and the values inside. */
type Received = (ServerFrame & { readonly seq?: number }) | null | undefined;

// Its own properties are the state: what `withOptions` makes inherits from it.
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Starts to connect at once. Gives the connection and what carries its calls. */
export function openConnection(context: Context, target: Target): [Connection, Invoke] {
  const { clock, options } = context;
  const { minDelay = 100, maxDelay = 10_000, attempts = Infinity } = { ...options.reconnect };
  const transport = options.transport ?? fallbackTransport(context);
  const { actor } = target;
  let session: Session | undefined;
  /** How far the connection has come: the last welcome, with the number of the last event. */
  let cursor: Mutable<WelcomeFrame> | undefined;
  let contract: ContractChange | false | undefined;
  /** Why the server refuses this session: its error frame before the welcome. */
  let refusal: ActorError | undefined;
  /** Attempts since the last session that lasted long enough for a ping. */
  let tried = 0;
  /** The id of the last call that was sent. */
  let lastSent = 0;
  let cancelRetry = (): void => {};
  let ended: ActorError | undefined;
  let refuse!: (why: ActorError) => void;

  const lifecycle = createEmitter<Topics>(rethrow);
  const report = (error: ActorError): boolean => lifecycle.emit("error", error);
  const events = createEmitter<Record<string, unknown>>(
    (cause) => report(failure("callback_failed", "A listener threw.", { cause })) || rethrow(cause),
    (event, wanted) => {
      const frame = `{"t":"${wanted ? "" : "un"}subscribe","event":${JSON.stringify(event)}`;
      session?.push(frame + hashed(actor.events[event]));
    },
  );
  const calls = createCalls<Outgoing>(
    context,
    ({ id }) => id <= lastSent && session?.push(`{"t":"cancel","id":${id}}`),
  );

  // The end of a frame: hashes travel only where the contracts differ.
  const hashed = (of: { readonly hash: string } | undefined): string =>
    contract && of ? `,"hash":${JSON.stringify(of.hash)}}` : "}";
  const send = (id: number, { action, args }: Outgoing): void => {
    lastSent = id;
    // Replies to what comes before the first call that waits have arrived.
    const [first = id] = calls.all.keys();
    session?.push(`{"t":"call","id":${id},"ack":${first - 1}${action.frame}${args}${hashed(action)}`);
  };

  const become = (next: ConnectionStatus, why?: ActorError): void => {
    const wasOpen = connection.connStatus === "connected";
    connection.connStatus = next;
    lifecycle.emit("status", next);
    if (wasOpen && why) lifecycle.emit("close", why);
  };

  const connect = async (): Promise<void> => {
    let why: ActorError;
    let final = true;
    refusal = undefined;
    become("connecting");
    try {
      const params = await readParams(target);
      if (ended) return;
      const hello = encodeHello(target, params, events.topics(), cursor);
      session = openSession(context, transport, context.base + pathOf(target), hello, message);
      const [code, reason] = await session.end;
      final = finalCodes.includes(code);
      why = refusal ?? failure(code === 4410 ? "actor_destroyed" : "disconnected", reason || `Closed with ${code}.`);
      if (refusal || code === 4400) report(why);
    } catch (cause) {
      why = asFailure(cause);
      final = why.code !== "callback_failed";
      if (!ended) report(why);
    }
    session = undefined;
    if (final || tried >= attempts) end(why);
    if (ended) return;
    // Full jitter: clients that were cut off together do not come back together.
    cancelRetry = clock.timer(clock.random() * Math.min(maxDelay, minDelay * 2 ** tried++), connect);
    become("disconnected", why);
  };

  const message = (text: string): void => {
    let content: Received | Received[];
    try {
      content = parseAnyDepth(text) as Received | Received[];
    } catch (error) {
      report(asFailure(error));
    }
    // A listener may end the connection: what is left of the message is then for nobody.
    for (const frame of [content].flat()) if (!ended) receive(frame);
  };

  // A server keeps to the protocol. Frames of unknown types are ignored; the values inside are validated.
  const receive = (frame: Received): void => {
    if (cursor && frame?.seq) cursor.seq = frame.seq;
    switch (frame?.t) {
      case "welcome":
        welcomed(frame);
        break;
      case "event":
        try {
          const decode = actor.events[frame.event]?.decode;
          events.emit(frame.event, convert(decode, frame.payload, "invalid_event", contract));
        } catch (error) {
          report(asFailure(error));
        }
        break;
      case "result":
        settle(frame.id, frame.value);
        break;
      case "error":
        if (frame.id) settle(frame.id, 0, frame);
        else if (connection.connStatus === "connected") report(new ActorError(frame));
        else refusal = new ActorError(frame);
        break;
      case "pong":
        tried = 0;
    }
  };

  const settle = (id: number, value: unknown, error?: ErrorFrame): void => {
    const call = calls.take(id);
    try {
      call?.resolve(decodeReply(call.what.action, value, error, contract));
    } catch (cause) {
      call?.reject(cause);
    }
  };

  const welcomed = (frame: WelcomeFrame): void => {
    const { name, hash } = actor;
    cursor = frame;
    contract = frame.hash !== hash && { actor: name, clientHash: hash, serverHash: frame.hash };
    if (!frame.retry) calls.rejectAll(failure("outcome_unknown", "Disconnected."), lastSent);
    for (const { id, what } of calls.all.values()) send(id, what);
    become("connected");
    if (frame.gap) lifecycle.emit("gap", frame.gap);
    if (contract) lifecycle.emit("contract", contract);
    lifecycle.emit("open", undefined);
  };

  const end = (why: ActorError): void => {
    if (ended) return;
    ended = why;
    cancelRetry();
    context.open.delete(connection);
    calls.rejectAll(why);
    refuse(why);
    become("idle", why);
  };

  const listening =
    <Topic extends keyof Topics>(topic: Topic) =>
    (listener: (value: Topics[Topic]) => void): Unsubscribe =>
      lifecycle.on(topic, listener);
  const connection: Mutable<Connection> = {
    connStatus: "idle",
    get connectionId() {
      return cursor?.connection;
    },
    get actorId() {
      return cursor?.actorId;
    },
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
    onGap: listening("gap"),
    ready: new Promise((resolve, reject) => {
      lifecycle.on("open", resolve);
      refuse = reject;
    }),
    async dispose() {
      const closing = session;
      end(failure("disconnected", "Disposed."));
      closing?.close();
      await closing?.end;
    },
  };
  // Nobody has to look at it.
  connection.ready.catch(() => {});
  if (options.onContractChange) lifecycle.on("contract", options.onContractChange);
  context.open.add(connection);
  void connect();
  return [
    connection,
    (action, args, callOptions) =>
      calls.add(callOptions, (id) => {
        if (ended) throw ended;
        const outgoing = { action, args: encodeArgs(action, args) };
        if (connection.connStatus === "connected") send(id, outgoing);
        else if (calls.all.size >= (options.queueLimit ?? 1_000)) {
          throw failure("too_many_requests", "Queue full.");
        }
        return outgoing;
      }),
  ];
}
