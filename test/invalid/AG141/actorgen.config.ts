import { defineConfig, type Template } from "actorgen";

const names: Template = () => [
  { path: "names.ts", text: "export const names = ['room'];" },
];

export default defineConfig({ templates: [names] });
