// One suite, every transport.
import { createSseTransport } from "actorgen/client/sse";
import { webSocketTransport } from "../../src/client/websocket.js";
import { memory } from "./memory-stage.js";
import { onNode } from "./node-stage.js";
import { conformance } from "./suite.js";

conformance(memory);
conformance(onNode("WebSocket", webSocketTransport));
conformance(onNode("server-sent events and POST", createSseTransport({ maxStreams: Infinity })));
