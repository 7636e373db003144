// Emits contract.public.ts: the public contract as a server gives it to tools under GET /contract.json.
import type { Template } from "../src/schema/template.js";
import { sources } from "./types.js";
import { header, literal, member } from "./typescript/text.js";

/** The name under which `<actor>.server.ts` imports it. */
export const publicContractName = "publicContract";

/** JSON text per actor and type: a server may have some of the actors alone, and a changed line tells which of them changed. */
export const contractPublic: Template = (input) => {
  if (!input.server) return [];
  const { contract } = input;
  const texts = (parts: Readonly<Record<string, unknown>>): string =>
    Object.entries(parts)
      .map(([name, part]) => `${member(name)}: ${literal(JSON.stringify(part))},`)
      .join("\n");
  const text = `import type { PublicContract } from "actorgen/server";

/** What every client may know of the actors, as JSON: \`GET /contract.json\` gives it where the server allows that. */
export const ${publicContractName}: PublicContract = {
format: ${contract.actorgen},
actors: {
${texts(contract.actors)}
},
types: {
${texts(contract.$defs)}
},
};
`;
  return [{ path: "contract.public.ts", text: header(sources(input)) + text }];
};
