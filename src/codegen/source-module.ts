// A loaded schema file: what load gives and read takes.

/** One schema file, bundled and imported. */
export interface SourceModule {
  /** Posix path relative to the folder of the config. Stands in the contract. */
  readonly source: string;
  /** What the file exports. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** Its text, for doc comments and for the positions of diagnostics. Absent when there is no file. */
  readonly text?: string;
}
