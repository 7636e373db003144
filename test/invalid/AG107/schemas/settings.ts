export const settings = { at: 0 };

setInterval(() => (settings.at = Date.now()), 1000);
