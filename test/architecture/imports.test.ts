// The house: who may import whom, one door per dependency, no circles. Read with ts-morph from the sources themselves.
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Project, SyntaxKind, type SourceFile } from "ts-morph";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = new Project({
  compilerOptions: { allowJs: false, module: 199, moduleResolution: 99 },
  skipFileDependencyResolution: true,
});
project.addSourceFilesAtPaths([`${root}src/**/*.ts`, `${root}templates/**/*.ts`]);
const files = project.getSourceFiles();

const pathOf = (file: SourceFile): string => relative(root, file.getFilePath());

interface Import {
  readonly from: string;
  /** A path below the root, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: SourceFile): Import[] {
  const from = pathOf(file);
  const found: { specifier: string; typeOnly: boolean }[] = [
    ...file
      .getImportDeclarations()
      .map((node) => ({ specifier: node.getModuleSpecifierValue(), typeOnly: node.isTypeOnly() })),
    ...file.getExportDeclarations().flatMap((node) => {
      const specifier = node.getModuleSpecifierValue();
      return specifier === undefined ? [] : [{ specifier, typeOnly: node.isTypeOnly() }];
    }),
    ...file.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((call) => {
      const argument = call.getArguments()[0];
      const callee = call.getExpression();
      return (callee.getKind() === SyntaxKind.ImportKeyword || callee.getText() === "require") &&
        argument?.isKind(SyntaxKind.StringLiteral)
        ? [{ specifier: argument.getLiteralValue(), typeOnly: false }]
        : [];
    }),
  ];
  return found.map(({ specifier, typeOnly }) => {
    if (!specifier.startsWith(".")) return { from, to: specifier, typeOnly };
    const base = new URL(specifier.replace(/\.js$/, ".ts"), `file://${file.getFilePath()}`);
    return { from, to: relative(root, fileURLToPath(base)), typeOnly };
  });
}

const imports = files.flatMap(importsOf);

/** The room of a path: `server`, `hosts/node`, `templates` ... */
function room(path: string): string {
  const parts = path.split("/");
  if (parts[0] === "templates") return "templates";
  if (parts[0] !== "src") return path;
  return parts[1] === "hosts" ? `hosts/${parts[2]}` : (parts[1] ?? "");
}

/** What each room may import of ours, itself aside. The order is the data flow of docs/architecture.md. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  protocol: ["schema"],
  client: ["schema", "protocol"],
  server: ["schema", "protocol"],
  react: ["schema", "protocol", "client"],
  store: ["protocol"],
  "hosts/node": ["schema", "protocol", "server", "store"],
  testing: ["schema", "protocol", "client", "server"],
  templates: ["schema"],
  codegen: ["schema", "protocol", "templates"],
  cli: ["schema", "codegen", "templates"],
};

test("there is something to check", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(100);
});

test("rooms import only what lies below them", () => {
  const wrong = imports
    .filter(({ to }) => to.startsWith("src/") || to.startsWith("templates/"))
    .filter(({ from, to }) => room(from) !== room(to) && !(allowed[room(from)] ?? []).includes(room(to)));
  expect(wrong).toEqual([]);
});

test("every room is known", () => {
  const unknown = [...new Set(files.map((file) => room(pathOf(file))))].filter((name) => !(name in allowed));
  expect(unknown).toEqual([]);
});

/** One door per dependency: who may import each package. */
const doors: Readonly<Record<string, RegExp>> = {
  ws: /^src\/(hosts\/node\/|client\/websocket-node\.ts)/,
  prettier: /^src\/codegen\/(print\.ts$|layout\/docs\.ts$)/,
  "ts-morph": /^src\/codegen\/(stub\/|package\/compile\.ts$)/,
  "oxc-parser": /^src\/codegen\/read\/source-index\.ts$/,
  esbuild: /^src\/codegen\/(load\/|stats\.ts$|package\/compile\.ts$|breaking\/validators\.ts$)/,
  scslre: /^src\/codegen\/read\/(backtracking|ambiguous-loop)\.ts$/,
  refa: /^src\/codegen\/read\/(backtracking|ambiguous-loop)\.ts$/,
  "@eslint-community": /^src\/codegen\/(read\/(backtracking|ambiguous-loop)|breaking\/pattern-texts)\.ts$/,
  react: /^src\/react\//,
  mutative: /^src\/server\/draft\.ts$/,
  "proxy-addr": /^src\/hosts\/node\/entrance\.ts$/,
  devalue: /^src\/hosts\/node\/durable-storage\.ts$/,
  libsql: /^src\/store\/driver-libsql\.ts$/,
  "@clack/prompts": /^src\/cli\/init\.ts$/,
  commander: /^src\/cli\//,
  chokidar: /^src\/cli\//,
  "zod-to-json-schema": /^src\/codegen\/read\/zod3/,
};

test("each dependency has one door", () => {
  const wrong = imports.filter(({ from, to }) => {
    const name = to
      .split("/")
      .slice(0, to.startsWith("@") ? 2 : 1)
      .join("/");
    return doors[name] !== undefined && !doors[name].test(from);
  });
  expect(wrong).toEqual([]);
});

test("zod-to-json-schema and prettier are imported by exactly one file each", () => {
  for (const name of ["zod-to-json-schema", "prettier", "mutative", "oxc-parser"]) {
    expect({
      name,
      files: new Set(imports.filter(({ to }) => to === name).map(({ from }) => from)).size,
    }).toEqual({ name, files: 1 });
  }
});

test("the runtime imports no package but ws, mutative, devalue, libsql, proxy-addr and react", () => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const inRuntime = /^(schema|protocol|client|server|store|react|testing|hosts\/)/.test(room(from));
    // Of OpenTelemetry's API the program hands the module in.
    if (to === "@opentelemetry/api" && typeOnly) return false;
    return (
      inRuntime &&
      !/^(src|templates)\//.test(to) &&
      !to.startsWith("node:") &&
      !["ws", "mutative", "devalue", "libsql", "proxy-addr", "#websocket", "react"].includes(to)
    );
  });
  expect(wrong).toEqual([]);
});

test("no module imports itself in a circle", () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      return;
    }
    state.set(path, "open");
    for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
    state.set(path, "done");
  };
  for (const path of next.keys()) visit(path, []);
  expect(circles).toEqual([]);
});

test("JSON.parse stands only in the codec, and in one place of the build-time code", () => {
  const callers = files.filter((file) => /\bJSON\.parse\(/.test(file.getFullText())).map(pathOf);
  expect(callers.filter((path) => !path.startsWith("src/codegen/"))).toEqual(["src/protocol/codec.ts"]);
  expect(callers.filter((path) => path.startsWith("src/codegen/")).length).toBeLessThanOrEqual(1);
});

test("nothing evaluates text as code", () => {
  const wrong = files.filter((file) => /\beval\(|new Function\(/.test(file.getFullText())).map(pathOf);
  expect(wrong).toEqual([]);
});
