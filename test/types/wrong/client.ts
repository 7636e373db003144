// Wrong client programs.
import { createClient } from "../../../generated/client.js";

const client = createClient("http://localhost:8080");
const params = { userId: "user-123" };
const room = client.chatRoom.getOrCreate(["general"], { params });
const connection = room.connect();
const game = client.gameRoom.getOrCreate("room-456", { params: { playerId: "ann" } });

// A misspelt actor.
// error: Property 'chatroom' does not exist on type 'Client'
client.chatroom;

// A misspelt event.
// error: Argument of type '"mesageReceived"' is not assignable to parameter of type 'keyof ChatRoomEvents'
connection.on("mesageReceived", () => {});
// error: Argument of type '"gameStarted"' is not assignable to parameter of type 'keyof ChatRoomEvents'
connection.once("gameStarted", () => {});

// A misspelt action, on a handle and on a connection.
// error: Property 'sendMesage' does not exist on type 'ChatRoomHandle'
room.sendMesage("ann", "hello");
// error: Property 'sendMesage' does not exist on type 'ChatRoomConnection'
connection.sendMesage("ann", "hello");

// A missing argument, an extra one, one of a wrong type.
// error: Expected 2 arguments, but got 1
connection.sendMessage("ann");
// error: Expected 2 arguments, but got 3
connection.sendMessage("ann", "hello", "again");
// error: Argument of type 'number' is not assignable to parameter of type 'string'
connection.sendMessage("ann", 42);
// error: Argument of type 'string' is not assignable to parameter of type 'number'
room.history("ten");

// A payload and a result used wrongly.
// error: Property 'sentat' does not exist on type 'Message'
connection.on("messageReceived", (message) => message.sentat);
// error: Argument of type 'Date' is not assignable to parameter of type 'string'
connection.on("messageReceived", (message) => void takesText(message.sentAt));
// error: Type 'Message[]' is not assignable to type 'string[]'
const texts: Promise<string[]> = room.history(10);

// A wrong key.
// error: Argument of type 'number' is not assignable to parameter of type 'ChatRoomKey'
client.chatRoom.get(42, { params });
// error: Source has 2 element(s) but target allows only 1
client.gameRoom.get(["room-456", "extra"], { params: { playerId: "ann" } });

// Wrong or missing params.
// error: Expected 2 arguments, but got 1
client.chatRoom.getOrCreate(["general"]);
// error: 'user' does not exist in type 'ChatRoomParams'
client.chatRoom.getOrCreate(["general"], { params: { user: "ann" } });
// error: Type '"owner"' is not assignable to type 'Role | undefined'
client.gameRoom.getOrCreate("room", { params: { playerId: "ann", role: "owner" } });

// A result that does not exist.
// error: Type 'Player' is not assignable to type 'void'
const nothing: Promise<void> = game.move({ x: 1, y: 2 });
// error: Property 'y' is missing in type '{ x: number; }' but required in type 'Position'
game.move({ x: 1 });

function takesText(text: string): string {
  return text;
}
