// Prints the descriptor of an actor for the client: hashes, delivery and converters.
import type { ActorContract } from "../src/schema/contract.js";
import type { TemplateInput } from "../src/schema/template.js";
import type { ConverterRef } from "./converters/index.js";
import { positionsOf } from "./positions.js";
import type { Imports } from "./typescript/imports.js";
import { literal, member, word } from "./typescript/text.js";

/** `export const chatRoom: ClientActor = {...}`. */
export function clientDescriptor(actor: ActorContract, input: TemplateInput, imports: Imports): string {
  const positions = positionsOf(input).actors[actor.name];
  const use = (ref: ConverterRef): string => imports.value(`./${ref.module}${input.project.importExtension}`, ref.name);
  const field = (name: string, ref: ConverterRef | undefined): string => (ref ? `${name}: ${use(ref)}, ` : "");

  const actions = Object.entries(actor.actions).map(([name, { hash }]) => {
    const at = positions?.actions[name];
    const errors = Object.entries(at?.clientErrors ?? {}).map(
      ([code, ref]) => `${member(code)}: ${ref ? use(ref) : "null"}`,
    );
    const decodeErrors = errors.length > 0 ? `decodeErrors: { ${errors.join(", ")} }, ` : "";
    return `${member(name)}: { hash: ${literal(hash)}, ${field("encodeArgs", at?.clientArgs)}${field("decodeResult", at?.clientResult)}${decodeErrors} },`;
  });
  const events = Object.entries(actor.events).map(([name, { hash, delivery }]) => {
    return `${member(name)}: { hash: ${literal(hash)}, delivery: ${word(name, delivery)}, ${field("decode", positions?.events[name]?.client)} },`;
  });
  return `/** What the client runtime knows of ${actor.name}. */
export const ${actor.name}: ${imports.type("actorgen/client", "ClientActor")} = {
name: ${literal(actor.name)},
hash: ${literal(actor.hash)}, ${field("checkKey", positions?.key)}${field("encodeInput", positions?.clientInput)}${field("encodeParams", positions?.clientParams)}
actions: {
${actions.join("\n")}
},
events: {
${events.join("\n")}
},
};
`;
}
