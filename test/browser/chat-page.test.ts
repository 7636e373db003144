// The example page in Chromium: two people, a server that is killed under them, a network without WebSocket.
import { once } from "node:events";
import { readFileSync, rmSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { serve, UserError } from "actorgen/node";
import { actors } from "../../examples/actors/index.js";
import { startServer, type ServerProcess } from "../end-to-end/server.js";
import { buildPage, servePage } from "./built-page.js";
import { describeInChromium, launchChromium } from "./chromium.js";
import { Person, type PersonOptions } from "./person.js";
import { proxyWithoutUpgrades } from "./proxy-without-upgrades.js";

describeInChromium("the chat page in Chromium", () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: ServerProcess;
  let page: Awaited<ReturnType<typeof servePage>>;

  beforeAll(async () => {
    // Not beside the build, which is one for production: a server started meanwhile would refuse pages of other ports.
    built = await buildPage();
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
    page = await servePage(built.folder, server.url);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([page?.close(), server?.stop()]);
    built?.remove();
    // Nothing went wrong in the server that no page told of.
    expect(server.log()).toBe("");
  });

  /** Joins a room; the page is closed after the test, and must have had nothing to complain of. */
  async function join(room: string, name: string, options: PersonOptions = {}, url = page.url): Promise<Person> {
    const person = await Person.join(browser, url, room, name, options);
    onTestFinished(() => person.leaves());
    return person;
  }

  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

  /** What axe finds wrong: rule and places. */
  async function findings(person: Person): Promise<unknown> {
    await person.page.evaluate(axe);
    return person.page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => html + failureSummary)]))",
    );
  }

  test("two people talk; a private message reaches one", async () => {
    const ann = await join("talk", "ann");
    await ann.sees("Nothing has been said yet.");
    const ben = await join("talk", "ben");
    const cleo = await join("talk", "cleo");
    // Its event comes before its reply: at no moment are there two.
    const most = await ann.mostAtOnce("Hello everyone!");
    await ann.says("Hello everyone!");
    await ben.sees("Hello everyone!");
    await ben.says("Hello ann.");
    await ann.button("Write to ben privately").click();
    await ann.says("Between us");
    await ben.sees("Between us");
    await ben.sees("privately to you");
    await ben.says("The end.");
    for (const person of [ann, ben]) await person.readsAll(["Hello everyone!", "Hello ann.", "Between us", "The end."]);
    expect(await most()).toBe(1);
    await cleo.readsAll(["Hello everyone!", "Hello ann.", "The end."]);
    for (const person of [ann, ben, cleo]) expect(person.faults).toEqual([]);
  });

  test("who types is shown to others, and no more when they stop or have sent", async () => {
    const ann = await join("typing", "ann");
    const ben = await join("typing", "ben");
    await ben.message.pressSequentially("Let me");
    await ann.sees("ben is typing");
    await ann.seesNoMore("ben is typing");
    await ben.message.pressSequentially(" see");
    await ann.sees("ben is typing");
    await ben.message.press("Enter");
    await ann.sees("Let me see");
    await ann.seesNoMore("ben is typing");
    expect(await ben.page.getByText("is typing").count()).toBe(0);
  });

  test("a move is seen by the other, and is still there after a reload", async () => {
    const ann = await join("board", "ann");
    const ben = await join("board", "ben");
    await ann.board.click({ position: { x: 100, y: 60 } });
    await ben.sees("ann moved to C2.");
    await ben.sees("on C2");
    await ben.page.reload();
    await ben.sees("on C2");
    // Arrow keys stop at the edge.
    await ann.board.focus();
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight"]) await ann.page.keyboard.press(key);
    await ben.sees("on D1");
    await ann.sees("You, on D1");
    expect([...ann.faults, ...ben.faults]).toEqual([]);
  });

  test("declared errors are told in words: muted, watching, not here", async () => {
    const ann = await join("refusals", "ann");
    const ben = await join("refusals", "ben", { watching: true });
    await ben.board.click({ position: { x: 100, y: 100 } });
    await ben.sees("You are watching. To move a piece, leave and join as a player.");

    await ann.button("Mute ben").click();
    await ann.sees("ben is muted for 30 seconds.");
    await ben.says("Am I heard?");
    const refusal = ben.page.getByRole("alert").filter({ hasText: "Not sent. You are muted until" });
    await refusal.waitFor();
    expect(await ann.texts()).toEqual([]);
    await refusal.getByRole("button", { name: "Discard" }).click();
    await refusal.waitFor({ state: "detached" });

    await ben.button("Leave").click();
    await ben.page.getByLabel("Your name").waitFor();
    await ann.button("Write to ben privately").click();
    // The connection that ben has left goes after a moment.
    await expect
      .poll(
        async () => {
          await ann.says("Where are you?");
          const refused = ann.page.getByText("Not sent. ben is not here right now.");
          const sent = ann.page.locator('[data-state="sent"]');
          const before = await sent.count();
          await Promise.race([
            refused.waitFor(),
            expect.poll(() => sent.count(), { timeout: 5_000 }).toBeGreaterThan(before),
          ]).catch(() => {});
          return refused.count();
        },
        { timeout: 20_000, interval: 200 },
      )
      .toBe(1);
    expect([...ann.faults, ...ben.faults]).toEqual([]);
  });

  test("a refused visit, and messages that cannot be loaded, are told, and can be tried again", async () => {
    let open = false;
    const guarded = await serve(actors, {
      port: 0,
      store: "memory",
      authorize(_request, { params, action }) {
        if (JSON.stringify(params).includes("stranger")) throw new UserError("Members only.", { code: "members_only" });
        return open || action !== "history";
      },
    });
    onTestFinished(() => guarded.close());
    const own = await servePage(built.folder, guarded.url);
    onTestFinished(() => own.close());
    const stranger = await Person.open(browser, own.url, "guarded", "stranger");
    onTestFinished(() => stranger.leaves());
    await stranger.page.getByLabel("Your name").fill("stranger");
    await stranger.button("Join").click();
    await stranger.sees("Members only.");
    expect(await findings(stranger)).toEqual([]);
    await stranger.page.keyboard.press("Enter");
    await stranger.page.getByLabel("Your name").waitFor();

    const member = await join("guarded", "member", {}, own.url);
    const failure = member.page.getByRole("alert").filter({ hasText: "The messages could not be loaded." });
    await failure.waitFor();
    expect(await findings(member)).toEqual([]);
    open = true;
    await failure.getByRole("button", { name: "Try again" }).click();
    // What a connection may do is asked once: a new one is asked anew.
    await member.page.reload();
    await member.sees("Nothing has been said yet.");
    expect([...stranger.faults, ...member.faults]).toEqual([]);
  });

  test("names that objects have already are names like others", async () => {
    const odd = await join("odd", "constructor");
    const ann = await join("odd", "ann");
    await odd.says("I was never muted.");
    await ann.sees("I was never muted.");
    await odd.board.focus();
    await odd.page.keyboard.press("ArrowDown");
    await ann.sees("constructor moved to A2.");
    expect([...odd.faults, ...ann.faults]).toEqual([]);
  });

  test("the server is killed under two people and comes back: nothing is missed, nothing is there twice", async () => {
    const folder = mkdtempSync(joinPath(tmpdir(), "actorgen-browser-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const store = joinPath(folder, "store.db");
    const first = await startServer(0, store);
    const port = Number(new URL(first.url).port);
    let running = first;
    onTestFinished(() => void running.child.kill("SIGKILL"));
    const own = await servePage(built.folder, first.url);
    onTestFinished(() => own.close());
    const ann = await join("restart", "ann", {}, own.url);
    const ben = await join("restart", "ben", {}, own.url);

    const expected: string[] = [];
    for (let round = 1; round <= 2; round++) {
      // Some of these are on their way when the server dies.
      const before = [1, 2, 3].map((number) => `before ${round}.${number}`);
      for (const text of before) await ann.says(text);
      const exit = once(running.child, "exit");
      running.child.kill("SIGKILL");
      await exit;
      for (const person of [ann, ben]) {
        await person.sees("Reconnecting");
        await person.sees("Connection lost. Reconnecting; what you write now is sent then.");
      }
      const meanwhile = `meanwhile ${round}`;
      await ben.says(meanwhile);
      await ben.sees("Sending");
      running = await startServer(port, store);
      for (const person of [ann, ben]) await person.sees("Connected");
      const privately = `privately ${round}`;
      await ann.page.getByLabel("To", { exact: true }).selectOption("ben");
      await ann.says(privately);
      await ann.page.getByLabel("To", { exact: true }).selectOption("");
      await ben.board.focus();
      await ben.page.keyboard.press("ArrowDown");
      await ann.sees(`ben moved to A${round + 1}.`);
      expected.push(...before, meanwhile, privately);
      for (const person of [ann, ben]) await person.readsAll(expected);
    }
    // What the browser itself says of a server that is down, and nothing else.
    const faults = [...ann.faults, ...ben.faults].filter((text) => !/^WebSocket connection to|ERR_/.test(text));
    expect(faults).toEqual([]);
    await running.stop();
  });

  test("where WebSocket is refused, events come as a stream", async () => {
    const proxy = await proxyWithoutUpgrades(server.url);
    onTestFinished(() => proxy.close());
    const behind = await servePage(built.folder, proxy.url);
    onTestFinished(() => behind.close());
    const ann = await join("streams", "ann", {}, behind.url);
    const ben = await join("streams", "ben");
    await ben.says("Do you read me?");
    await ann.sees("Do you read me?");
    await ann.says("I do.");
    await ben.sees("I do.");
    await ann.board.focus();
    await ann.page.keyboard.press("ArrowRight");
    await ben.sees("ann moved to B1.");
    await ben.button("Write to ann privately").click();
    await ben.says("Psst");
    await ann.sees("Psst");
    await ann.readsAll(["Do you read me?", "I do.", "Psst"]);
    expect(proxy.upgrades()).toBeGreaterThan(0);
    expect(ann.faults.filter((text) => !text.startsWith("WebSocket connection to"))).toEqual([]);
    expect(ben.faults).toEqual([]);
  });

  test("the policy of the page forbids eval and inline code, and the page does not miss them", async () => {
    const ann = await Person.open(browser, page.url, "policy", "ann");
    onTestFinished(() => ann.leaves());
    const refused = await ann.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'ran'";
      document.head.append(script);
      return document.title;
    });
    expect(refused).toBe("Meadow");
    await ann.page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (violation) =>
        console.error(`violation: ${violation.violatedDirective}`),
      );
    });
    ann.faults.length = 0;
    await ann.page.reload();
    await ann.page.getByLabel("Your name").fill("ann");
    await ann.button("Join").click();
    await ann.sees("Connected");
    await ann.says("Plain code");
    await ann.readsAll(["Plain code"]);
    expect(ann.faults).toEqual([]);
    // In a task of the page's own: what the test evaluates directly is exempt.
    const outcome = await ann.page.evaluate(
      () =>
        new Promise((resolve) =>
          setTimeout(() => {
            try {
              resolve(new Function("return 'ran'")());
            } catch (error) {
              resolve(error instanceof Error && error.name);
            }
          }),
        ),
    );
    expect(outcome).toBe("EvalError");
  });

  test("everything can be done by keyboard", async () => {
    const ben = await join("keys", "ben");
    const ann = await Person.open(browser, page.url, "keys", "ann");
    onTestFinished(() => ann.leaves());
    const { keyboard } = ann.page;
    await ann.page.getByLabel("Your name").waitFor();
    await keyboard.press("Enter");
    await ann.sees("Enter a name, so that others know who is talking.");
    await keyboard.type("ann");
    await keyboard.press("Enter");
    await ann.sees("Connected");
    await ann.sees("on A1");
    await keyboard.type("one");
    await keyboard.press("Shift+Enter");
    await keyboard.type("two");
    await keyboard.press("Enter");
    await ben.sees("one\ntwo");
    await keyboard.press("Tab");
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowDown");
    await ben.sees("on B2");
    const ring = await ann.board.evaluate((board) => getComputedStyle(board).outlineStyle);
    expect(ring).toBe("solid");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await keyboard.type("only you");
    await keyboard.press("Enter");
    await ben.sees("privately to you");
    await ben.sees("only you");
    expect([...ann.faults, ...ben.faults]).toEqual([]);
  });

  test("axe finds nothing, light and dark, wide and narrow, and nothing is cut off", async () => {
    const looks = [
      { colorScheme: "light", width: 1280 },
      { colorScheme: "dark", width: 360 },
      { colorScheme: "light", width: 360 },
      { colorScheme: "dark", width: 1280 },
    ] as const;
    /** In every look; on narrow screens, each part of a room. */
    async function inspect(person: Person): Promise<void> {
      for (const { colorScheme, width } of looks) {
        await person.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await person.page.setViewportSize({ width, height: 720 });
        for (const part of width < 800 ? await person.page.locator("nav button").all() : [undefined]) {
          await part?.click();
          expect(await findings(person), `${colorScheme}, ${width} px`).toEqual([]);
        }
        expect(await person.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
    const ann = await Person.open(browser, page.url, "axe", "ann");
    onTestFinished(() => ann.leaves());
    await ann.button("Join").click();
    await ann.sees("Enter a name, so that others know who is talking.");
    expect(await findings(ann)).toEqual([]);
    await ann.page.getByLabel("Your name").fill("ann");
    await ann.button("Join").click();
    await ann.sees("Nothing has been said yet.");
    expect(await findings(ann)).toEqual([]);

    const ben = await join("axe", "ben");
    await ben.says("Hello!");
    await ben.button("Write to ann privately").click();
    await ben.says("A word of your own");
    await ann.sees("A word of your own");
    const long = `A long address: https://example.com/${"a".repeat(200)}`;
    await ann.says(long);
    await ben.sees(long);
    await ben.button("Mute ann").click();
    await ben.sees("ann is muted for 30 seconds.");
    await ann.says("Refused");
    await ann.page.getByText("Not sent.").waitFor();
    await inspect(ann);
    expect([...ann.faults, ...ben.faults]).toEqual([]);
  });
});
