// The measured server, in memory.
import { serve } from "actorgen/node";
import { chatRoom, gameRoom, limits } from "./actors.js";
import { reportTo } from "./server-process.js";

const { url } = await serve([chatRoom, gameRoom], { port: 0, limits, store: "memory" });
reportTo(url);
