// What the client needs of a WebSocket class, whoever provides it.

// A method's type, because platforms type their events more narrowly than what is read of them here.
type Handler<Event> = { handle(event: Event): void }["handle"];

/** The part of the WebSocket standard that is used. */
export interface WebSocketLike {
  onmessage: Handler<{ readonly data: string }> | null;
  onclose: Handler<{ readonly code: number; readonly reason: string }> | null;
  send(text: string): void;
  close(code: number): void;
}

/** Opens a WebSocket at once. */
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike;
