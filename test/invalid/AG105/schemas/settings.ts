// Waits for a server that never comes.
await new Promise(() => {});

export const settings = {};
