import { defineConfig, type Template } from "actorgen";

const names: Template = () => [
  { path: "../secrets.ts", text: "" },
  { path: "/etc/names", text: "" },
  { path: ".actorgen-names", text: "" },
];

export default defineConfig({ templates: [names] });
