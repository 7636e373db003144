// The machine behind a connection: opens sessions, keeps calls and subscriptions across them, and ends once.
import { parseAnyDepth } from "../protocol/codec.js";
import { ActorError } from "../protocol/errors.js";
import type { ErrorFrame, EventFrame, ResultFrame, ServerFrame, WelcomeFrame } from "../protocol/frames.js";
import type { Invoke, BoundAction } from "./bound-action.js";
import { createCalls, type Call } from "./calls.js";
import type { Context } from "./context.js";
import { convert, decodeError, encodeArgs } from "./convert.js";
import { createEmitter, type Emitter } from "./emitter.js";
import { failure, rethrow } from "./failure.js";
import { encodeHello, pathOf, type Target } from "./hello.js";
import { openSession, type Session } from "./session.js";
import type { CloseInfo, ConnectionStatus, ContractChange } from "./types.js";

// After these the server wants no further attempt. See "Close codes" in docs/protocol.md.
const finalCodes = [1000, 4400, 4410, 4422];

/** What a link tells. */
export interface LinkTopics {
  readonly status: ConnectionStatus;
  readonly open: void;
  readonly close: CloseInfo;
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
  const { actor } = target;
  const maxDelay = options.reconnect?.maxDelay ?? 10_000;
  const messageBytes = options.messageBytes ?? 1 << 20;
  let status: ConnectionStatus = "idle";
  let session: Session | undefined;
  let welcome: WelcomeFrame | undefined;
  let seq = 0;
  let contract: ContractChange | undefined;
  /** Events that the hello of this session named. */
  let announced: readonly string[] = [];
  /** Why the server refuses this session: its error frame before the welcome. */
  let refusal: ActorError | undefined;
  /** Attempts since the last session that lasted. */
  let attempts = 0;
  let openedAt = Infinity;
  let cancelRetry = (): void => {};
  let ended: ActorError | undefined;
  let closed = (): void => {};
  const whenClosed = new Promise<void>((resolve) => (closed = resolve));

  const lifecycle = createEmitter<LinkTopics>((cause, topic) => {
    if (topic === "error") rethrow(cause);
    else listenerFailed(cause);
  });
  const listenerFailed = (cause: unknown): void => {
    if (lifecycle.has("error")) lifecycle.emit("error", failure("callback_failed", "A listener threw.", cause));
    else rethrow(cause);
  };
  const events = createEmitter<Record<string, unknown>>(listenerFailed, (event, wanted) => subscribe(event, wanted));
  const calls = createCalls<Outgoing>(clock, ({ id, sent }) => sent && push(`{"t":"cancel","id":${id}}`));

  const push = (frame: string): void => {
    if (status === "connected") session?.push(frame);
  };
  // The end of a frame: hashes travel only where the contracts differ.
  const hashed = (hash: string | undefined): string => (contract ? `,"hash":${JSON.stringify(hash)}}` : "}");
  const subscribe = (event: string, wanted: boolean): void => {
    const name = JSON.stringify(event);
    push(
      wanted
        ? `{"t":"subscribe","event":${name}${hashed(actor.events[event]?.hash)}`
        : `{"t":"unsubscribe","event":${name}}`,
    );
  };
  const send = (call: Call<Outgoing>): void => {
    call.sent = true;
    const { action, args } = call.what;
    push(`{"t":"call","id":${call.id}${action.frame}${args}${hashed(action.hash)}`);
  };

  const setStatus = (next: ConnectionStatus): void => {
    status = next;
    lifecycle.emit("status", next);
  };

  const connect = async (): Promise<void> => {
    setStatus("connecting");
    try {
      const url = context.base + pathOf(target);
      // Asked for after getParams, so that the hello has every event that is listened to by then.
      const hello = await encodeHello(target, () => (announced = events.topics()));
      if (!ended)
        session = openSession(context, messageBytes, { url, hello }, { message: receive, close: sessionClosed });
    } catch (error) {
      if (ended || !(error instanceof ActorError)) return;
      lifecycle.emit("error", error);
      if (error.code === "callback_failed") retry();
      else end(error);
    }
  };

  const receive = (text: string): void => {
    let message: unknown;
    try {
      message = parseAnyDepth(text);
    } catch {
      lifecycle.emit("error", failure("bad_json", "The server sent what is not JSON."));
    }
    // A listener may end the connection: what is left of the message is then for nobody.
    for (const frame of Array.isArray(message) ? message : [message]) if (!ended) handle(frame);
  };

  // The cast: a server keeps to the protocol. Frames of unknown types are ignored; the values inside are validated.
  const handle = (value: unknown): void => {
    const frame = value as ServerFrame | null | undefined;
    switch (frame?.t) {
      case "welcome":
        return welcomed(frame);
      case "result":
        return settle(frame, frame.id);
      case "error":
        if (frame.id !== undefined) settle(frame, frame.id);
        else if (status === "connected") lifecycle.emit("error", new ActorError(frame));
        else refusal = new ActorError(frame);
        return;
      case "event":
        return deliver(frame);
    }
  };

  const welcomed = (frame: WelcomeFrame): void => {
    welcome = frame;
    seq = frame.seq;
    openedAt = clock.now();
    const before = contract?.serverHash;
    contract = context.compare(actor, frame.hash);
    status = "connected";
    const wanted = events.topics();
    for (const event of wanted) if (!announced.includes(event)) subscribe(event, true);
    for (const event of announced) if (!wanted.includes(event)) subscribe(event, false);
    for (const call of calls.all.values()) send(call);
    setStatus("connected");
    if (contract && contract.serverHash !== before) lifecycle.emit("contract", contract);
    lifecycle.emit("open", undefined);
  };

  const settle = (frame: ResultFrame | ErrorFrame, id: number): void => {
    const call = calls.take(id);
    if (!call) return;
    const { action } = call.what;
    const code = contract ? "contract_mismatch" : "invalid_result";
    try {
      if (frame.t === "error") throw decodeError(action, frame, code);
      call.resolve(convert(action.decodeResult, frame.value, code));
    } catch (error) {
      call.reject(error);
    }
  };

  const deliver = (frame: EventFrame): void => {
    seq = frame.seq ?? seq;
    if (!events.has(frame.event)) return;
    try {
      const code = contract ? "contract_mismatch" : "invalid_event";
      events.emit(frame.event, convert(actor.events[frame.event]?.decode, frame.payload, code));
    } catch (error) {
      if (error instanceof ActorError) lifecycle.emit("error", error);
    }
  };

  const sessionClosed = (code: number, reason: string): void => {
    const wasOpen = openedAt < Infinity;
    if (clock.now() - openedAt > maxDelay) attempts = 0;
    openedAt = Infinity;
    session = undefined;
    const why =
      refusal ?? failure(code === 4410 ? "actor_destroyed" : "disconnected", reason || `Closed with ${code}.`);
    if (ended) closed();
    else {
      if (refusal || (finalCodes.includes(code) && code !== 1000)) lifecycle.emit("error", why);
      refusal = undefined;
      if (finalCodes.includes(code)) end(why);
      else {
        calls.rejectAll(why, true);
        retry();
      }
    }
    if (wasOpen) lifecycle.emit("close", { code, reason, final: ended !== undefined });
  };

  // Full jitter: clients that were cut off together do not come back together.
  const retry = (): void => {
    if (ended) return;
    const { minDelay = 100, attempts: most = Infinity } = options.reconnect ?? {};
    if (attempts >= most) return end(failure("disconnected", "The connection could not be opened."));
    cancelRetry = clock.timer(clock.random() * Math.min(maxDelay, minDelay * 2 ** attempts++), () => void connect());
    setStatus("disconnected");
  };

  const end = (error: ActorError): void => {
    if (ended) return;
    ended = error;
    cancelRetry();
    context.open.delete(link);
    calls.rejectAll(error);
    if (!session) closed();
    setStatus("idle");
    lifecycle.emit("end", error);
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
    call: (action, args, { timeout, signal }) =>
      new Promise((resolve, reject) => {
        if (ended) throw ended;
        const what = { action, args: encodeArgs(action, args) };
        if (status !== "connected" && calls.all.size >= (options.queueLimit ?? 1_000)) {
          throw failure("too_many_requests", "Too many calls wait for the connection to open.");
        }
        const call = calls.add(what, timeout ?? options.timeout ?? 60_000, signal, resolve, reject);
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
