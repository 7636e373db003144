// What the docs say that a contract does not.

/** Options of the emitted docs. */
export interface DocsOptions {
  /** Heading of the page and title of the AsyncAPI document. */
  readonly title: string;
  /** Base URL of the server, for snippets and the AsyncAPI document. Left out: `http://localhost:8080` in snippets alone. */
  readonly endpoint?: string | undefined;
}
