// Entry `actorgen/validation`: the small functions that generated validators share.
export { maxIssues, type Convert, type Issue } from "../issue.js";
