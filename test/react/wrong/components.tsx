// Wrong components.
import { createClient, type Message } from "./generated/client.js";
import { createHooks } from "./generated/react.js";

const { useActor } = createHooks(createClient("http://localhost:8080"));
const params = { userId: "user-123" };

export function WrongActors() {
  // A misspelt actor.
  // error: Type '"chatroom"' is not assignable to type 'keyof Actors'
  useActor({ name: "chatroom", key: "general", params });

  // Wrong or missing params, the params of another actor.
  // error: is not assignable to parameter of type 'UseActorOptions<"chatRoom", ChatRoomTypes>'
  useActor({ name: "chatRoom", key: "general" });
  // error: 'user' does not exist in type 'ChatRoomParams'
  useActor({ name: "chatRoom", key: "general", params: { user: "ann" } });
  // error: Type 'number' is not assignable to type 'string'
  useActor({ name: "chatRoom", key: "general", params: { userId: 42 } });
  // error: 'userId' does not exist in type 'GameRoomParams'
  useActor({ name: "gameRoom", key: "room", params: { userId: "ann" } });
  // error: Type '"owner"' is not assignable to type 'Role | undefined'
  useActor({ name: "gameRoom", key: "room", params: { playerId: "ann", role: "owner" } });
  // error: Type 'string' is not assignable to type 'ChatRoomParams | Promise<ChatRoomParams>'
  useActor({ name: "chatRoom", key: "general", getParams: () => "ann" });

  // A wrong key, a wrong input, an option that does not exist.
  // error: Type 'number' is not assignable to type 'ChatRoomKey'
  useActor({ name: "chatRoom", key: 42, params });
  // error: Source has 2 element(s) but target allows only 1
  useActor({ name: "gameRoom", key: ["room", "extra"], params: { playerId: "ann" } });
  // error: Type 'number' is not assignable to type 'string'
  useActor({ name: "gameRoom", key: "room", params: { playerId: "ann" }, input: { map: 1 } });
  // error: 'input' does not exist in type
  useActor({ name: "chatRoom", key: "general", params, input: {} });
  // error: 'enable' does not exist in type
  useActor({ name: "chatRoom", key: "general", params, enable: false });
  // error: Property 'input' is missing
  useActor({ name: "tournament", key: "cup" });
  // error: Type '{ seats: number; }' is not assignable to type 'undefined'
  useActor({ name: "tournament", key: "cup", noCreate: true, input: { seats: 8 } });
}

export function WrongUses() {
  const chat = useActor({ name: "chatRoom", key: "general", params });

  // A misspelt event, the event of another actor, a payload used wrongly, a handler of another payload.
  // error: Argument of type '"mesageReceived"' is not assignable to parameter of type 'keyof ChatRoomEvents'
  chat.useEvent("mesageReceived", () => {});
  // error: Argument of type '"playerMoved"' is not assignable to parameter of type 'keyof ChatRoomEvents'
  chat.useEvent("playerMoved", () => {});
  // error: Property 'txt' does not exist on type 'Message'
  chat.useEvent("messageReceived", (message) => console.log(message.txt));
  // error: Type 'Message' is not assignable to type 'string'
  chat.useEvent("messageReceived", (message: string) => console.log(message));

  // A connection that may not be there, and what it does not have.
  // error: 'chat.connection' is possibly 'undefined'
  void chat.connection.history(10);
  // error: Property 'hystory' does not exist on type 'ChatRoomHandle'
  void chat.handle.hystory(10);
}

export function WrongActions() {
  const chat = useActor({ name: "chatRoom", key: "general", params });

  // error: Argument of type '"sendMesage"' is not assignable to parameter of type 'keyof ChatRoomActions'
  chat.useAction("sendMesage");
  const send = chat.useAction("sendMessage");
  // error: Expected 2 arguments, but got 1
  void send.run("ann");
  // error: Argument of type 'number' is not assignable to parameter of type 'string'
  void send.run("ann", 42);
  // error: 'send.data' is possibly 'undefined'
  console.log(send.data.text);
  // error: Property 'txt' does not exist on type 'Message'
  console.log(send.data?.txt);
  // error: Property 'untl' does not exist on type '{ until: Date; }'
  if (send.error?.code === "muted") console.log(send.error.data?.untl);
  // error: Object is possibly 'undefined'
  if (chat.useAction("history").error) console.log(chat.useAction("history").error?.data.until);
}

export function WrongStates() {
  const chat = useActor({ name: "chatRoom", key: "general", params });
  const game = useActor({ name: "gameRoom", key: "room", params: { playerId: "ann" } });

  // error: Type '"hystory"' is not assignable to type 'keyof ChatRoomActions'
  chat.useActorState({ action: "hystory", events: {} });
  // error: 'mesageReceived' does not exist in type
  chat.useActorState({ action: "history", events: { mesageReceived: (messages) => messages } });
  // error: Property 'sendAt' does not exist on type 'Message'
  chat.useActorState({ action: "history", events: { messageReceived: (all, one) => (one.sendAt ? all : []) } });
  // error: Type 'Message' is missing the following properties from type 'Message[]'
  chat.useActorState({ action: "history", events: { messageReceived: (_all, one) => one } });
  // error: Type 'string' is not assignable to type 'number'
  chat.useActorState({ action: "history", args: ["ten"], events: {} });
  // error: Property 'args' is missing in type
  game.useActorState({ action: "move", events: {} });

  const count = chat.useActorState({ action: "history", events: {}, select: (messages) => messages.length });
  // error: Type 'number | undefined' is not assignable to type 'Message[]'
  const messages: Message[] = count.state;
  return messages;
}
