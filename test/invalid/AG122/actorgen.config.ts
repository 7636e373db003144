import { defineConfig, type Template } from "actorgen";

const names: Template = () => [
  { path: "Client.ts", text: "" },
  { path: "names.ts", text: "" },
  { path: "names.ts", text: "" },
];

export default defineConfig({ templates: [names] });
