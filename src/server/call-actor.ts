// Calls from one actor to another, untyped and in wire form: what typed calls stand on.
import { ActorError } from "../protocol/errors.js";
import { parseJson } from "../protocol/codec.js";
import { TurnContext } from "./context.js";

/**
 * Calls an action of another actor within the turn of `c`. The call carries the chain of those who wait, so that a
 * circle is refused with `cycle`; it ends with the turn's abort signal, and is not undone with the turn.
 * @throws ActorError whatever the other actor answered
 */
export async function callActor(
  c: unknown,
  actor: string,
  key: readonly string[],
  action: string,
  args: readonly unknown[],
): Promise<unknown> {
  const turn = TurnContext.turn(c);
  const reply = await turn.actor.host.call(actor, key, { action, args, ...turn.nextCall(), signal: turn.signal });
  if (reply.error) throw new ActorError(reply.error);
  return reply.value === undefined ? undefined : parseJson(reply.value);
}
