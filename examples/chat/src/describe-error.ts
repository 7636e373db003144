// Errors in the words of the page.
import { isActorError, isChatRoomError, isGameRoomError } from "../../../generated/client.js";

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** A sentence for the person at the screen: declared errors in full, others by their code. */
export function describeError(error: unknown): string {
  if (isChatRoomError("sendMessage", error)) return `You are muted until ${time.format(error.data.until)}.`;
  if (isGameRoomError("whisper", error)) return `${error.data.playerId} is not here right now.`;
  if (!isActorError(error)) return "Something went wrong.";
  if (error.code === "timeout") return "The server did not answer in time.";
  if (error.code === "disconnected") return "The connection was lost.";
  return error.issues?.[0]?.message ?? error.message;
}
