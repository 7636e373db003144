// How one value inside an emitted function is converted, as text that containers put together.

import type { EmittedFunction } from "./module.js";

/** A value's text and where it stands. */
export interface Place {
  readonly value: string;
  /** The text of its field or index; absent for the value of the function itself. */
  readonly key?: string | undefined;
  /** The text of the list that takes issues. Default `issues`. */
  readonly issues?: string;
}

/** A conversion of one schema in one way. */
export type Conversion = Test | Change;

/** A test; the value stays as it is. */
export interface Test {
  readonly how: "test";
  /** True when the value is wrong; absent when none is. */
  readonly fails?: (value: string) => string;
  /** A call that reports what is wrong. */
  readonly refuse: (place: Place) => string;
  /** A call that tests and reports at once. */
  readonly check?: ((place: Place) => string) | undefined;
}

/** An expression that reports what is wrong and gives the result. */
export interface Change {
  readonly how: "convert";
  readonly convert: (place: Place) => string;
  /** The same as a statement, for a value that is kept, where it reads better. */
  readonly statement?: (place: Place) => string;
  /** Can the result be another value than the one that came? */
  readonly changes: "never" | "maybe" | "always";
  /** Calls nothing that was emitted, so it can stand in an arrow function. */
  readonly leaf: boolean;
  /** The emitted function that is called and nothing else. */
  readonly target?: EmittedFunction;
}

/** Does the value come out as it went in? */
export function isKept(conversion: Conversion): boolean {
  return conversion.how === "test" || conversion.changes === "never";
}

/** Statements that check a value which comes out as it went in. */
export function checkText(conversion: Conversion, place: Place): string {
  if (conversion.how === "convert") return conversion.statement?.(place) ?? `${conversion.convert(place)};\n`;
  if (conversion.check !== undefined) return `${conversion.check(place).replace(/;\n$/, "")};\n`;
  if (conversion.fails === undefined) return "";
  return `if (${conversion.fails(place.value)}) ${conversion.refuse(place)};\n`;
}

/** Statements of a whole function: check or convert `value` and return it. */
export function bodyText(conversion: Conversion): string {
  const place = { value: "value" };
  if (conversion.how === "test") return `${checkText(conversion, place)}return value;\n`;
  return conversion.changes === "never"
    ? `${checkText(conversion, place)}return value;\n`
    : `return ${conversion.convert(place)};\n`;
}

/** The conversion as a function value, for shared functions that call it. */
export function lambda(conversion: Conversion): string {
  const place = { value: "item", issues: "found" };
  if (conversion.how === "convert" && conversion.changes !== "never") {
    return `(item: unknown, found: Issue[]) => ${conversion.convert(place)}`;
  }
  const check = checkText(conversion, place);
  return check === "" ? "(item: unknown) => item" : `(item: unknown, found: Issue[]) => {\n${check}return item;\n}`;
}

/** The same, letting null through. */
export function orNull(inner: Conversion): Conversion {
  if (inner.how === "test") {
    const { fails, refuse } = inner;
    if (fails === undefined) return inner;
    const nullable = (value: string): string => `${value} !== null && ${and(fails(value))}`;
    const { check } = inner;
    // As a statement it reads `if (value !== null) check(value)`.
    const orCheck = check && ((place: Place): string => `if (${place.value} !== null) ${check(place)}`);
    return { how: "test", fails: nullable, refuse, ...(orCheck && { check: orCheck }) };
  }
  const convert = (place: Place): string => `${place.value} === null ? null : ${inner.convert(place)}`;
  const statement = (place: Place): string => `if (${place.value} !== null) ${checkText(inner, place)}`;
  return { how: "convert", convert, statement, changes: inner.changes, leaf: inner.leaf };
}

/** A condition as one side of `&&`. */
export function and(condition: string): string {
  return condition.includes("||") ? `(${condition})` : condition;
}

/** Arguments of a call, without trailing ones that are undefined. */
export function argumentList(...args: readonly (string | undefined)[]): string {
  const last = args.findLastIndex((arg) => arg !== undefined);
  return args
    .slice(0, last + 1)
    .map((arg) => arg ?? "undefined")
    .join(", ");
}

/** The same with the user's own message for whatever is wrong. */
export function worded(inner: Conversion, message: string, shared: string): Conversion {
  const call = (place: Place, text: (place: Place) => string): string =>
    `${shared}(${place.issues ?? "issues"}, ${message}, (mine) => ${text({ ...place, issues: "mine" })})`;
  if (inner.how === "test") return { ...inner, check: undefined, refuse: (place) => call(place, inner.refuse) };
  const convert = (place: Place): string => call(place, inner.convert);
  return { how: "convert", convert, changes: inner.changes, leaf: inner.leaf };
}
