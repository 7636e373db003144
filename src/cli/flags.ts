// The options of `actorgen generate`.
import type { ErrorFormat } from "../codegen/report/render.js";

/** The options of the command, as the command line gives them. */
export interface GenerateFlags {
  readonly config?: string;
  readonly input?: readonly string[];
  readonly output?: string;
  readonly from?: string;
  readonly watch?: boolean;
  readonly check?: boolean;
  readonly dryRun?: boolean;
  readonly stats?: boolean;
  readonly force?: boolean;
  readonly errorFormat: ErrorFormat;
  readonly silent?: boolean;
  readonly verbose?: boolean;
}
