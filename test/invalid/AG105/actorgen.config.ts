import { defineConfig } from "actorgen";

export default defineConfig({
  loadTimeout: 5000,
});
