// Routes: what the path of a request asks for.
import { decodeKey } from "../protocol/key.js";

/** One actor: by its key, or by its id. */
export interface ActorRef {
  readonly actor: string;
  readonly key: readonly string[] | undefined;
  readonly id: string | undefined;
  /** Absent: the actor itself. */
  readonly action: string | undefined;
}

/** What a path leads to. */
export type Route =
  | { readonly to: "health" }
  | { readonly to: "contract" }
  | { readonly to: "actor"; readonly ref: ActorRef }
  | { readonly to: "nothing" };

/** The path below `basePath`, without the query; `undefined` when the request is for someone else. */
export function pathBelow(url: string, basePath: string): string | undefined {
  const [path = ""] = url.split("?", 1);
  if (!path.startsWith(basePath)) return undefined;
  const rest = path.slice(basePath.length);
  return rest === "" || rest.startsWith("/") ? rest : undefined;
}

/**
 * Reads a path below the base.
 * @throws ActorError `invalid_key` for a name or key that is not spelt as `encodeKey` spells it
 */
export function readRoute(path: string): Route {
  const [, first, actor, key, action, ...more] = path.split("/");
  if (first === "health" && actor === undefined) return { to: "health" };
  if (first === "contract.json" && actor === undefined) return { to: "contract" };
  if (first !== "actors" || !actor || !key || action === "" || more.length > 0) return { to: "nothing" };
  const id = key.startsWith(idPrefix) ? key.slice(idPrefix.length) : undefined;
  return {
    to: "actor",
    ref: {
      actor: decodeName(actor),
      key: id === undefined ? decodeKey(key) : undefined,
      id,
      action: action === undefined ? undefined : decodeName(action),
    },
  };
}

// No encoded key begins like this.
const idPrefix = "~id~";

// A name of one segment; anything else is a name that nothing has.
function decodeName(text: string): string {
  const [name = "", ...more] = decodeKey(text);
  return more.length > 0 ? text : name;
}
