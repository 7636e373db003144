export default {
  output: true,
  input: ["schemas/*.ts", 5],
  importExtension: ".mjs",
  loadTimeout: "10s",
  templates: [{ path: "a.ts", text: "" }],
  stubs: "actors",
};
