export const room = "the room of before";
