// The example page as `vite build` makes it, from the sources, served as files under a strict content security policy.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { vi } from "vitest";
import { build } from "vite";
import { repository } from "../temporary-project.js";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** Builds the page into a folder. */
export async function buildPage(): Promise<{ folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "actorgen-page-"));
  const source = (path: string): string => join(repository, "src", path);
  // Else React would be its development build.
  vi.stubEnv("NODE_ENV", "production");
  try {
    await build({
      root: join(repository, "examples/chat"),
      logLevel: "error",
      build: { outDir: folder, emptyOutDir: true },
      resolve: {
        alias: [
          { find: /^actorgen\/client$/, replacement: source("client/index.ts") },
          { find: /^actorgen\/react$/, replacement: source("react/index.ts") },
          { find: /^actorgen\/validation$/, replacement: source("protocol/validation/index.ts") },
          { find: /^#websocket$/, replacement: source("client/websocket-browser.ts") },
        ],
      },
    });
  } finally {
    vi.unstubAllEnvs();
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Serves a built page whose actors are at `actors`. No other scripts, styles or connections than its own are allowed. */
export async function servePage(folder: string, actors: string): Promise<{ url: string; close(): Promise<void> }> {
  const { host } = new URL(actors);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src http://${host} ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const path = pathname === "/" ? "/index.html" : pathname;
    const type = types[extname(path)];
    if (type === undefined || path.includes("..")) return void response.writeHead(404).end();
    const text = readFileSync(join(folder, path), "utf8");
    response.writeHead(200, { "content-type": type, "content-security-policy": policy });
    response.end(path === "/index.html" ? text.replace(/(name="actors" content=")[^"]*/, `$1${actors}`) : text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
