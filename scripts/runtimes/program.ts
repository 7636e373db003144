// What every runtime has to do with the generated client: connect, call, hear, be refused, fall back to a stream, leave.
import { createSseTransport } from "actorgen/client/sse";
import { createClient } from "../../generated/client.js";

/** What happened, as data. */
export interface Outcome {
  readonly overWebSocket: string;
  readonly overHttp: string;
  readonly overStream: string;
  readonly refused: string;
  readonly date: boolean;
}

/** Talks to the demo's server at `url`. */
export async function talk(url: string): Promise<Outcome> {
  const room = `runtime-${crypto.randomUUID()}`;
  const client = createClient(url);
  const handle = client.chatRoom.getOrCreate(room, { params: { userId: "ann" } });
  const connection = handle.connect();
  const heard = new Promise<Date>((resolve) => connection.once("messageReceived", ({ sentAt }) => resolve(sentAt)));
  await connection.ready;
  const { text } = await connection.sendMessage("ann", "over a socket");
  const date = (await heard) instanceof Date;
  const refused = await connection.sendMessage("ann", "").then(
    () => "accepted",
    (error: { code: string }) => error.code,
  );
  const [stored] = await handle.history(10);
  await client.dispose();

  const streaming = createClient(url, { transport: createSseTransport() });
  const stream = streaming.chatRoom.getOrCreate(room, { params: { userId: "ben" } }).connect();
  const streamed = new Promise<string>((resolve) => stream.once("messageReceived", (message) => resolve(message.text)));
  await stream.ready;
  await stream.sendMessage("ben", "over a stream");
  const overStream = await streamed;
  await streaming.dispose();
  return { overWebSocket: text, overHttp: stored?.text ?? "", overStream, refused, date };
}
