// Chromium for tests: the one of the system, or a clear word that there is none.
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** Is there a Chromium? In CI there must be one. */
export const hasChromium = executablePath !== undefined;

const args =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Starts it. */
export async function launch(): Promise<Browser> {
  return await chromium.launch({ ...(executablePath && { executablePath }), args: args.split(" ") });
}
