// Entry `actorgen/codegen`: the generator as a library.
export { generate, generateClient, type Generated, type GenerateOptions } from "./generate.js";
export { printFiles, PrintError } from "./print.js";
export { loadSchemas, type Loaded, type LoadOptions } from "./load/load-schemas.js";
export { writeFiles, type Written } from "./write/write.js";
export { type PlanOptions, type Conflict } from "./write/plan.js";
export { createPrinter, type Print } from "./print.js";
export { allCodes } from "./run-codes.js";
export type { CodeEntry } from "./codes.js";
export type { Diagnostic, Severity } from "./diagnostic.js";
export type { SourceModule } from "./source-module.js";
export type { Contract, PrivateContract } from "../schema/contract.js";
export type { EmittedFile, ProjectFacts, Template, TemplateInput } from "../schema/template.js";
