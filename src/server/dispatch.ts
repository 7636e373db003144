// Dispatch: from a message's text to turns and replies. Whatever comes, the answer is a frame and never an exception.
import { parseJson } from "../protocol/codec.js";
import { ActorError, errorCodes, type ErrorCode, type WireError } from "../protocol/errors.js";
import { closeCodes, type Resume, type WelcomeFrame } from "../protocol/frames.js";
import type { Actor } from "./actor.js";
import { CallTurn } from "./call-turn.js";
import { stored, type Connection } from "./connection.js";
import type { Denial } from "./entrance.js";
import { Refusal, toWireError } from "./failures.js";
import type { Gate } from "./gate.js";
import type { OutFrame, Permit } from "./host.js";
import type { ActionEntry } from "./implement.js";
import { errorText, pongText, welcomeText } from "./replies.js";
import type { Scheduler } from "./scheduler.js";
import { readArgs } from "./values.js";

/** Reads the messages of one actor's connections. */
export class Dispatcher {
  readonly #actor: Actor;
  readonly #gate: Gate;
  readonly #scheduler: Scheduler;
  #lastPong = { seq: 0, text: pongText(0) };

  constructor(actor: Actor, gate: Gate, scheduler: Scheduler) {
    this.#actor = actor;
    this.#gate = gate;
    this.#scheduler = scheduler;
  }

  /** The first frame of a connection, of a new one or on another socket; then what it missed and what it asked for. */
  welcome(connection: Connection, resume: Resume | undefined, more: Pick<WelcomeFrame, "retry" | "gap">): void {
    const actor = this.#actor;
    const { epoch } = actor.log;
    const { id, data } = connection;
    const resumed = resume?.connection === id ? Math.min(resume.seq, actor.released) : actor.released;
    const seq = Math.max(resumed, more.gap?.to ?? 0);
    connection.status = "open";
    const { hash } = actor.implementation.descriptor;
    const actorId = actor.host.address.id;
    connection.send({ text: welcomeText({ connection: id, secret: data.secret, actorId, epoch, seq, hash, ...more }) });
    for (const event of actor.log.missed(connection, seq, actor.released)) connection.send(event);
    for (const { event } of data.subscriptions) {
      if (actor.events.has(event)) continue;
      actor.unsubscribe(connection, event);
      this.#error(connection, this.#unknownEvent(event), { event });
    }
  }

  /** Tells of events that the caller may not hear. */
  deny(connection: Connection, denied: readonly Denial[]): void {
    for (const { event, error } of denied) this.#error(connection, new ActorError(error), { event });
  }

  /** Takes the messages that came before the welcome. */
  catchUp(connection: Connection): void {
    const { early } = connection;
    connection.early = undefined;
    for (const message of early ?? []) this.message(connection, message);
  }

  /** Ends a connection that was not accepted. */
  refuse(connection: Connection, error: WireError): void {
    connection.socket?.send({ text: errorText(error) });
    connection.socket?.close(refusalCode(error.code), error.code);
  }

  /** One message: a frame, or an array of them. */
  message(connection: Connection, text: string): void {
    if (connection.status === "opening" || connection.early) {
      this.#keep(connection, text);
      return;
    }
    const { limits } = this.#actor.host;
    this.#refill(connection);
    let message: unknown;
    try {
      message = parseJson(text);
    } catch (error) {
      if (this.#take(connection)) this.#error(connection, error);
      return;
    }
    if (!Array.isArray(message)) this.#frames(connection, [message], 0);
    else if (message.length > limits.framesPerMessage) {
      this.#error(connection, new Refusal("too_large", `A message has at most ${limits.framesPerMessage} frames.`));
    } else if (message.length === 0) this.#error(connection, new Refusal("bad_frame", "The batch is empty."));
    else this.#frames(connection, message, 0);
  }

  // Where it takes time to learn whether a frame is permitted, all that follows waits: frames take effect in order.
  #frames(connection: Connection, frames: readonly unknown[], start: number): void {
    for (let index = start; index < frames.length; index++) {
      const frame = frames[index];
      const verdict = this.#permit(connection, frame);
      if (!(verdict instanceof Promise)) this.#frame(connection, frame, verdict);
      else {
        connection.early ??= [];
        void verdict.then((error) => {
          this.#frame(connection, frame, error);
          const waiting = connection.early ?? [];
          connection.early = undefined;
          this.#frames(connection, frames, index + 1);
          // What came meanwhile comes after what is left of this message, which may wait again.
          if (connection.early) connection.early = [...connection.early, ...waiting];
          else for (const message of waiting) this.message(connection, message);
        });
        return;
      }
    }
  }

  #permit({ socket }: Connection, frame: unknown): ReturnType<Permit> {
    if (!socket?.permit || typeof frame !== "object" || frame === null || !("t" in frame)) return undefined;
    const { actions } = this.#actor.implementation;
    if (frame.t === "call" && "action" in frame && typeof frame.action === "string" && actions.has(frame.action)) {
      return socket.permit({ action: frame.action });
    }
    const subscribes = frame.t === "subscribe" && "event" in frame && typeof frame.event === "string";
    return subscribes && this.#actor.events.has(String(frame.event))
      ? socket.permit({ event: String(frame.event) })
      : undefined;
  }

  /** @throws Refusal `unknown_action` */
  action(name: string): ActionEntry {
    const action = this.#actor.implementation.actions.get(name);
    if (action) return action;
    throw new Refusal("unknown_action", `${this.#actor.implementation.name} has no action ${quoted(name)}.`);
  }

  #frame(connection: Connection, frame: unknown, forbidden: WireError | undefined): void {
    if (!connection.open) return;
    if (typeof frame !== "object" || frame === null || !("t" in frame)) {
      if (this.#take(connection)) this.#error(connection, new Refusal("bad_frame", "A frame is an object with `t`."));
      return;
    }
    const id = "id" in frame && isCallId(frame.id) ? frame.id : undefined;
    const event = "event" in frame && typeof frame.event === "string" ? frame.event : undefined;
    try {
      if (!this.#take(connection)) throw new Refusal("too_many_requests");
      if (forbidden) throw new ActorError(forbidden);
      switch (frame.t) {
        case "call":
          return this.#call(connection, frame, id);
        case "cancel":
          if (id === undefined) throw new Refusal("bad_frame", "A cancel frame has an `id`.");
          return connection.calls?.get(id)?.cancel();
        case "subscribe":
        case "unsubscribe":
          if (event === undefined) throw new Refusal("bad_frame", "A subscription has an `event`.");
          if (!this.#actor.events.has(event)) throw this.#unknownEvent(event);
          this.#actor[frame.t](connection, event);
          return this.#actor.durable ? this.#actor.persist([stored(connection)]) : undefined;
        case "ping":
          return connection.send(this.#pong());
        default:
          throw new Refusal("bad_frame", "There is no such frame from a client.");
      }
    } catch (error) {
      const action = "action" in frame && typeof frame.action === "string" ? frame.action : undefined;
      this.#error(connection, error, id !== undefined ? { id } : event !== undefined ? { event } : {}, action);
    }
  }

  #call(connection: Connection, frame: object, id: number | undefined): void {
    if (id === undefined) throw new Refusal("bad_frame", "A call has an `id`: an integer from 1.");
    if (id <= connection.lastRetry) {
      if (this.#answered(connection, id)) return;
    } else if (id <= connection.lastCall) throw new Refusal("duplicate_id");
    else connection.lastCall = id;
    if ("ack" in frame && isCallId(frame.ack)) connection.records?.acknowledge(frame.ack);
    const name = "action" in frame ? frame.action : undefined;
    const args = "args" in frame ? frame.args : undefined;
    const hash = "hash" in frame ? frame.hash : undefined;
    if (typeof name !== "string" || !Array.isArray(args) || (hash !== undefined && typeof hash !== "string")) {
      throw new Refusal("bad_frame", "A call has an `action` and an array of `args`.");
    }
    const action = this.action(name);
    const { callsInFlight } = this.#actor.host.limits;
    if (connection.calls && connection.calls.size >= callsInFlight) {
      throw new Refusal("too_many_requests", `More than ${callsInFlight} calls wait for their reply.`);
    }
    const read = readArgs(action, args, hash);
    const turn = new CallTurn(this.#actor, this.#gate, action, read, connection, id);
    this.#scheduler.submit(turn);
    if (!turn.replied) (connection.calls ??= new Map()).set(id, turn);
  }

  // A call that was sent again: is there anything to do but to answer it?
  #answered(connection: Connection, id: number): boolean {
    if (connection.calls?.has(id)) return true;
    const record = connection.records?.find(id) ?? "new";
    if (record === "new") return false;
    if (record === "unknown") throw new Refusal("outcome_unknown");
    connection.send(record);
    return true;
  }

  // Tells the idle how far the count has come, so that they do not miss what was never for them.
  #pong(): OutFrame {
    const { released } = this.#actor;
    if (this.#lastPong.seq !== released) this.#lastPong = { seq: released, text: pongText(released) };
    return this.#lastPong;
  }

  #refill(connection: Connection): void {
    const { frameBurst, framesPerSecond } = this.#actor.host.limits;
    const now = this.#actor.host.now();
    const earned = ((now - connection.refilled) * framesPerSecond) / 1000;
    connection.refilled = now;
    if (earned > 0) connection.tokens = Math.min(frameBurst, connection.tokens + earned);
  }

  // Frames over the rate run into debt, and a debt as large as the burst ends the connection.
  #take(connection: Connection): boolean {
    connection.tokens--;
    if (connection.tokens < -this.#actor.host.limits.frameBurst) this.#cut(connection, "too_many_requests");
    return connection.tokens >= 0;
  }

  // What comes before the welcome waits for it, as much as one message may hold.
  #keep(connection: Connection, text: string): void {
    const kept = (connection.early ??= []);
    kept.push(text);
    const size = kept.reduce((sum, message) => sum + message.length, 0);
    if (size > this.#actor.host.limits.messageBytes) this.#cut(connection, "too_large");
  }

  #cut(connection: Connection, code: ErrorCode): void {
    connection.socket?.send({ text: errorText({ code, message: errorCodes[code].means }) });
    this.#actor.drop(connection, closeCodes.badFrames, code);
  }

  #unknownEvent(event: string): Refusal {
    const message = `${this.#actor.implementation.name} has no event ${quoted(event)}.`;
    return new Refusal("unknown_event", message);
  }

  // A refusal is the client's affair; anything else that is thrown here is a fault of the server's.
  #told(error: unknown): WireError {
    if (error instanceof ActorError) {
      const { code, message, issues } = error;
      return issues ? { code, message, issues } : { code, message };
    }
    const { log } = this.#actor.host;
    return toWireError(error, log, () => this.#actor.host.randomId(), {});
  }

  #error(
    connection: Connection,
    error: unknown,
    at?: { readonly id?: number; readonly event?: string },
    action?: string,
  ): void {
    const told = this.#told(error);
    this.#actor.host.witness?.refused({ action, event: at?.event, connection: connection.id }, told);
    connection.send({ text: errorText(told, at) });
  }
}

/** The close code after a refusal: may the same attempt succeed later? */
export function refusalCode(code: string): number {
  const known = Object.entries(errorCodes).find(([name]) => name === code)?.[1];
  return known?.retry ? closeCodes.later : closeCodes.refused;
}

function isCallId(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

/** A name from outside, short enough to be sent back. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}...` : name);
}
