// The six ways a value is converted, and what each means for the parts of a schema.

/** Which way a converter goes; see docs/architecture.md. */
export type Mode = "writeInput" | "readInput" | "readInputRaw" | "writeOutput" | "writeOutputParsed" | "readOutput";

/** A mode as emission asks about it. */
export interface Way {
  /** From memory to the wire; otherwise from the wire. */
  readonly write: boolean;
  /** What becomes of an absent value that has a default: it stays absent, is filled in, or is refused. */
  readonly absent: "leave" | "fill" | "refuse";
  /**
   * The value is the converter's own, fresh from JSON.parse: it is decoded in place. Never when writing, and not below
   * a union, whose next option must find the value as it came.
   */
  readonly inPlace: boolean;
}

/** What each mode means. */
export const ways: Readonly<Record<Mode, Way>> = {
  writeInput: { write: true, absent: "leave", inPlace: false },
  readInput: { write: false, absent: "fill", inPlace: true },
  readInputRaw: { write: false, absent: "leave", inPlace: true },
  writeOutput: { write: true, absent: "fill", inPlace: false },
  writeOutputParsed: { write: true, absent: "refuse", inPlace: false },
  readOutput: { write: false, absent: "refuse", inPlace: true },
};

/** What of a way makes a difference for a schema. Schemas without wire kinds and defaults need one converter for all. */
export interface Differences {
  /** Reading and writing differ: wire kinds, or values of any kind. */
  readonly direction: boolean;
  /** Absent values may be filled in. */
  readonly absence: boolean;
}

/** The start of a converter's name: `check`, `read`, `write`, or `try` for reading without changing the value. */
export function verb(way: Way, differs: Differences): string {
  if (!differs.direction) return "check";
  if (way.write) return "write";
  return way.inPlace ? "read" : "try";
}

/** The end of a converter's name where defaults make a difference. */
export function ending(way: Way, differs: Differences): string {
  if (!differs.absence) return "";
  if (way.absent === "leave") return way.write ? "Input" : "Raw";
  if (way.absent === "fill") return differs.direction ? (way.write ? "" : "Input") : "Filled";
  return differs.direction && way.write ? "Parsed" : "";
}

/** The way reduced to what makes a difference, so that equal converters are one. */
export function reduced(way: Way, differs: Differences): Way {
  return {
    write: differs.direction && way.write,
    absent: differs.absence ? way.absent : "leave",
    inPlace: differs.direction && way.inPlace,
  };
}
