// Issues: why a value was refused, in Zod's shape, and how converters collect them.

/** One reason, as Zod words it. `path` starts at the argument's name, or at the field of a payload. */
export interface Issue {
  readonly code: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Further fields of Zod's issue, such as `expected`, `minimum`, `keys` or `format`. */
  readonly [field: string]: unknown;
}

/** At most this many issues are kept for one value. */
export const maxIssues = 8;

/**
 * Checks a value and gives its other form: the wire's for an encoder, the program's for a decoder.
 * A refused value adds to `issues`, and then the result means nothing. Never throws.
 */
export type Convert = (value: unknown, issues: Issue[]) => unknown;
