// A terminal that keeps what it is told.
import picocolors from "picocolors";
import { main } from "../../src/cli/program.js";
import type { Terminal } from "../../src/cli/terminal.js";

/** A terminal without colours; `said` is all that was written to it. */
export function silentTerminal(settings: Partial<Terminal> = {}): Terminal & { readonly said: () => string } {
  let text = "";
  const write = (more: string): void => void (text += more);
  const colours = picocolors.createColors(false);
  return { cwd: ".", out: write, err: write, colours, dataColours: colours, ...settings, said: () => text };
}

/** Runs the command line in this process, which saves loading it anew; as `runCli` but for that. */
export async function runMain(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = "";
  let stderr = "";
  const out = (text: string): void => void (stdout += text);
  const err = (text: string): void => void (stderr += text);
  const code = await main(args, silentTerminal({ cwd, out, err }));
  return { code, stdout, stderr };
}
