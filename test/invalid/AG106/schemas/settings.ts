if (!process.env["NO_SUCH_API_KEY"]) process.exit(1);

export const settings = {};
