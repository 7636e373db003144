// The files of a new project.

/** What the user chose. */
export interface InitAnswers {
  /** Folder of the schemas, such as `schemas`. */
  readonly schemas: string;
  /** Folder that is generated. */
  readonly output: string;
  /** Emit hooks for React; undefined: when the project depends on it. */
  readonly react?: boolean;
}

/** What `-y` answers. */
export const defaultAnswers: InitAnswers = { schemas: "schemas", output: "generated" };

/** actorgen.config.ts. */
export function configText({ schemas, output, react }: InitAnswers): string {
  return `// What actorgen reads and writes.
import { defineConfig } from "actorgen";

export default defineConfig({
  input: ${JSON.stringify(`${schemas}/**/*.ts`)},
  output: ${JSON.stringify(output)},
${react === undefined ? "" : `  react: ${react},\n`}});
`;
}

/** The first schema: a chat room. */
export const schemaText = `// The chat room's contract: what clients may ask for, and what they are told.
import { defineActor } from "actorgen";
import { z } from "zod";

export const Message = z.object({
  id: z.uuid(),
  userId: z.string(),
  text: z.string().max(2000),
  sentAt: z.date(),
});

/** A room in which everyone connected sees every message. */
export const chatRoom = defineActor({
  state: z.object({ messages: z.array(Message) }),
  connParams: z.object({ userId: z.string().min(1) }),
  connState: z.object({ userId: z.string() }),
  actions: {
    /** Post a message to everyone in the room. */
    sendMessage: { args: { text: z.string().min(1).max(2000) }, returns: Message },
    /** The newest messages, oldest first. */
    history: { args: { limit: z.int().min(1).max(500).default(50) }, returns: z.array(Message) },
  },
  events: {
    /** A message was posted. */
    messageReceived: Message,
  },
});
`;

/** tsconfig.json, where there is none. */
export const tsconfigText: string = `${JSON.stringify(
  {
    compilerOptions: {
      target: "es2022",
      lib: ["es2023", "dom"],
      module: "nodenext",
      types: ["node"],
      strict: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
      rootDir: ".",
      outDir: "dist",
    },
    exclude: ["node_modules", "dist"],
  },
  null,
  2,
)}\n`;

/** package.json, where there is none. */
export const packageText = `{\n  "private": true\n}\n`;
