// Names of emitted files and types, all made from the user's own names without changing them beyond case of the first letter.

/** `chatRoom` -> `chat-room`: the file of an actor. */
export function fileOf(actor: string): string {
  return actor
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

/** `chatRoom` -> `ChatRoom`: the prefix of an actor's types. */
export function typeOf(actor: string): string {
  return actor.charAt(0).toUpperCase() + actor.slice(1);
}
