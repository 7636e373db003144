// The type of a template: a pure function from the contract to the files it emits.
import type { Contract, PrivateContract } from "./contract.js";

/** A file to be written, relative to the output folder, with posix separators. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
}

/** What emitted code must follow in the project it lands in. */
export interface ProjectFacts {
  /** Ending of relative imports. */
  readonly importExtension: ".js" | ".ts" | "";
  /** Path from the output folder to the folder that `source` in the contract is relative to, such as `..`. */
  readonly sourceRoot: string;
  /** The project uses React: emit hooks. Default false. */
  readonly react?: boolean;
  /** The project has tests that fakes are for: emit them. Default false. */
  readonly testing?: boolean;
}

/** What a template reads. `server` is absent when only a client is made (`--from contract.json`). */
export interface TemplateInput {
  readonly contract: Contract;
  readonly server?: PrivateContract;
  readonly project: ProjectFacts;
}

/** Same input, same files: no clock, no file system, no randomness. */
export type Template = (input: TemplateInput) => readonly EmittedFile[];
