import { defineConfig, type Template } from "actorgen";

const names: Template = () => [
  { path: "names.ts", text: "export const names = ['room', 'hall'];" },
];

export default defineConfig({ templates: [names] });
