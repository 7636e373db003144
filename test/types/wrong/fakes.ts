// Wrong uses of a generated fake: each must be refused with the message above it.
import type { FakeServer } from "../../../generated/testing.js";
import { createFakeServer } from "../../../generated/testing.js";

export const right: FakeServer = createFakeServer({
  chatRoom: {
    sendMessage: (c, userId, text) => {
      if (text === "") throw c.errors.muted({ until: new Date() });
      c.broadcast("typing", { userId });
      return { id: "1", userId, text, sentAt: new Date() };
    },
    history: async (_c, limit) => (limit.toFixed() === "" ? [] : []),
    clear() {},
  },
  gameRoom: {},
});
const room = right.actor("chatRoom", ["general"]);
const call: readonly [string, string] | undefined = room.calls("sendMessage")[0];
const sent: { userId: string } | undefined = room.params[0];
void room.emit("cleared");
room.fail("sendMessage", "muted", { until: new Date() });
room.fail("history", "timeout");
export const used: unknown = [call, sent];

// error: '"chatroom"' is not assignable to parameter of type
void right.actor("chatroom", "general");
// error: Argument of type 'number' is not assignable to parameter of type 'ChatRoomKey'
void right.actor("chatRoom", 1);

// error: Argument of type '"messageRecieved"' is not assignable to parameter of type
void room.emit("messageRecieved", { userId: "ann" });
// error: Property 'userId' is missing
void room.emit("typing", {});
// error: Expected 2 arguments, but got 1
void room.emit("typing");
// error: Type 'number' is not assignable to type 'string'
void room.emit("typing", { userId: 1 });

// error: Argument of type '"sendMesage"' is not assignable to parameter of type
room.fail("sendMesage", "timeout");
// error: Argument of type '"banned"' is not assignable to parameter of type
room.fail("sendMessage", "banned", { until: new Date() });
// error: Argument of type '"muted"' is not assignable to parameter of type
room.fail("history", "muted");
// error: Type 'string' is not assignable to type 'Date'
room.fail("sendMessage", "muted", { until: "tomorrow" });
// error: Expected 3 arguments, but got 2
room.fail("sendMessage", "muted");
// error: Expected 2 arguments, but got 3
room.fail("sendMessage", "timeout", { until: new Date() });

// error: Argument of type '"histroy"' is not assignable to parameter of type
room.delay("histroy", 500);
// error: Argument of type '"histroy"' is not assignable to parameter of type
void room.calls("histroy");
// error: is not assignable to type 'readonly [number]'
export const wrongCall: readonly [number] | undefined = room.calls("sendMessage")[0];

// error: 'chatRom' does not exist in type
export const misspelt: FakeServer = createFakeServer({ chatRom: {} });
// error: 'sendMesage' does not exist in type
export const noAction: FakeServer = createFakeServer({ chatRoom: { sendMesage: () => [] } });
// error: Property 'sentAt' is missing
room.script({ history: [{ id: "1", userId: "ann", text: "Hi" }] });
// error: Type 'number' is not assignable to type
room.script({ history: () => 5 });
// error: Types of parameters 'limit' and 'limit' are incompatible
room.script({ history: (_c, limit: string) => [] });
