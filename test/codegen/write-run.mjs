// A process that writes generated files over and over: `node write-run.js <folder> <versions>`. Killed by tests.
import { createPrinter } from "../../dist/src/codegen/print.js";
import { writeFiles } from "../../dist/src/codegen/write/write.js";

const [folder = "", versions = ""] = process.argv.slice(2);
for (const version of versions.split(",")) {
  const files = Array.from({ length: 12 }, (_, index) => ({
    path: index % 2 ? `deep/${version}-${index}.ts` : `file-${index}.ts`,
    text: `export const version = "${version}", index = ${index}`,
  }));
  const { conflicts } = await writeFiles({ folder, files, print: createPrinter() });
  if (conflicts.length > 0) throw new Error(JSON.stringify(conflicts));
  process.stdout.write(`${version}\n`);
}
