// The reference page in a real Chromium: it runs nothing but its own script, asks nothing of the network, and can be used.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { referencePage } from "../../src/codegen/docs/page/page.js";
import type { Generated } from "../../src/codegen/generate.js";
import { describeInChromium, launchChromium } from "../browser/chromium.js";
import { demo, hostile, sentinels } from "./fixtures.js";

const folder = mkdtempSync(join(tmpdir(), "actorgen-page-"));
let browser: Browser | undefined;

describeInChromium("in Chromium", () => {
  beforeAll(async () => {
    for (const [name, generated] of Object.entries({ demo, hostile }))
      writeFileSync(join(folder, `${name}.html`), textOf(generated));
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  pageTests();
});

function textOf({ contract }: Generated, title = "Chat API"): string {
  const project = { importExtension: ".js", sourceRoot: ".." } as const;
  return referencePage({ title })({ contract, project })[0]?.text ?? "";
}

interface Opened {
  readonly page: Page;
  /** Errors, refusals of the policy, and requests other than the page itself. */
  readonly complaints: readonly string[];
}

async function open(name: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser?.newContext(options);
  const page = await context?.newPage();
  if (page === undefined) throw new Error("There is no browser.");
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^file:.*\.html|^data:/.test(request.url())) complaints.push(request.url());
  });
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  await page.goto(`file://${join(folder, `${name}.html`)}`);
  return { page, complaints };
}

function pageTests(): void {
  test("hostile names and docs are shown and never run", async () => {
    const { page, complaints } = await open("hostile");
    expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
    expect(await page.evaluate("document.querySelectorAll('script, img, iframe, object, [onerror]').length")).toBe(1);
    const headings = await page.locator("article h3").allTextContents();
    for (const name of sentinels.filter((text) => !/[\p{Cc}\u2028-\u202E]/u.test(text)))
      expect(headings).toContain(name);
    expect(headings.some((text) => text.includes("⟨U+202E⟩"))).toBe(true);
    // Every link of the contents leads to a section of its own.
    const links = await page
      .locator("nav a")
      .evaluateAll((all) => all.map((link) => decodeURIComponent(String(link.getAttribute("href")).slice(1))));
    expect(new Set(links).size).toBe(links.length);
    for (const id of links)
      expect(await page.evaluate((wanted) => document.getElementById(wanted) !== null, id)).toBe(true);
    expect(await page.content()).not.toMatch(/private(?:State|ConnState)|hunter2/);
    expect(complaints).toEqual([]);
  });

  test("the policy would stop what escaping let through", async () => {
    const injected = textOf(demo).replace(
      "<h1",
      "<script>globalThis.hacked = 1</script><img src=x onerror='hacked=1'><h1",
    );
    writeFileSync(join(folder, "injected.html"), injected);
    const { page, complaints } = await open("injected");
    expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
    expect(complaints.join()).toContain("Content Security Policy");
  });

  test("search by keyboard: / focuses, words narrow, Enter goes there, Escape ends", async () => {
    const { page, complaints } = await open("demo");
    await page.keyboard.press("/");
    await page.keyboard.type("chat muted");
    const shown = page.locator("article:visible h3");
    expect(await shown.allTextContents()).toEqual(["sendMessage"]);
    expect(await page.locator("nav li a:visible").allTextContents()).toEqual(["sendMessage"]);
    await page.keyboard.press("Enter");
    expect(page.url()).toContain("#actors/chatRoom/actions/sendMessage");
    await page.locator("#search").fill("nothing of the kind");
    expect(await page.locator("#empty").isVisible()).toBe(true);
    await page.locator("#search").press("Escape");
    expect(await shown.count()).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
  });

  test("a snippet is copied as it stands", async () => {
    const { page } = await open("demo", { permissions: ["clipboard-read", "clipboard-write"] });
    const snippet = page.locator('[id="actors/chatRoom/actions/sendMessage"] .snippet').first();
    await snippet.locator(".copy").click();
    await snippet.getByText("Copied").waitFor();
    const code = await snippet.locator("code").textContent();
    expect(code).toMatch(/^import \{ createClient, isChatRoomError \}/);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  });

  test("dark and light: as the system says, until the reader says otherwise", async () => {
    const ground = "getComputedStyle(document.body).backgroundColor";
    const { page } = await open("demo", { colorScheme: "dark" });
    const dark = await page.evaluate(ground);
    await page.locator("#theme").click();
    const light = await page.evaluate(ground);
    expect([dark, light]).toEqual(["rgb(15, 18, 23)", "rgb(255, 255, 255)"]);
    await page.reload();
    expect(await page.evaluate(ground)).toBe(light);
  });

  test.each(["demo", "hostile"])("%s fits a phone, and its contents open and close", async (name) => {
    const { page, complaints } = await open(name, { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    expect(await page.locator("nav").isVisible()).toBe(false);
    await page.locator("#menu").click();
    await page.locator("nav li a").nth(1).click();
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(page.url()).toContain("#actors/");
    expect(complaints).toEqual([]);
  });

  test("prints without its controls, and reads without scripts", async () => {
    const { page } = await open("demo", { javaScriptEnabled: false });
    expect(await page.locator("article").count()).toBeGreaterThan(20);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav, .top, .copy").first().isVisible()).toBe(false);
  });
}
