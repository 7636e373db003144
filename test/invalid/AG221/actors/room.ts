import { actions } from "./actions.js";
import { implementRoom } from "../generated/server.js";

export const room = implementRoom({ actions });
