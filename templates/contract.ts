// Emits contract.json and contract.server.json.
import type { Template } from "../src/schema/template.js";

/** The contract itself: the public part, and the server's where there is one. */
export const contractFiles: Template = ({ contract, server }) => [
  { path: "contract.json", text: `${JSON.stringify(contract, null, 2)}\n` },
  ...(server ? [{ path: "contract.server.json", text: `${JSON.stringify(server, null, 2)}\n` }] : []),
];
