// A client of my own.
export const client = {};
