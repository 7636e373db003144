import { defineConfig, type Template } from "actorgen";

const names: Template = () => [
  { path: "names.ts", text: "export const first = 1;\nexport const = 2;\n" },
];

export default defineConfig({ templates: [names] });
