// Telling errors apart in a `catch`.
import type { ClientActor } from "../protocol/descriptor.js";
import type { ActorError } from "../protocol/errors.js";
import type { ErrorGuard } from "./types.js";

/**
 * Is this an error of the runtime, of a server, or of an action? Knows also errors of another copy of this package.
 *
 * @example if (isActorError(error) && error.code === "timeout") retry();
 */
export function isActorError(error: unknown): error is ActorError {
  return error instanceof Error && error.name === "ActorError";
}

/**
 * Makes the guard that emitted code exports per actor.
 *
 * @example
 * export const isChatRoomError: ErrorGuard<ChatRoomErrors> = errorGuard(chatRoom);
 * if (isChatRoomError("sendMessage", error)) console.log(error.data.until);
 */
export function errorGuard<Errors>(actor: ClientActor): ErrorGuard<Errors> {
  return <Action extends keyof Errors>(action: Action, error: unknown): error is Errors[Action] => {
    const declared = actor.actions[String(action)]?.decodeErrors;
    return declared !== undefined && isActorError(error) && Object.hasOwn(declared, error.code);
  };
}
