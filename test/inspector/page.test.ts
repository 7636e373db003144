// The inspector's page in Chromium: live state and stream, filter, pause, calls from its forms, and values that would be code elsewhere.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { serve, type RunningServer } from "actorgen/node";
import { createClient } from "../../generated/client.js";
import { chatRoom } from "../../examples/actors/chat-room.js";
import { encodeKey } from "../../src/protocol/key.js";
import { describeInChromium, launchChromium } from "../browser/chromium.js";
import { call, Client, post } from "../hosts/raw-client.js";
import { logger } from "./session.js";
import { ran, vault } from "./vault.js";

vi.mock("../../src/hosts/node/inspector/assets.js", () => import("./page-from-sources.js"));

describeInChromium("the inspector's page", () => {
  let browser: Browser;
  let server: RunningServer;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    server = await serve([chatRoom, vault()], { port: 0, store: "memory", inspector: true, logger, basePath: "/api" });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  });
  afterEach(async () => {
    await page.close();
    await server.close();
    expect(faults.splice(0)).toEqual([]);
  });

  const openPage = async (): Promise<void> => {
    await page.goto(server.inspectorUrl ?? "");
    await page.waitForSelector("#status[data-now=live]");
  };
  const put = (key: string, ...args: unknown[]): Promise<unknown> =>
    post(`${server.url}/actors/vault/${key}/put`, JSON.stringify(args));
  const rows = (text: string) => page.locator(".feed .row", { hasText: text });
  const choose = (text: string): Promise<void> => page.locator("#actors .row", { hasText: text }).click();

  test("it takes the token out of the address, and a reload needs none", async () => {
    await openPage();
    expect(page.url()).toBe(`${server.url}/inspector`);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.locator("#actors-empty", { hasText: "No actors yet" }).waitFor();
    await page.locator("#feed-empty", { hasText: "Nothing yet" }).waitFor();
    await page.reload();
    await page.waitForSelector("#status[data-now=live]");
  });

  test("without the token it is locked; the pasted link opens it", async () => {
    await page.goto(`${server.url}/inspector`);
    await page.locator("#token").fill("wrong");
    await page.locator("#unlock button").click();
    await page.locator("#locked-error", { hasText: "did not take" }).waitFor();
    expect(await page.locator("#panes").isVisible()).toBe(false);
    await page.locator("#token").fill(server.inspectorUrl ?? "");
    await page.locator("#unlock button").click();
    await page.waitForSelector("#status[data-now=live]");
    await page.context().clearCookies();
    await page.reload();
    await page.locator("#locked").waitFor();
    // Opened in the same tab, the link loads nothing anew.
    await page.goto(server.inspectorUrl ?? "");
    await page.waitForSelector("#status[data-now=live]");
    // Chromium itself tells of the refusals.
    expect(faults.splice(0).every((fault) => fault.includes("401"))).toBe(true);
  });

  test("actors, their state and their connections follow what happens", async () => {
    await openPage();
    const client = createClient(server.url);
    const room = client.chatRoom.getOrCreate(["general"], { params: { userId: "ana" } }).connect();
    room.on("messageReceived", () => {});
    await room.ready;
    await choose("general");
    await room.sendMessage("ana", "first words");
    await page.locator("#state", { hasText: "messages: [1]" }).waitFor();
    await page.locator("#state summary", { hasText: "0:" }).click();
    await page.locator("#state .leaf", { hasText: "first words" }).waitFor();
    await room.sendMessage("ana", "more words");
    await page.locator("#state", { hasText: "messages: [2]" }).waitFor();
    // What was opened stays open.
    expect(await page.locator("#state .leaf", { hasText: "first words" }).isVisible()).toBe(true);
    await page.locator("#tab-connections").click();
    const card = page.locator(".card");
    await card
      .filter({ hasText: "online" })
      .filter({ hasText: "messageReceived" })
      .filter({ hasText: '"ana"' })
      .waitFor();
    room.dispose();
    await page.locator("#connections", { hasText: "Nobody is connected." }).waitFor();
  });

  test("calls, events and refusals stream in with their payloads, and no secret is on the page", async () => {
    await openPage();
    await put("main", "door", "12345-s3cret");
    await put("main", "", "1");
    await rows("put").filter({ hasText: '"door", "•••", 1' }).filter({ hasText: "ms" }).waitFor();
    await rows("invalid_argument").filter({ hasText: "refused" }).waitFor();
    await rows("kept").click();
    await page.locator("#entry-value", { hasText: "pin: •••" }).waitFor();
    await choose("main");
    await page.locator("#state", { hasText: "things: [1]" }).waitFor();
    await page.locator("#state summary", { hasText: "0:" }).click();
    await page.locator("#state .v-secret").waitFor();
    expect(await page.content()).not.toContain("s3cret");
  });

  test("the filter takes words, kinds and one actor; slash goes to it", async () => {
    await openPage();
    for (const [key, name] of [
      ["one", "apple"],
      ["two", "banana"],
      ["two", "cherry"],
    ] as const)
      await put(key, name, "1234");
    await rows("cherry").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("put two");
    await page.locator("#feed-count", { hasText: /^\s*2 of/ }).waitFor();
    await vi.waitFor(async () => expect(await rows("").count()).toBe(2), 10_000);
    await page.keyboard.press("Escape");
    await page.locator("#kind-hook").uncheck();
    await page.locator("#kind-event").uncheck();
    await page.locator("#feed-count", { hasText: /^\s*3 of/ }).waitFor();
    await choose("one");
    await page.locator("#feed-only").check();
    await page.locator("#feed-count", { hasText: /^\s*1 of/ }).waitFor();
    await page.locator("#feed-filter").fill("nothing like this");
    await page.locator("#feed-unfound", { hasText: "Nothing fits" }).waitFor();
  });

  test("the space bar pauses it, and nothing is lost meanwhile", async () => {
    await openPage();
    await put("main", "before", "1234");
    await rows("before").first().waitFor();
    await page.keyboard.press("Space");
    await put("main", "during", "1234");
    await page.locator("#pause", { hasText: "Resume (2 new)" }).waitFor();
    expect(await rows("during").count()).toBe(0);
    await page.locator("body").press("Space");
    await rows("during").first().waitFor();
  });

  test("what does not fit is refused at its field, and nothing is sent; what fits shows its result", async () => {
    await openPage();
    await put("main", "door", "1234");
    const sent: string[] = [];
    page.on("request", (request) => request.url().endsWith("/call") && sent.push(request.postData() ?? ""));
    await choose("main");
    await page.locator("#tab-call").click();
    const before = ran.put;
    const send = page.locator("#call button[type=submit]");
    const error = (name: string) =>
      page.locator("#call .field", { has: page.locator(`[name="${name}"]`) }).locator(".field-error");
    await page.locator("[name=pin]").fill("12");
    await page.locator("[name=count]").fill("ten");
    await send.click();
    await error("name").filter({ hasText: "At least 1 character" }).waitFor();
    await error("pin").filter({ hasText: "At least 4 characters" }).waitFor();
    await error("count").filter({ hasText: "Expected a number" }).waitFor();
    expect(await page.locator("[name=name]").getAttribute("aria-invalid")).toBe("true");
    await page.locator("[name=count]").fill("10");
    await send.click();
    await error("count").filter({ hasText: "At most 9" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("name");
    expect([sent, ran.put - before]).toEqual([[], 0]);
    expect(await page.locator("[name=pin]").getAttribute("type")).toBe("password");

    await page.locator("[name=name]").fill("window");
    await page.locator("[name=pin]").fill("9876-s3cret");
    await page.locator("[name=count]").fill("");
    await send.click();
    await page
      .locator(".outcome", { hasText: "Result" })
      .filter({ hasText: 'name: "window"' })
      .filter({ hasText: "pin: •••" })
      .waitFor();
    expect([sent.length, ran.put - before]).toEqual([1, 1]);
    await page.locator("#choose-action").selectOption("deny");
    await send.click();
    await page
      .locator(".outcome", { hasText: "denied" })
      .filter({ hasText: 'why: "no"' })
      .filter({ hasText: "code: •••" })
      .waitFor();
  });

  test("choices, dates, booleans and JSON go out in wire form; what is not JSON is told", async () => {
    await openPage();
    await put("main", "door", "1234");
    await choose("main");
    await page.locator("#tab-call").click();
    await page.locator("#choose-action").selectOption("level");
    const send = page.locator("#call button[type=submit]");
    await send.click();
    await page.locator(".field-error", { hasText: "Is missing" }).waitFor();
    await page.locator("[name=level]").selectOption({ label: "high" });
    await send.click();
    await page.locator(".outcome", { hasText: "Done, without a result" }).waitFor();
    await page.locator("#choose-action").selectOption("when");
    await page.locator("[name=at]").fill("2026-11-24T10:20:30");
    await page.locator("[name=on]").selectOption({ label: "true" });
    await page.locator("[name=more]").fill("{ n: 1 }");
    await send.click();
    await page.locator(".field-error", { hasText: "This is not JSON" }).waitFor();
    await page.locator("[name=more]").fill('{ "n": "1" }');
    await send.click();
    await page.locator(".field-error", { hasText: "n: Expected a number" }).waitFor();
    await page.locator("[name=more]").fill('{ "n": 1 }');
    await send.click();
    const at = await page.evaluate(() => new Date("2026-11-24T10:20:30").toISOString());
    await page.locator(".outcome", { hasText: JSON.stringify(JSON.stringify([at, true, { n: 1 }])) }).waitFor();
  });

  test("a call can make an actor, which is then chosen", async () => {
    await openPage();
    await page.locator("#new-first").click();
    await page.locator("#choose-actor").selectOption("vault");
    await page.locator("[name=key]").fill('["made", "here"]');
    await page.locator("[name=name]").fill("door");
    await page.locator("[name=pin]").fill("1234");
    await page.locator("#call button[type=submit]").click();
    await page.locator("#detail-name", { hasText: "made / here" }).waitFor();
    await page.locator("#actors .row[aria-selected=true]", { hasText: "made / here" }).waitFor();
  });

  test("values, keys and names that would be markup or code elsewhere are text", async () => {
    await openPage();
    const attack = `"><img src=x onerror="window.owned=1"><script>window.owned=1</script>`;
    const params = { name: attack, password: "x" };
    const url = `${server.url}/actors/vault/${encodeKey([attack])}`;
    const client = await new Client(url, { mode: "getOrCreate", params, events: ["kept"] }).welcomed();
    client.send(call(1, "put", attack.slice(0, 40), attack));
    client.send(call(2, attack));
    await client.next(1);
    await rows("unknown_action").first().waitFor();
    for (const row of await rows("onerror").all()) await row.click();
    await choose("onerror");
    await page.locator("#state summary", { hasText: "0:" }).click();
    await page.locator("#state", { hasText: "<img" }).waitFor();
    await page.locator("#tab-connections").click();
    await page.locator(".card", { hasText: "<img" }).waitFor();
    await page.locator("#tab-call").click();
    await page.locator("[name=name]").fill("<img src=x onerror=window.owned=1>");
    await page.locator("[name=pin]").fill("1234");
    await page.locator("#call button[type=submit]").click();
    await page.locator(".outcome", { hasText: "<img" }).waitFor();
    expect(await page.locator("img, script:not([src]), iframe, [onerror]").count()).toBe(0);
    expect(await page.evaluate(() => Reflect.get(window, "owned"))).toBeUndefined();
  });

  test("a thousand actors and a hundred events a second leave it quick, with a bounded document", async () => {
    await openPage();
    for (let index = 0; index < 1_000; index += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, more) => put(`room-${index + more}`, "a", "1234")));
    }
    await page.locator("#actor-count", { hasText: "1000" }).waitFor();
    const client = await new Client(`${server.url}/actors/vault/room-1`, {
      mode: "get",
      params: {},
      events: [],
    }).welcomed();
    await page.locator('#actors [title="vault room-1"]').click();
    for (let id = 1; id <= 100; id++) client.send(call(id, "put", `burst-${id}`, "1234"));
    await client.next(100);
    await rows("burst-100").first().waitFor();
    expect(await page.locator("#feed-count").textContent()).toBe("1000");
    expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(2_000);
    await page.locator("#actors .list").focus();
    await page.keyboard.press("End");
    await page.locator("#detail-name", { hasText: "room-999" }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.locator("#detail-name", { hasText: "room-998" }).waitFor();
    await page.locator("#actor-filter").fill("room-77");
    await page.locator("#actor-count", { hasText: "11 of 1000" }).waitFor();
  });

  test("at 390 pixels one pane at a time, and none is wider than the screen", async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await openPage();
    await put("main", "x".repeat(40), "1234");
    await choose("main");
    for (const pane of ["detail", "feed", "actors"]) {
      await page.locator(`#go-${pane}`).click();
      expect(await page.locator(".pane:visible").count()).toBe(1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
  });
});
