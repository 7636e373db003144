import { defineConfig } from "actorgen";

export default defineConfig({
  input: "schema/*.ts",
});
