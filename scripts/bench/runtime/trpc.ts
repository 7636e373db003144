// What the bench uses of tRPC, which is no dependency: loaded by name, where it is installed.

/** A router's builder, as far as it is used. */
interface Procedure {
  input(parse: (value: unknown) => unknown): Procedure;
  mutation(run: (call: { input: never }) => unknown): unknown;
  subscription(run: (call: { signal: AbortSignal }) => AsyncIterable<unknown>): unknown;
}

interface TrpcModules {
  "@trpc/server": {
    readonly initTRPC: {
      create(): { router(procedures: Readonly<Record<string, unknown>>): unknown; readonly procedure: Procedure };
    };
  };
  "@trpc/server/adapters/ws": { applyWSSHandler(options: { wss: unknown; router: unknown }): unknown };
  "@trpc/client": {
    createWSClient(options: { url: string; WebSocket: unknown }): unknown;
    wsLink(options: { client: unknown }): unknown;
    createTRPCClient(options: { links: readonly unknown[] }): {
      readonly answered: { mutate(input: object): Promise<unknown> };
      readonly heard: {
        subscribe(input: undefined, handlers: { onData: () => void; onStarted: () => void }): unknown;
      };
    };
  };
}

/** Loads one of its modules; the names are not literal, so that the compiler does not look for types. */
export async function loadTrpc<Name extends keyof TrpcModules>(name: Name): Promise<TrpcModules[Name]> {
  const found: TrpcModules[Name] = await import(name);
  return found;
}
