// The text of a new implementation file.
import { doc } from "../../../templates/typescript/text.js";
import type { MemberLines } from "./object-text.js";
import { actionsLines, plainStyle, type Needed } from "./needed.js";

/** What the text needs to know beside the handlers. */
export interface NewFileOptions {
  /** Import specifier of the generated server module, such as `../generated/server.js`. */
  readonly server: string;
  /** Of the actor. */
  readonly description?: string | undefined;
  readonly deprecated?: boolean | undefined;
}

/** An implementation with every handler, each of which throws until it is written. Unformatted but valid. */
export function newFileText(needed: Needed, { server, description, deprecated }: NewFileOptions): string {
  const { actor, functionName, hooks, actions } = needed;
  const members: MemberLines[] = [
    ...hooks.map((hook) => hook.lines(plainStyle, true)),
    actionsLines(actions.map((action) => action.lines(plainStyle, true))),
  ];
  const body = members.map((lines) => lines.map(({ depth, text }) => "  ".repeat(depth + 1) + text).join("\n"));
  return `// The implementation of ${actor}.
import { ${functionName} } from ${JSON.stringify(server)};

${doc(description, deprecated)}export const ${actor} = ${functionName}({
${body.join(",\n")},
});
`;
}
