// A reporter whose last line counts the tests: `N passed, N failed`, with the skipped ones when there are any.
import type { Reporter, TestModule } from "vitest/node";

/** Prints the closing line that continuous integration reads. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      let own = 0;
      for (const test of module.children.allTests()) {
        own++;
        const { state } = test.result();
        if (state === "passed") count.passed++;
        else if (state === "skipped") count.skipped++;
        else count.failed++;
      }
      // A file that could not be loaded has no tests and must still count.
      if (module.state() === "failed" && (own === 0 || module.errors().length > 0)) count.failed++;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`);
  }
}
