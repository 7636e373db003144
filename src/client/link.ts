// The machine behind a connection: opens sessions, keeps calls and subscriptions across them, and ends once.
import { parseAnyDepth } from "../protocol/codec.js";
import { ActorError } from "../protocol/errors.js";
import type { ErrorFrame, EventFrame, ResultFrame, ServerFrame, WelcomeFrame } from "../protocol/frames.js";
import type { BoundAction, Invoke } from "./bound-action.js";
import { createCalls, type Call } from "./calls.js";
import { timeoutOf, type Context } from "./context.js";
import { convert, decodeError, encodeArgs } from "./convert.js";
import { createEmitter, type Emitter } from "./emitter.js";
import { asFailure, failure, rethrow } from "./failure.js";
import { encodeHello, pathOf, readParams, type Target } from "./hello.js";
import { openSession, type Session } from "./session.js";
import type { ConnectionStatus, ContractChange } from "./types.js";

// After these the server wants no further attempt. See "Close codes" in docs/protocol.md.
const finalCodes = [1000, 4400, 4410, 4422];

/** What a link tells. */
export interface LinkTopics {
  readonly status: ConnectionStatus;
  readonly open: void;
  readonly close: ActorError;
  readonly error: ActorError;
  readonly contract: ContractChange;
  /** Once: why there will be no further attempt. */
  readonly end: ActorError;
}

/** One connection, as long as its program keeps it. */
export interface Link {
  readonly call: Invoke;
  readonly events: Emitter<Record<string, unknown>>;
  readonly lifecycle: Emitter<LinkTopics>;
  readonly status: ConnectionStatus;
  /** The last welcome. With `seq` it is what a later hello could resume from. */
  readonly welcome: WelcomeFrame | undefined;
  /** Number of the last event that came. */
  readonly seq: number;
  /** Ends the connection; resolves when its socket is closed. */
  dispose(): Promise<void>;
}

/** What a call frame is made of, kept so that the call can go out later, or again. */
interface Outgoing {
  readonly action: BoundAction;
  /** The arguments as JSON text. */
  readonly args: string;
}

/** Starts to connect at once. */
export function openLink(context: Context, target: Target): Link {
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
  let closed = (): void => {};
  const whenClosed = new Promise<void>((resolve) => (closed = resolve));

  const lifecycle = createEmitter<LinkTopics>(rethrow);
  const report = (error: ActorError): boolean => lifecycle.emit("error", error);
  const events = createEmitter<Record<string, unknown>>(
    (cause) => {
      if (!report(failure("callback_failed", "A listener threw.", cause))) rethrow(cause);
    },
    (event, wanted) => {
      const frame = `{"t":"${wanted ? "" : "un"}subscribe","event":${JSON.stringify(event)}`;
      session?.push(frame + hashed(actor.events[event]));
    },
  );
  const calls = createCalls<Outgoing>(clock, timeoutOf(options), ({ id, sent }) => {
    if (sent) session?.push(`{"t":"cancel","id":${id}}`);
  });

  // The end of a frame: hashes travel only where the contracts differ.
  const hashed = (of: { readonly hash: string } | undefined): string =>
    contract ? `,"hash":${JSON.stringify(of?.hash)}}` : "}";
  const send = (call: Call<Outgoing>): void => {
    call.sent = true;
    const { action, args } = call.what;
    session?.push(`{"t":"call","id":${call.id}${action.frame}${args}${hashed(action)}`);
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
    else if (frame?.t === "result" || frame?.t === "error") {
      const call = calls.take(frame.id);
      if (call) settle(call, frame);
      else if (frame.t === "error" && frame.id === undefined) {
        const error = new ActorError(frame);
        if (status === "connected") report(error);
        else refusal = error;
      }
    }
  };

  const welcomed = (frame: WelcomeFrame): void => {
    welcome = frame;
    seq = frame.seq;
    openedAt = clock.now();
    const before = contract?.serverHash;
    contract = context.compare(actor, frame.hash);
    for (const call of calls.all.values()) send(call);
    become("connected");
    if (contract && contract.serverHash !== before) lifecycle.emit("contract", contract);
    lifecycle.emit("open", undefined);
  };

  const settle = ({ what: { action }, resolve, reject }: Call<Outgoing>, frame: ResultFrame | ErrorFrame): void => {
    const code = contract ? "contract_mismatch" : "invalid_result";
    try {
      if (frame.t === "error") reject(decodeError(action, frame, code));
      else resolve(convert(action.decodeResult, frame.value, code));
    } catch (error) {
      reject(error);
    }
  };

  const deliver = (frame: EventFrame): void => {
    seq = frame.seq ?? seq;
    const code = contract ? "contract_mismatch" : "invalid_event";
    try {
      events.emit(frame.event, convert(actor.events[frame.event]?.decode, frame.payload, code));
    } catch (error) {
      report(asFailure(error));
    }
  };

  const close = (code: number, reason: string): void => {
    session = undefined;
    if (ended) return closed();
    const why =
      refusal ?? failure(code === 4410 ? "actor_destroyed" : "disconnected", reason || `Closed with ${code}.`);
    if (refusal || code === 4400) report(why);
    if (finalCodes.includes(code)) end(why);
    else {
      calls.rejectAll(why, true);
      retry(why);
    }
  };

  // Full jitter: clients that were cut off together do not come back together.
  const retry = (why: ActorError): void => {
    if (clock.now() - openedAt > maxDelay) tried = 0;
    if (tried >= attempts) return end(why);
    if (!ended) cancelRetry = clock.timer(clock.random() * Math.min(maxDelay, minDelay * 2 ** tried++), connect);
    become("disconnected", why);
  };

  const end = (why: ActorError): void => {
    if (ended) return;
    ended = why;
    cancelRetry();
    context.open.delete(link);
    calls.rejectAll(why);
    if (!session) closed();
    become("idle", why);
    lifecycle.emit("end", why);
  };

  const link: Link = {
    events,
    lifecycle,
    get status() {
      return status;
    },
    get welcome() {
      return welcome;
    },
    get seq() {
      return seq;
    },
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
    dispose() {
      end(failure("disconnected", "The connection was disposed."));
      session?.close();
      return whenClosed;
    },
  };
  context.open.add(link);
  void connect();
  return link;
}
