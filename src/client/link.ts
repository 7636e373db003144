// The machine behind a connection: opens sessions, keeps calls and subscriptions across them, and ends once.
import { parseAnyDepth } from "../protocol/codec.js";
import { ActorError } from "../protocol/errors.js";
import { closeCodes, type ErrorFrame, type EventFrame } from "../protocol/frames.js";
import type { ResultFrame, ServerFrame, WelcomeFrame } from "../protocol/frames.js";
import type { BoundAction } from "./bound-action.js";
import { Calls, type Call } from "./calls.js";
import { contractChange, type ClientContext } from "./client-context.js";
import { convert, decodeError, encodeArgs } from "./convert.js";
import { deferred } from "./deferred.js";
import { callbackFailed, encodeHello, pathOf, type Target } from "./hello.js";
import { Listeners, rethrow } from "./listeners.js";
import { Session } from "./session.js";
import { Subscriptions } from "./subscriptions.js";
import type { CallOptions, CloseInfo, ConnectionStatus, ContractChange } from "./types.js";

// After these the server wants no further attempt. See "Close codes" in docs/protocol.md.
const finalCodes: readonly number[] = [closeCodes.done, closeCodes.refused, closeCodes.destroyed, closeCodes.badFrames];

/** One connection, as long as its program keeps it. It starts to connect when it is made. */
export class Link {
  readonly onOpen = new Listeners<void>();
  readonly onClose = new Listeners<CloseInfo>();
  readonly onError = new Listeners<ActorError>();
  readonly onStatusChange = new Listeners<ConnectionStatus>();
  readonly onContractChange = new Listeners<ContractChange>();
  readonly subscriptions: Subscriptions;
  status: ConnectionStatus = "idle";
  /** The last welcome. With `seq` it is what a later hello could resume from. */
  welcome: WelcomeFrame | undefined;
  /** Number of the last event that came. */
  seq = 0;

  readonly #context: ClientContext;
  readonly #target: Target;
  readonly #calls: Calls;
  readonly #ready = deferred<void>();
  readonly #closed = deferred<void>();
  #session: Session | undefined;
  /** Events that the hello of this session named. */
  #announced: readonly string[] = [];
  #cancelRetry: (() => void) | undefined;
  /** Attempts since the last session that lasted. */
  #attempts = 0;
  #openedAt = Infinity;
  #contract: ContractChange | undefined;
  /** Why the server refuses this session: its error frame before any welcome. */
  #refusal: ActorError | undefined;
  #ended: ActorError | undefined;

  constructor(context: ClientContext, target: Target) {
    this.#context = context;
    this.#target = target;
    this.#calls = new Calls(context.clock, ({ id, sent }) => sent && this.#push(`{"t":"cancel","id":${id}}`));
    this.subscriptions = new Subscriptions(target.actor, (type, name) => this.#subscribe(type, name));
    context.open.add(this);
    void this.#connect();
  }

  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Validates the arguments, and sends the call now or after the next welcome. */
  call(action: BoundAction, args: readonly unknown[], { timeout, signal }: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      const { messageBytes, queueLimit, timeout: usualTimeout } = this.#context;
      const text = encodeArgs(action, args, messageBytes);
      if (this.status !== "connected" && this.#calls.size >= queueLimit) {
        throw new ActorError({ code: "too_many_requests", message: "Too many calls wait for the connection to open." });
      }
      const call = this.#calls.add(action, text, timeout ?? usualTimeout, signal, resolve, reject);
      if (this.status === "connected") this.#send(call);
    });
  }

  /** Ends the connection; resolves when its socket is closed. */
  dispose(): Promise<void> {
    if (!this.#ended) {
      this.#end(new ActorError({ code: "disconnected", message: "The connection was disposed." }));
      this.#session?.close();
    }
    return this.#closed.promise;
  }

  async #connect(): Promise<void> {
    this.#setStatus("connecting");
    try {
      const url = this.#context.base + pathOf(this.#target);
      // Asked for after getParams, so that the hello has every event that is listened to by then.
      const hello = await encodeHello(this.#target, () => (this.#announced = this.subscriptions.names));
      if (this.#ended) return;
      this.#session = new Session(
        this.#context,
        { url, hello },
        { message: (text) => this.#message(text), close: (code, reason) => this.#sessionClosed(code, reason) },
      );
    } catch (cause) {
      const error = this.#report(cause);
      if (error.code === "callback_failed") this.#retry();
      else this.#end(error);
    }
  }

  #message(text: string): void {
    let message: unknown;
    try {
      message = parseAnyDepth(text);
    } catch (error) {
      this.#report(error);
    }
    // A listener may end the connection: what is left of the message is then for nobody.
    for (const frame of Array.isArray(message) ? message : [message]) if (!this.#ended) this.#frame(frame);
  }

  // The cast: a server keeps to the protocol. Frames of unknown types are ignored; the values inside are validated.
  #frame(value: unknown): void {
    const frame = value as ServerFrame | null | undefined;
    switch (frame?.t) {
      case "welcome":
        return this.#welcome(frame);
      case "result":
        return this.#settle(this.#calls.take(frame.id), frame);
      case "error":
        if (frame.id !== undefined) this.#settle(this.#calls.take(frame.id), frame);
        else if (this.status === "connected") this.#report(new ActorError(frame));
        else this.#refusal = new ActorError(frame);
        return;
      case "event":
        return this.#deliver(frame);
    }
  }

  #welcome(frame: WelcomeFrame): void {
    this.welcome = frame;
    this.seq = frame.seq;
    this.#openedAt = this.#context.clock.now();
    const change = contractChange(this.#target.actor, frame.hash);
    const changed = change && change.serverHash !== this.#contract?.serverHash;
    this.#contract = change;
    this.status = "connected";
    const names = this.subscriptions.names;
    for (const name of names) if (!this.#announced.includes(name)) this.#subscribe("subscribe", name);
    for (const name of this.#announced) if (!names.includes(name)) this.#subscribe("unsubscribe", name);
    for (const call of this.#calls.all) this.#send(call);
    this.#ready.resolve();
    this.#tell(this.onStatusChange, "connected");
    if (changed) {
      this.#context.contractChanged(change);
      this.#tell(this.onContractChange, change);
    }
    this.#tell(this.onOpen, undefined);
  }

  #settle(call: Call | undefined, frame: ResultFrame | ErrorFrame): void {
    if (!call) return;
    const code = this.#contract ? "contract_mismatch" : "invalid_result";
    try {
      if (frame.t === "error") throw decodeError(call.action, frame, code);
      call.resolve(convert(call.action.decodeResult, frame.value, code));
    } catch (error) {
      call.reject(error);
    }
  }

  #deliver(frame: EventFrame): void {
    if (frame.seq !== undefined) this.seq = frame.seq;
    const subscription = this.subscriptions.get(frame.event);
    if (!subscription) return;
    try {
      const code = this.#contract ? "contract_mismatch" : "invalid_event";
      const payload = convert(subscription.event.decode, frame.payload, code);
      this.#tell(subscription.listeners, payload);
    } catch (error) {
      this.#report(error);
    }
  }

  #send(call: Call): void {
    call.sent = true;
    const { action, id, args } = call;
    this.#push(`{"t":"call","id":${id}${action.frame}${args}${this.#hash(action.hash)}}`);
  }

  #subscribe(t: "subscribe" | "unsubscribe", name: string): void {
    const hash = this.#hash(this.#target.actor.events[name]?.hash);
    this.#push(`{"t":"${t}","event":${JSON.stringify(name)}${t === "subscribe" ? hash : ""}}`);
  }

  /** The end of a frame where the contracts differ. */
  #hash(hash: string | undefined): string {
    return this.#contract ? `,"hash":${JSON.stringify(hash)}` : "";
  }

  #push(frame: string): void {
    if (this.status === "connected") this.#session?.push(frame);
  }

  #sessionClosed(code: number, reason: string): void {
    const { clock, maxDelay } = this.#context;
    const wasOpen = this.#openedAt < Infinity;
    if (clock.now() - this.#openedAt > maxDelay) this.#attempts = 0;
    this.#openedAt = Infinity;
    this.#session = undefined;
    const lost = new ActorError({
      code: code === closeCodes.destroyed ? "actor_destroyed" : "disconnected",
      message: reason || `The connection was closed with ${code}.`,
    });
    const refusal = this.#refusal;
    this.#refusal = undefined;
    if (this.#ended) this.#closed.resolve();
    else {
      if (refusal) this.#report(refusal);
      if (finalCodes.includes(code)) {
        if (!refusal && code !== closeCodes.done) this.#report(lost);
        this.#end(refusal ?? lost);
      } else {
        this.#calls.rejectAll(lost, true);
        this.#retry();
      }
    }
    if (wasOpen) this.#tell(this.onClose, { code, reason, final: this.#ended !== undefined });
  }

  // Full jitter: clients that were cut off together do not come back together.
  #retry(): void {
    if (this.#ended) return;
    const { clock, minDelay, maxDelay, attempts } = this.#context;
    if (this.#attempts >= attempts) {
      return this.#end(new ActorError({ code: "disconnected", message: "The connection could not be opened." }));
    }
    const delay = clock.random() * Math.min(maxDelay, minDelay * 2 ** this.#attempts++);
    this.#cancelRetry = clock.timer(delay, () => void this.#connect());
    this.#setStatus("disconnected");
  }

  #end(error: ActorError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#cancelRetry?.();
    this.#context.open.delete(this);
    this.#calls.rejectAll(error);
    this.#ready.reject(error);
    if (!this.#session) this.#closed.resolve();
    this.#setStatus("idle");
  }

  #setStatus(status: ConnectionStatus): void {
    this.status = status;
    this.#tell(this.onStatusChange, status);
  }

  #tell<T>(listeners: Listeners<T>, value: T): void {
    listeners.emit(value, (cause) => {
      const error = callbackFailed("listener", cause);
      if (this.onError.size > 0) this.onError.emit(error, rethrow);
      else rethrow(cause);
    });
  }

  #report(cause: unknown): ActorError {
    const error = cause instanceof ActorError ? cause : callbackFailed("transport", cause);
    this.onError.emit(error, rethrow);
    return error;
  }
}
