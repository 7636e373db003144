import { shared } from "./shared.js";
import { implementRoom } from "../generated/server.js";

export const room = implementRoom({
  actions: {
    ...shared,
  },
});
