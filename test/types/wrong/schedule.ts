// Wrong plans, and wrong calls to other actors.
import { implementGameRoom } from "../../../generated/server.js";

const player = { id: "ann", role: "player", position: { x: 1, y: 2 } } as const;

export const wrongPlans = implementGameRoom({
  createState: () => ({ map: "meadow", started: false, players: {} }),
  createConnState: (_c, params) => ({ playerId: params.playerId, role: params.role ?? "player" }),
  onWake(c) {
    // error: Argument of type '"strat"' is not assignable to parameter of type '"move" | "moveByLoop" | "players" | "start" | "whisper"'
    c.schedule.after(1_000, "strat");
    // error: Argument of type '"sendMessage"' is not assignable to parameter of type '"move" | "moveByLoop" |
    c.schedule.at(new Date(), "sendMessage", "ann", "hello");
  },
  actions: {
    players: () => ({}),
    move: () => player,
    moveByLoop: () => player,
    whisper(c, to, text) {
      const id: string = c.schedule.after(1_000, "whisper", to, text);
      // error: Expected 4 arguments, but got 3
      c.schedule.after(1_000, "whisper", to);
      // error: Expected 2 arguments, but got 3
      c.schedule.after(1_000, "start", "now");
      // error: Argument of type 'number' is not assignable to parameter of type 'string'
      c.schedule.after(1_000, "whisper", to, 42);
      // error: Property 'y' is missing in type '{ x: number; }' but required in type 'Position'
      c.schedule.at(Date.now(), "move", { x: 1 });
      // error: Argument of type 'string' is not assignable to parameter of type 'number | Date'
      c.schedule.at("tomorrow", "start");
      // error: Argument of type 'number' is not assignable to parameter of type 'string'
      c.schedule.cancel(1);
      // error: Argument of type 'string' is not assignable to parameter of type 'Date'
      for (const planned of c.schedule.list()) acceptDates(planned.at, id);
    },
    async start(c) {
      const room = c.client().chatRoom.getOrCreate(["general"], { params: { userId: "ann" } });
      // error: Property 'chatroom' does not exist on type 'ServerClient'
      c.client().chatroom;
      // error: Property 'sendMesage' does not exist on type 'ChatRoomPeer'
      await room.sendMesage("ann", "hello");
      // error: Expected 2 arguments, but got 1
      await room.sendMessage("ann");
      // error: Property 'connect' does not exist on type 'ChatRoomPeer'
      room.connect();
      // error: Type 'Date' is not assignable to type 'string'
      const sentAt: string = (await room.sendMessage("ann", "hello")).sentAt;
      // error: 'user' does not exist in type 'ChatRoomParams'
      c.client().chatRoom.get("general", { params: { user: "ann" } });
      return sentAt === "";
    },
  },
});

function acceptDates(...dates: Date[]): void {
  dates.sort();
}
