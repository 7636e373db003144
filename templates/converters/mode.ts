// The six ways a value is converted, and what each means for the parts of a schema.

/** Which way a converter goes; see docs/architecture.md. */
export type Mode = "writeInput" | "readInput" | "readInputRaw" | "writeOutput" | "writeOutputParsed" | "readOutput";

/** A mode as emission asks about it. */
export interface Way {
  /** From memory to the wire; otherwise from the wire. */
  readonly write: boolean;
  /**
   * Which side of the schema comes and goes. `input`: Zod's input stays what it is (defaults absent, text not trimmed).
   * `parse`: the input becomes the output, as Zod makes it. `output`: the output stays what it is.
   */
  readonly side: "input" | "parse" | "output";
  /**
   * The value is the converter's own, fresh from JSON.parse: it is decoded in place. Never when writing, and not below
   * a union, whose next option must find the value as it came.
   */
  readonly inPlace: boolean;
  /**
   * Zod itself runs next, so keys that it will drop are left to it: without them another option of a union might take the
   * value. Only where there is a union, and never below an intersection, whose sides decode the same keys.
   */
  readonly leavesKeys: boolean;
}

/** What each mode means. */
export const ways: Readonly<Record<Mode, Way>> = {
  writeInput: { write: true, side: "input", inPlace: false, leavesKeys: false },
  readInput: { write: false, side: "parse", inPlace: true, leavesKeys: false },
  readInputRaw: { write: false, side: "input", inPlace: true, leavesKeys: true },
  writeOutput: { write: true, side: "parse", inPlace: false, leavesKeys: false },
  writeOutputParsed: { write: true, side: "output", inPlace: false, leavesKeys: false },
  readOutput: { write: false, side: "output", inPlace: true, leavesKeys: false },
};

/** What of a way makes a difference for a schema. Schemas without wire kinds and defaults need one converter for all. */
export interface Differences {
  /** Reading and writing differ: objects and lists, which writing makes anew; wire kinds; values of any kind. */
  readonly direction: boolean;
  /** Reading gives another value, where decoding in place differs from leaving the value as it came. */
  readonly decoding: boolean;
  /** Input and output differ: defaults, catch, trimming. */
  readonly sides: boolean;
  /** Keys that the schema does not name are dropped somewhere. */
  readonly dropping: boolean;
}

/** The start of a converter's name: `check`, `read`, `write`, or `try` for reading without changing the value. */
export function verb(way: Way, differs: Differences): string {
  if (!differs.direction) return "check";
  if (way.write) return "write";
  return way.inPlace || !differs.decoding ? "read" : "try";
}

/** The end of a converter's name where input and output differ. */
export function ending(way: Way, differs: Differences): string {
  if (way.leavesKeys && differs.dropping) return "Raw";
  if (!differs.sides) return "";
  if (way.side === "input") return way.write ? "Input" : "Raw";
  if (way.side === "parse") return differs.direction ? (way.write ? "" : "Input") : "Filled";
  return differs.direction && way.write ? "Parsed" : "";
}

/** The way reduced to what makes a difference, so that equal converters are one. */
export function reduced(way: Way, differs: Differences): Way {
  return {
    write: differs.direction && way.write,
    side: differs.sides ? way.side : "input",
    inPlace: differs.decoding && way.inPlace,
    leavesKeys: differs.dropping && way.leavesKeys,
  };
}

/** The way as part of a key. */
export function wayKey({ write, side, inPlace, leavesKeys }: Way): string {
  return `${write ? "w" : "r"}${inPlace ? "i" : "-"}${leavesKeys ? "k" : "-"}${side}`;
}
