import { implementRoom } from "../generated/server.js";

export const room = implementRoom({
  actions: {
    post(_c, _text) {},
    cleer() {},
    ban() {},
  },
});
