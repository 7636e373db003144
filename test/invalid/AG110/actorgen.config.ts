import { defineConfig } from "actorgen";

export const config = defineConfig({});
