// Access to the inspector: which hosts and origins it answers, and who has shown the token.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Refusal } from "../../../server/failures.js";
import { isLoopback } from "../origins.js";
import type { InspectorOptions } from "./options.js";

/** Sessions that are kept; a further one ends the oldest. */
const maxSessions = 32;

/** Decides about each request to the inspector. */
export class Access {
  /** Whoever shows it may look at everything. */
  readonly token: string;
  readonly #hosts: ReadonlySet<string>;
  readonly #path: string;
  readonly #sessions = new Set<string>();

  /** `path`: where the cookie goes. */
  constructor({ token, hosts = [] }: InspectorOptions, path: string) {
    this.token = token ?? randomBytes(16).toString("base64url");
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
    this.#path = path;
  }

  /**
   * For every request, also for the page itself: a name that an attacker's DNS points here is refused, and so is any other page.
   * @throws Refusal `forbidden_origin`
   */
  checkPlace(request: IncomingMessage): void {
    const { host = "", origin } = request.headers;
    const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined;
    if (!url || !this.#serves(url.hostname.toLowerCase(), request)) {
      throw new Refusal("forbidden_origin", "The inspector is not served under this host name; see `inspector.hosts`.");
    }
    const site = request.headers["sec-fetch-site"];
    const foreign = site !== undefined && site !== "same-origin" && site !== "none";
    if (foreign || (origin !== undefined && hostOf(origin) !== host.toLowerCase())) {
      throw new Refusal("forbidden_origin", "Only the inspector's own page may ask.");
    }
  }

  // An address in the Host header is nobody's DNS; it still has to be the one that was reached.
  #serves(name: string, { socket }: IncomingMessage): boolean {
    if (isLoopback(name) || this.#hosts.has(name)) return true;
    const local = (socket.localAddress ?? "").replace(/^::ffff:/, "");
    return local !== "" && name.replace(/^\[|\]$/g, "") === local;
  }

  /**
   * Begins a session: gives the `set-cookie` header for who has the token.
   * @throws Refusal `unauthorized`
   */
  enter(token: unknown, request: IncomingMessage): string {
    if (typeof token !== "string" || !isSame(token, this.token))
      throw new Refusal("unauthorized", "This is not the token.");
    const session = randomBytes(16).toString("base64url");
    this.#sessions.add(session);
    const [oldest] = this.#sessions;
    if (this.#sessions.size > maxSessions && oldest !== undefined) this.#sessions.delete(oldest);
    const secure = request.headers["x-forwarded-proto"] === "https" || "encrypted" in request.socket ? "; Secure" : "";
    return `${cookieName(request)}=${session}; Path=${this.#path}; HttpOnly; SameSite=Strict${secure}`;
  }

  /**
   * For all that shows or does something. A page elsewhere cannot send the header without asking first, and is told no.
   * @throws Refusal `unauthorized`
   */
  checkSession(request: IncomingMessage): void {
    const name = `${cookieName(request)}=`;
    const cookies = (request.headers.cookie ?? "").split(";").map((one) => one.trim());
    const shown = cookies.filter((one) => one.startsWith(name)).map((one) => one.slice(name.length));
    const known = shown.some((session) => [...this.#sessions].filter((one) => isSame(session, one)).length > 0);
    if (!known || request.headers["actorgen-inspector"] !== "1") throw new Refusal("unauthorized");
  }
}

// Cookies know no ports: two servers of one machine must not overwrite each other's.
function cookieName({ socket }: IncomingMessage): string {
  return `actorgen-inspector-${socket.localPort ?? 0}`;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

// Hashes are of one length, so that nothing of the token can be learnt from the time this takes.
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
