// What the bench and its server and client processes say to one another.

/**
 * The actions that are measured. `whisper` touches no state, `newest` reads a message, `toggle` writes a flag, `post`
 * writes a message and returns it, `move` changes one of 64 records, `shout` broadcasts; `slight` writes a date into a small
 * state, `vast` into one of 10 MB.
 */
export type ActionName = "whisper" | "newest" | "toggle" | "post" | "move" | "shout" | "slight" | "vast";

/** One load: `connections`, of which `callers` call, each with `depth` calls in flight. */
export interface Load {
  readonly action: ActionName;
  readonly connections: number;
  readonly callers: number;
  readonly depth: number;
  /** Milliseconds before the measured window, and of it. */
  readonly warmUp: number;
  readonly window: number;
}

/** From the bench to a server: for its CPU, or for its memory after a garbage collection too. */
export type ToServer = "usage" | "memory";

/** From a server: its address, or its CPU and memory so far. */
export type FromServer =
  | { readonly t: "listening"; readonly url: string }
  | { readonly t: "usage"; readonly cpu: number; readonly at: number; readonly rss: number; readonly heap: number };

/** From the bench to a client. `open` opens connections and keeps them; `run` opens those that lack, and loads them. */
export type ToClient =
  { readonly t: "open"; readonly connections: number } | { readonly t: "run"; readonly load: Load };

/** From a client: the window begins or ends, with what was done so far (calls, or deliveries); or all is done. */
export type FromClient =
  { readonly t: "mark"; readonly done: number; readonly at: number } | { readonly t: "finished"; readonly p50: number };
