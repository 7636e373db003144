export const shared = { post() {} };
