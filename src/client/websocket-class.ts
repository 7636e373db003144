// What the client needs of a WebSocket class, whoever provides it.

/** The part of the WebSocket standard that is used. */
export interface WebSocketLike {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: "error", listener: () => void): void;
  send(text: string): void;
  close(code: number): void;
}

/** Opens a WebSocket at once. */
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike;
