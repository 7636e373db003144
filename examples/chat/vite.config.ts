// Vite: React, and files of the repository around this folder, as the actors and schemas are shared with other examples.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  server: { fs: { allow: ["../.."] } },
  // A page under a strict policy loads nothing from data: addresses.
  build: { assetsInlineLimit: 0 },
});
