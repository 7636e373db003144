// What the bench uses of Socket.IO, which is no dependency: loaded by name, where it is installed.

/** A socket of either end. */
export interface SocketIo {
  readonly id?: string;
  on(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
}

interface SocketIoServer extends SocketIo {
  readonly httpServer: { address(): { readonly port: number } };
}

interface SocketIoPackages {
  readonly Server: new (port: number, options: object) => SocketIoServer;
  readonly io: (url: string, options: object) => SocketIo;
}

/** How to get it. */
export const howToInstall = "Socket.IO is not installed: npm install --no-save socket.io socket.io-client";

/** Is it there? */
export function isInstalled(): boolean {
  try {
    import.meta.resolve("socket.io");
    import.meta.resolve("socket.io-client");
    return true;
  } catch {
    return false;
  }
}

/** Loads one of its packages; the names are not literal, so that the compiler does not look for types. */
export async function load<Name extends keyof SocketIoPackages>(
  end: "socket.io" | "socket.io-client",
  name: Name,
): Promise<SocketIoPackages[Name]> {
  const found: SocketIoPackages = await import(end);
  return found[name];
}
