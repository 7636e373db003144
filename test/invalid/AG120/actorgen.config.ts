import { defineConfig, type Template } from "actorgen";

const names: Template = ({ contract }) => {
  const [first] = Object.values(contract.actors).filter(({ name }) => name === "hall");
  return [{ path: "names.ts", text: `export const first = ${JSON.stringify(first!.name)};` }];
};

export default defineConfig({ templates: [names] });
