// Options of the node host.
import type { Limits } from "../../protocol/limits.js";
import type { Logger } from "../../server/host.js";
import type { AddressLimits } from "./address-limits.js";
import type { Authorize } from "../../server/authorize.js";
import type { TrustProxy } from "./entrance.js";
import type { InspectorOptions } from "./inspector/options.js";
import type { OpenTelemetryApi } from "./telemetry.js";

/** The file of a durable store. Beside it stand SQLite's own, and the owner's lock. */
export interface StoreLocation {
  /** Default `.actorgen/store.db`. Its folder is made. */
  readonly path?: string;
}

/** What `createHandler` takes. */
export interface HandlerOptions {
  /** Path before `/actors` and `/health`, such as `/api/rooms`. Default none. */
  readonly basePath?: string;
  /** Overrides of single limits. */
  readonly limits?: Partial<Limits>;
  /** Overrides of what one client address may do. */
  readonly addressLimits?: Partial<AddressLimits>;
  /**
   * Give the public contract under `GET /contract.json`, for `actorgen call`, `actorgen tail` and other tools. Behind
   * `authorize` where there is one. Default: in development, which is wherever `NODE_ENV` is not `production`.
   */
  readonly contract?: boolean;
  /**
   * A page at `/inspector` that shows all actors with their state, connections, calls and events, and calls their actions.
   * Behind a token that `serve` logs once it listens (`createHandler`: see `inspectorLink`). Default: off. `true`: on, but where
   * `NODE_ENV` is `production`; `{ production: true }`: there as well.
   */
  readonly inspector?: boolean | InspectorOptions;
  /** Says who is calling, or refuses. Default: anyone may do anything. */
  readonly authorize?: Authorize;
  /**
   * Whose word about a client's address (`x-forwarded-for`) is taken: how many proxies stand before the server, or
   * their addresses and networks, such as `"loopback"` or `"10.0.0.0/8"`. Default: nobody's.
   */
  readonly trustProxy?: TrustProxy;
  /** Default: one JSON line per entry on standard error. */
  readonly logger?: Logger;
  /**
   * Spans and metrics: the module `@opentelemetry/api` (`import * as telemetry from "@opentelemetry/api"`), with whatever
   * SDK the program registered. See `Telemetry` for what is recorded. Default: nothing.
   */
  readonly telemetry?: OpenTelemetryApi;
  /**
   * Where actors keep what they keep. Default: durably, in the SQLite file `.actorgen/store.db` of the working directory,
   * which one process owns at a time. `"memory"`: nothing outlives the process.
   */
  readonly store?: "memory" | StoreLocation;
  /** Origins of web pages that may call, such as `https://app.example.com`, for CORS and WebSocket alike. `"*"` allows all. Pages of this server are always allowed. */
  readonly origins?: readonly string[];
}

/** What `serve` takes. */
export interface ServeOptions extends HandlerOptions {
  /** Default 8080; 0 takes any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`: this machine alone. */
  readonly host?: string;
}
