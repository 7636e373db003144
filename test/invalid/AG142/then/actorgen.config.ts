import { defineConfig } from "actorgen";

export default defineConfig({
});
