// defineConfig: the type of actorgen.config.ts.
import type { Template } from "./template.js";

/** Options of the generator. Paths are relative to the config file. */
export interface Config {
  /** Globs of the schema files. Default `["schemas/**\/*.ts"]`. */
  readonly input?: string | readonly string[];
  /** Folder that is written. Default `generated`. */
  readonly output?: string;
  /** More files from the same contract, beside the built-in ones. */
  readonly templates?: readonly Template[];
  /** Ending of relative imports in emitted code. Default: as the tsconfig asks. */
  readonly importExtension?: ".js" | ".ts" | "";
  /** Emit `react.ts`, hooks over the client. Default: when the project depends on React. */
  readonly react?: boolean;
  /** Emit `testing.ts`, a fake server for tests of user interfaces. Default: when the project depends on Vitest, Jest or Mocha. */
  readonly testing?: boolean;
  /** Milliseconds in which all schema files must be evaluated and read. Default 10,000. */
  readonly loadTimeout?: number;
  /** `actorgen stub`: where new implementations are written. */
  readonly stubs?: {
    /** Default `actors`. */
    readonly folder?: string;
  };
}

/** Gives `actorgen.config.ts` its types; returns what it is given. */
export function defineConfig(config: Config): Config {
  return config;
}
