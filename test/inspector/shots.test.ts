import { test, vi } from "vitest";
import { serve } from "actorgen/node";
import { createClient } from "../../generated/client.js";
import { chatRoom } from "../../examples/actors/chat-room.js";
import { gameRoom } from "../../examples/actors/game-room.js";
import { vault } from "./vault.js";
import { launchChromium } from "../browser/chromium.js";
vi.mock("../../src/hosts/node/inspector/assets.js", () => import("./page-from-sources.js"));

test("shots", { timeout: 100000 }, async () => {
  const server = await serve([chatRoom, gameRoom, vault()], { port: 0, store: "memory", inspector: true });
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, colorScheme: "light" });
  page.on("console", (m) => console.log(m.text()));
  page.on("pageerror", (e) => console.log(String(e)));
  await page.goto(server.inspectorUrl ?? "");
  await page.waitForSelector("#status[data-now=live]");
  const client = createClient(server.url);
  const people = ["ana", "ben", "chen"].map((userId) =>
    client.chatRoom.getOrCreate(["general"], { params: { userId } }).connect(),
  );
  for (const room of ["random", "support", "launch-party"])
    client.chatRoom.getOrCreate([room], { params: { userId: "ana" } }).connect();
  for (const person of people) {
    person.on("messageReceived", () => {});
    person.on("typing", () => {});
    await person.ready;
  }
  await people[0]!.sendMessage("ana", "Hello everyone!");
  await people[1]!.typing();
  await people[1]!.sendMessage("ben", "Hi Ana. Is the release out?");
  await people[2]!.mute("ben", 60);
  await people[1]!.sendMessage("ben", "Anyone?").catch(() => {});
  await fetch(`${server.url}/actors/vault/main/put`, { method: "POST", body: '["door","1234-5678"]' });
  await fetch(`${server.url}/actors/vault/main/put`, { method: "POST", body: '["","1"]' });
  await fetch(`${server.url}/actors/vault/main/deny`, { method: "POST", body: "[]" });
  await people[0]!.sendMessage("ana", "Ten minutes, the tests are running.");
  await page.getByRole("option", { name: "general" }).first().click();
  await page.waitForTimeout(400);
  await page.locator("#state summary", { hasText: "2:" }).click();
  await page.locator(".feed .row", { hasText: "muted" }).click();
  await page.waitForTimeout(1500);
  await page.setViewportSize({ width: 1360, height: 800 });
  await page.waitForTimeout(300);
  await page.screenshot({ path: "/work/main/docs/assets/inspector.png" });
  await page.getByRole("option", { name: "main" }).first().click();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(300);
  await page.screenshot({ path: "/tmp/shot-dark.png" });
  await page.setViewportSize({ width: 1000, height: 800 });
  await page.click("#new");
  await page.waitForTimeout(200);
  await page.screenshot({ path: "/tmp/shot-1000.png" });
  await page.context().clearCookies();
  await page.waitForTimeout(300);
  await page.screenshot({ path: "/tmp/shot-locked.png" });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("about:blank");
  await page.waitForTimeout(500);
  await page.screenshot({ path: "/tmp/shot-390-actors.png" });
  await page.getByRole("option", { name: "general" }).first().click();
  await page.click("#tab-connections");
  await page.waitForTimeout(300);
  await page.screenshot({ path: "/tmp/shot-390-conns.png" });
  await browser.close();
  await server.close();
});
