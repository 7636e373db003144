// Options of the inspector, and whether there is one.
import type { Logger } from "../../../server/host.js";

/** How the inspector is served. */
export interface InspectorOptions {
  /** Also where `NODE_ENV` is `production`. Default false: there the inspector stays off, and the log says so. */
  readonly production?: boolean;
  /** Host names, beside this machine's, under which it may be opened, such as `staging.example.com`. Default none. */
  readonly hosts?: readonly string[];
  /** The token that opens it: 16 characters or more. Default: 128 random bits, new at each start. */
  readonly token?: string;
}

/**
 * What was asked for, or undefined where there is to be no inspector.
 * @throws Error for a token that is too short
 */
export function inspectorOptions(
  asked: boolean | InspectorOptions | undefined,
  log: Logger,
): InspectorOptions | undefined {
  if (asked === undefined || asked === false) return undefined;
  const options = asked === true ? {} : asked;
  if (options.token !== undefined && options.token.length < 16) {
    throw new Error("The inspector's token has 16 characters or more.");
  }
  if (process.env["NODE_ENV"] !== "production" || options.production) return options;
  log.warn({}, "the inspector stays off in production; `inspector: { production: true }` turns it on");
  return undefined;
}
