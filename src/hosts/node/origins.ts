// Origins: which web pages may talk to this server. One rule for CORS and WebSocket.
import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";

/** Decides about the `Origin` header of requests and upgrades. */
export class Origins {
  readonly #listed: ReadonlySet<string>;
  readonly #development: boolean;

  /**
   * `listed`: origins such as `https://app.example.com`; `"*"` allows every page. `development`: pages of this machine may
   * have any port, such as that of Vite. Default: wherever `NODE_ENV` is not `production`.
   */
  constructor(listed: readonly string[], development = process.env["NODE_ENV"] !== "production") {
    this.#listed = new Set(listed);
    this.#development = development;
  }

  /**
   * No origin is no page. A page of this very server, of the list, or, in development, of this machine when only this
   * machine can reach us: in production a server on loopback has a proxy in front of it.
   */
  allows(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined || this.#listed.has("*") || this.#listed.has(origin)) return true;
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    if (!url) return false;
    if (url.host === host) return true;
    return this.#development && isLoopback(url.hostname) && isLoopback(request.socket.localAddress ?? "");
  }

  /** Sets the CORS headers for an allowed page. */
  setHeaders(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader("vary", "origin");
    const { origin } = request.headers;
    if (origin === undefined) return;
    response.setHeader("access-control-allow-origin", origin);
    response.setHeader("access-control-expose-headers", "actorgen-contract");
  }

  /** Answers a preflight of an allowed page. */
  preflight(response: ServerResponse): void {
    response.setHeader("access-control-allow-methods", "GET, POST");
    response.setHeader("access-control-allow-headers", allowedHeaders);
    response.setHeader("access-control-max-age", "600");
    response.writeHead(204).end();
  }
}

const allowedHeaders = "content-type, actorgen-hello, actorgen-hash, actorgen-stream, actorgen-close, last-event-id";

/** `localhost`, and the addresses of this machine in any of their spellings. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").replace(/^::ffff:/, "");
  if (bare === "localhost" || bare.endsWith(".localhost") || bare === "::1") return true;
  return isIP(bare) === 4 && bare.startsWith("127.");
}
