const url = process.env["NO_SUCH_DATABASE_URL"];
if (url === undefined) throw new Error("NO_SUCH_DATABASE_URL is not set");

export const tableOf = (name: string): string => `${url}/${name}`;
