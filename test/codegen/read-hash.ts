// Prints the SHA-256 of the demo's contracts, in a process with its own time zone and locale.
import { createHash } from "node:crypto";
import * as chatRoom from "../../schemas/chat-room.js";
import * as gameRoom from "../../schemas/game-room.js";
import * as wireKinds from "../../schemas/wire-kinds.js";
import { readContract } from "../../src/codegen/read/index.js";

const modules = Object.entries({ chatRoom, gameRoom, wireKinds }).map(([source, exports]) => ({ source, exports }));
const { contract, server } = readContract(modules);
process.stdout.write(
  createHash("sha256")
    .update(JSON.stringify([contract, server]))
    .digest("hex"),
);
