// The esbuild plugin that leaves installed packages out of the bundle, resolved from the file that imports them.
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { OnResolveResult, Plugin } from "esbuild";

const asked = Symbol("asked by this plugin");

/**
 * Every bare import is resolved as esbuild resolves it, tsconfig paths included. What lies in a `node_modules`
 * folder becomes an import of that very file, so that Zod stays the user's own copy whatever package the schema
 * stands in. Everything else (path aliases, linked workspace packages) is bundled.
 *
 * @param externals is filled with the absolute paths of the files that are left out.
 */
export function externalPackages(externals: Set<string>): Plugin {
  return {
    name: "external-packages",
    setup(build) {
      const known = new Map<string, Promise<OnResolveResult | undefined>>();
      build.onResolve({ filter: /^[^./\\]/ }, (args) => {
        if (args.pluginData === asked || args.kind === "entry-point" || isAbsolute(args.path)) return undefined;
        const key = [args.kind, args.resolveDir, args.path].join("\0");
        const resolution = known.get(key) ?? resolve();
        known.set(key, resolution);
        return resolution;

        async function resolve(): Promise<OnResolveResult | undefined> {
          const { resolveDir, kind, importer } = args;
          const found = await build.resolve(args.path, { resolveDir, kind, importer, pluginData: asked });
          if (found.errors.length > 0) return undefined;
          if (found.external) return { path: found.path, external: true };
          if (!/[\\/]node_modules[\\/]/.test(found.path)) return { path: found.path, sideEffects: found.sideEffects };
          externals.add(found.path);
          // `require` takes a path where `import` takes a URL.
          const isRequire = kind === "require-call" || kind === "require-resolve";
          return { path: isRequire ? found.path : pathToFileURL(found.path).href, external: true };
        }
      });
    },
  };
}
