// Chromium as the machine has it. Where there is none, tests that need one are skipped; continuous integration must have one.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { describe, test } from "vitest";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const executable = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Declares tests that need a browser. */
export function describeInChromium(name: string, tests: () => void): void {
  if (executable === undefined && process.env["CI"]) {
    test(name, () => {
      throw new Error("no Chromium: continuous integration must not skip what needs one");
    });
    return;
  }
  if (executable === undefined) console.log("skipped: no Chromium");
  describe.skipIf(executable === undefined)(name, tests);
}

/** Starts it without a window and without anything that it does on its own over the network. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable ?? "",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // As in any current window, but not in pages that nobody looks at.
      "--disable-background-timer-throttling",
      "--disable-renderer-backgrounding",
    ],
  });
}
