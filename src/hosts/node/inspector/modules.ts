// The modules of the inspector's page by name.

/** The modules that the page loads. */
export const modules = [
  "app",
  "actors",
  "call",
  "detail",
  "dom",
  "feed",
  "fields",
  "link",
  "list",
  "tree",
  "validate",
] as const;
