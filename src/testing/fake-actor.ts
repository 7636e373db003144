// A fake actor: answers calls by script, and keeps for each key what a test asked for and what was called.
import { errorCodes, type ErrorCode } from "../protocol/errors.js";
import type { Convert, Issue } from "../protocol/issue.js";
import { Refusal } from "../server/failures.js";
import { implement } from "../server/index.js";
import type { ActionContext, ActorContext, ActorImplementation, ActorTypes, ServerActor } from "../server/index.js";
import type { FakeDescriptor } from "./fake-types.js";
import type { TestServer } from "./types.js";

/** The types that the core sees here; the generated types have checked what comes and goes. */
interface Untyped extends ActorTypes {
  readonly state: undefined;
  readonly stateInput: undefined;
  readonly connState: undefined;
  readonly connStateInput: undefined;
  readonly events: Readonly<Record<string, unknown>>;
}

type Context = ActionContext<Untyped, undefined, Readonly<Record<string, unknown>>>;

/** A script whose types nobody knows any more. */
export type UntypedScript = Readonly<Record<string, unknown>>;

/** What a test asked for and what was called, for one key. */
interface Stage {
  /** The newest context that is good outside of a turn; absent until somebody has reached the actor. */
  context?: ActorContext<Untyped>;
  readonly script: Map<string, unknown>;
  readonly failures: Map<string, ((c: Context) => Error)[]>;
  readonly delays: Map<string, number[]>;
  readonly calls: Map<string, unknown[][]>;
}

/** All actors of one name. */
export class FakeActors {
  readonly implementation: ActorImplementation;
  readonly #descriptor: FakeDescriptor;
  readonly #script: UntypedScript;
  readonly #server: () => TestServer;
  readonly #stages = new Map<string, Stage>();
  /** Ends what is delayed. */
  readonly #delayed = new Set<() => void>();

  /** @throws ActorError `invalid_result` when a result in the script does not fit */
  constructor(descriptor: FakeDescriptor, script: UntypedScript, server: () => TestServer) {
    this.#descriptor = descriptor;
    this.#script = script;
    this.#server = server;
    this.#check(script);
    const names = Object.keys(descriptor.actions);
    const actions = Object.fromEntries(
      names.map((name) => [name, (c: Context, ...args: unknown[]) => this.#answer(name, c, args)]),
    );
    this.implementation = implement<Untyped, undefined, typeof actions>(serverActor(descriptor), {
      onWake: (c) => void (this.#stage(c.key).context = c),
      actions,
    });
  }

  /** What a test does with the actor of this key. */
  at(given: string | readonly string[]) {
    const key = [given].flat();
    const stage = this.#stage(key);
    return {
      emit: (event: string, payload?: unknown): Promise<void> => this.#emit(key, event, payload),
      fail: (action: string, code: string, data?: unknown): void => {
        this.#known(action);
        queue(stage.failures, action).push(this.#failure(action, code, data));
      },
      delay: (action: string, ms: number): void => {
        this.#known(action);
        queue(stage.delays, action).push(ms);
      },
      calls: (action: string): readonly (readonly unknown[])[] => {
        this.#known(action);
        return (stage.calls.get(action) ?? []).map((args) => [...args]);
      },
      script: (script: UntypedScript): void => {
        this.#check(script);
        for (const [name, answer] of Object.entries(script)) stage.script.set(name, answer);
      },
      get params(): readonly unknown[] {
        return [...(stage.context?.conns.values() ?? [])].map(({ params }) => params);
      },
    };
  }

  /** Ends what is delayed. */
  close(): void {
    for (const end of this.#delayed) end();
  }

  #stage(key: readonly string[]): Stage {
    const name = JSON.stringify(key);
    const known = this.#stages.get(name);
    if (known) return known;
    const stage: Stage = { script: new Map(), failures: new Map(), delays: new Map(), calls: new Map() };
    this.#stages.set(name, stage);
    return stage;
  }

  async #answer(name: string, c: Context, args: unknown[]): Promise<unknown> {
    const stage = this.#stage(c.key);
    queue(stage.calls, name).push(args);
    // Taken at once: who calls next meanwhile gets what was asked for next.
    const failure = stage.failures.get(name)?.shift();
    const delay = stage.delays.get(name)?.shift();
    if (delay !== undefined) await this.#wait(delay, c.abortSignal);
    if (failure) throw failure(c);
    const own = Object.hasOwn(this.#script, name) ? this.#script[name] : undefined;
    const answer = stage.script.has(name) ? stage.script.get(name) : own;
    if (typeof answer === "function") return answer(c, ...args);
    if (answer === undefined && this.#descriptor.actions[name]?.encodeResult)
      throw new Error(`The fake ${this.#name} has no script for its action "${name}", which returns something.`);
    return answer;
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.#delayed.delete(end);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const cancel = this.#server().clock.timer(ms, end);
      this.#delayed.add(end);
      signal.addEventListener("abort", end);
    });
  }

  async #emit(key: readonly string[], event: string, payload: unknown): Promise<void> {
    const { events } = this.#descriptor;
    if (!Object.hasOwn(events, event))
      throw new Refusal("unknown_event", `${this.#name} has no event ${JSON.stringify(event)}.`);
    refuseMisfit("invalid_event", `the event "${event}" of ${this.#name}`, events[event], payload);
    await this.#server().settle();
    const { context } = this.#stage(key);
    if (!context || context.conns.size === 0) {
      throw new Error(
        `Nobody is connected to ${this.#name} ${JSON.stringify(key)}, so nobody would hear "${event}". ` +
          "Is the key right, and has what you test connected?",
      );
    }
    context.broadcast(event, payload);
    await this.#server().settle();
  }

  #failure(action: string, code: string, data: unknown): (c: Context) => Error {
    const declared = this.#descriptor.actions[action]?.encodeErrors ?? {};
    if (!Object.hasOwn(declared, code)) {
      if (!isRuntimeCode(code)) throw new Error(`${this.#name}.${action} declares no error ${JSON.stringify(code)}.`);
      return () => new Refusal(code);
    }
    refuseMisfit("invalid_result", `the error "${code}" of ${this.#name}.${action}`, declared[code], data);
    return (c) => c.errors[code]?.(data) ?? new Refusal("internal_error");
  }

  #check(script: UntypedScript): void {
    for (const [name, answer] of Object.entries(script)) {
      this.#known(name);
      if (typeof answer === "function" || answer === undefined) continue;
      const encode = this.#descriptor.actions[name]?.encodeResult;
      refuseMisfit("invalid_result", `the result of ${this.#name}.${name}`, encode, answer);
    }
  }

  #known(action: string): void {
    if (Object.hasOwn(this.#descriptor.actions, action)) return;
    throw new Refusal("unknown_action", `${this.#name} has no action ${JSON.stringify(action)}.`);
  }

  get #name(): string {
    return this.#descriptor.actor.name;
  }
}

/** The descriptor of the server's side. All actions are concurrent, so that one that is delayed holds up no other. */
function serverActor({ actor, decodeInput, decodeParams, actions, events }: FakeDescriptor): ServerActor {
  const { name, hash, checkKey } = actor;
  return {
    name,
    hash,
    version: 1,
    ...(checkKey && { checkKey }),
    ...(decodeInput && { decodeInput }),
    ...(decodeParams && { decodeParams }),
    actions: Object.fromEntries(
      Object.entries(actions).map(([action, converters]) => {
        return [action, { ...converters, hash: actor.actions[action]?.hash ?? "", concurrent: true }];
      }),
    ),
    events: Object.fromEntries(
      Object.entries(actor.events).map(([event, { hash, delivery }]) => {
        const encode = events[event];
        return [event, { hash, delivery, ...(encode && { encode }) }];
      }),
    ),
  };
}

function queue<Item>(queues: Map<string, Item[]>, name: string): Item[] {
  const found = queues.get(name) ?? [];
  queues.set(name, found);
  return found;
}

function isRuntimeCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

function refuseMisfit(code: ErrorCode, what: string, encode: Convert | null | undefined, value: unknown): void {
  const issues: Issue[] = [];
  encode?.(value, issues);
  const [first] = issues;
  if (!first) return;
  const where = first.path.length > 0 ? ` at ${first.path.join(".")}` : "";
  throw new Refusal(code, `What is given as ${what} does not fit its schema${where}: ${first.message}`, issues);
}
