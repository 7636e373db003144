export const names = ["room", "hall"];
