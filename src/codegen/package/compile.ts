// Compiles an emitted module to JavaScript and its declarations, file by file and without looking at any other.
import type { EmittedFile } from "../../schema/template.js";

/**
 * `client.ts` to `client.js` and `client.d.ts`. A module of types alone gives no JavaScript that anyone imports, but an
 * empty module, so that `export type *` of it leads somewhere.
 *
 * @throws Error when a declaration would need a type to be inferred: a fault of the template.
 */
export async function compileModule({ path, text }: EmittedFile): Promise<readonly EmittedFile[]> {
  const [{ transform }, { ts }] = await Promise.all([import("esbuild"), import("ts-morph")]);
  const { code } = await transform(text, { loader: "ts", format: "esm", target: "es2022", charset: "utf8" });
  const compilerOptions = {
    isolatedDeclarations: true,
    declaration: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
  };
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions,
  });
  const [fault] = diagnostics;
  if (fault !== undefined)
    throw new Error(`${path} has no declarations: ${ts.flattenDiagnosticMessageText(fault.messageText, " ")}`);
  const header = /^\/\/[^\n]*\n/.exec(text)?.[0] ?? "";
  const base = path.replace(/\.ts$/, "");
  return [
    { path: `${base}.js`, text: code.startsWith("//") ? code : header + (code.trim() === "" ? "export {};\n" : code) },
    { path: `${base}.d.ts`, text: outputText.startsWith("//") ? outputText : header + outputText },
  ];
}
