// Who is measured. A contender is a pair of modules, server-<name>.ts and client-<name>.ts, and a line here.

/** The packages of each peer; what is no dependency of ours is loaded by name, where it is installed. */
const peers: Readonly<Record<string, readonly string[]>> = {
  ws: ["ws"],
  socketio: ["socket.io", "socket.io-client"],
  trpc: ["@trpc/server", "@trpc/client"],
};

/**
 * The peers that can run here, of those that are wanted; says how to get the others.
 * @throws Error for one that nobody knows
 */
export function availablePeers(wanted: readonly string[]): readonly string[] {
  return wanted.filter((name) => {
    const packages = peers[name];
    if (!packages) throw new Error(`There is no contender "${name}": ${Object.keys(peers).join(", ")}.`);
    if (packages.every(isInstalled)) return true;
    console.error(`${name} is not installed, left out: npm install --no-save ${packages.join(" ")}`);
    return false;
  });
}

/** All peers. */
export const peerNames: readonly string[] = Object.keys(peers);

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
