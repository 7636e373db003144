// Are timers and sockets of a server back to what they were?
import { pause } from "../../test/faults/waiting.js";
import type { ChildServer } from "./child-server.js";

/**
 * Waits up to `ms` for the server's open handles to be no more than they were; gives what is left over. Clients that are
 * gone may leave connections behind that wait for them, so the default is more than `resumeWindow` and what follows it.
 */
export async function handlesBack(
  server: ChildServer,
  before: Readonly<Record<string, number>>,
  ms = 60_000,
): Promise<string[]> {
  const deadline = performance.now() + ms;
  for (;;) {
    const { handles } = await server.memory();
    // Pipes are those to the parent.
    const left = Object.entries(handles).filter(
      ([kind, count]) => /^TCP|Timeout/.test(kind) && count > (before[kind] ?? 0),
    );
    if (left.length === 0) return [];
    if (performance.now() > deadline) {
      return left.map(([kind, count]) => `${count - (before[kind] ?? 0)} handles of kind ${kind} were left open`);
    }
    await pause(100);
  }
}
