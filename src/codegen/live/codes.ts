// The codes of what keeps `actorgen call` and `actorgen tail` from speaking to a server.
import type { CodeEntry } from "../codes.js";

/** By code. What a server refuses has the codes of the protocol instead. */
export const liveCodes = {
  AG260: {
    title: "The URL is not one of a server.",
    explanation:
      "`call` and `tail` take the URL that clients are created with: its scheme, host and `basePath`, no more.",
    example: "npx actorgen call localhost:8080 chatRoom general history",
    mend: "Write it such as http://localhost:8080.",
  },
  AG261: {
    title: "The server cannot be reached.",
    explanation:
      "Nothing answered, or not in time, or the answer was a redirect: those are not followed, since headers may hold secrets.",
    example: "npx actorgen tail http://localhost:8081 chatRoom general",
    mend: "Start the server, correct the URL, or give more time with `--timeout`.",
  },
  AG262: {
    title: "What answers is no actorgen server.",
    explanation: "The answer is not in the form of the protocol, is too large, or is a contract of another version.",
    example: "npx actorgen call https://example.com chatRoom general history",
    mend: "Name the server's URL with its `basePath`, and use the version of actorgen that the server uses.",
  },
  AG263: {
    title: "The server does not give its contract.",
    explanation:
      "Flags named after arguments, and `tail` without names of events, need the contract. In production a server gives it only with `contract: true`, and only to those whom `authorize` permits.",
    example: "npx actorgen call https://chat.example.com chatRoom general history --limit 10",
    mend: "Give arguments as JSON and name the events, or name a contract with `--contract`.",
  },
  AG264: {
    title: "The server has no actor, action or event of this name.",
    explanation: "Names are those of the contract, as the schemas export them.",
    example: "npx actorgen call http://localhost:8080 chatRom general history",
    mend: "Correct the name; the message lists those that there are.",
  },
  AG265: {
    title: "An argument of the command line cannot be sent.",
    explanation: "It is not JSON, not of the type that the contract says, missing, or of no argument of the action.",
    example: "npx actorgen call http://localhost:8080 chatRoom general history --limit many",
    mend: "Correct it; `--help` behind an action lists its arguments.",
  },
  AG266: {
    title: "The key is not one of this actor.",
    explanation: "A key is one string, or a JSON array of as many strings as the contract says.",
    example: "npx actorgen call http://localhost:8080 gameRoom eu/42 start",
    mend: `Write several strings as a JSON array, such as '["eu", "42"]'.`,
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
