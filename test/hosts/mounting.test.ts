// The handler on servers of other people's: plain http, Express, Fastify and Hono. Their own routes go on as before.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { createHandler, type ActorHandler } from "actorgen/node";
import { createClient, type Client } from "../../generated/client.js";
import { actors } from "../../examples/actors/index.js";
import { logger } from "./raw-client.js";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Listens, with the handler on upgrades. */
async function listen(server: Server, handler: ActorHandler): Promise<string> {
  server.on("upgrade", (request, socket, head) => {
    if (!handler.upgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    await handler.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const frameworks: Readonly<Record<string, (handler: ActorHandler) => Promise<string>>> = {
  http: (handler) =>
    listen(
      createServer((request, response) => {
        if (!handler.request(request, response)) response.end("own");
      }),
      handler,
    ),
  express: (handler) => {
    const app = express();
    // A body parser in front must not take what is ours.
    app.use(express.json());
    app.use((request, response, next) => {
      if (!handler.request(request, response)) next();
    });
    app.get("/own", (_request, response) => void response.send("own"));
    return listen(createServer(app), handler);
  },
  fastify: async (handler) => {
    const app = Fastify();
    app.addHook("onRequest", async (request, reply) => {
      if (handler.request(request.raw, reply.raw)) reply.hijack();
    });
    app.get("/own", async () => "own");
    await app.ready();
    return listen(app.server, handler);
  },
  hono: (handler) => {
    const app = new Hono();
    app.get("/own", (c) => c.text("own"));
    const own: RequestListener = (request, response) => void getRequestListener(app.fetch)(request, response);
    const both = (request: IncomingMessage, response: ServerResponse): void => {
      if (!handler.request(request, response)) own(request, response);
    };
    return listen(createServer(both), handler);
  },
};

async function talk(client: Client): Promise<string> {
  const connection = client.chatRoom.getOrCreate("general", { params: { userId: "ann" } }).connect();
  const heard = new Promise<string>((resolve) => connection.once("messageReceived", ({ text }) => resolve(text)));
  await connection.ready;
  await connection.sendMessage("ann", "hello");
  expect(await client.chatRoom.get("general", { params: { userId: "bob" } }).history()).toMatchObject([
    { text: "hello" },
  ]);
  return heard;
}

test.each(Object.keys(frameworks))("%s", async (name) => {
  const handler = createHandler(actors, { basePath: "/realtime", store: "memory", logger });
  const origin = (await frameworks[name]?.(handler)) ?? "";
  const client = createClient(`${origin}/realtime`);
  closing.unshift(() => client.dispose());
  expect(await talk(client)).toBe("hello");
  expect(await (await fetch(`${origin}/own`)).text()).toBe("own");
  expect((await fetch(`${origin}/realtime/health`)).status).toBe(200);
});
