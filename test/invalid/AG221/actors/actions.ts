export const actions = { post() {}, clear() {} };
