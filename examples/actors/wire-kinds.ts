// Gives back what it gets: the implementation behind the codec's fixture.
import { implementWireKinds } from "../../generated/server.js";
import type { TreeNode } from "../../generated/types.js";

/** Ready for `serve`. */
export const wireKinds = implementWireKinds({
  createState: () => ({}),
  actions: {
    echo(c, input) {
      c.state.last = input;
      return input;
    },
    announce(c, value) {
      c.broadcast("announced", value);
    },
    depth: (_c, tree) => depthOf(tree),
  },
});

function depthOf(tree: TreeNode): number {
  return 1 + Math.max(0, ...tree.children.map(depthOf));
}
