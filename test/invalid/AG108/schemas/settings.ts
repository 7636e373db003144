async function connect(url: string): Promise<never> {
  throw new Error(`cannot connect to ${url}`);
}

void connect("postgres://localhost:5432");
// Whatever takes a moment.
await new Promise((done) => setTimeout(done, 50));

export const settings = {};
