// Someone at a page of their own: what they do, and what they see.
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** What a person's page is. */
export interface PersonOptions extends Pick<BrowserContextOptions, "viewport" | "colorScheme" | "reducedMotion"> {
  readonly watching?: boolean;
}

/** A page in a browser profile of its own. */
export class Person {
  readonly page: Page;
  readonly name: string;
  /** What the browser's console told of, in red. */
  readonly faults: string[] = [];

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(message.text());
    });
    page.on("pageerror", (error) => this.faults.push(`uncaught: ${error.message}`));
  }

  /** Opens the page at the door of a room. */
  static async open(browser: Browser, url: string, room: string, name: string, options: PersonOptions = {}) {
    const { watching: _watching, ...profile } = options;
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...profile });
    const person = new Person(await context.newPage(), name);
    await person.page.goto(`${url}/?${new URLSearchParams({ room }).toString()}`);
    return person;
  }

  /** Opens the page and joins; resolves when both rooms are connected. */
  static async join(browser: Browser, url: string, room: string, name: string, options: PersonOptions = {}) {
    const person = await Person.open(browser, url, room, name, options);
    await person.page.getByLabel("Your name").fill(name);
    if (options.watching) await person.page.getByLabel("I watch").check();
    await person.button("Join").click();
    await person.sees("Connected");
    return person;
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name });
  }

  get message(): Locator {
    return this.page.getByLabel("Message", { exact: true });
  }

  get board(): Locator {
    return this.page.getByRole("application");
  }

  async says(text: string): Promise<void> {
    await this.message.fill(text);
    await this.message.press("Enter");
  }

  async sees(text: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).first().waitFor();
  }

  async seesNoMore(text: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).waitFor({ state: "hidden" });
  }

  /** The texts of the conversation that were sent, in order. */
  texts(): Promise<string[]> {
    return this.page.locator('[data-state="sent"] .text').allTextContents();
  }

  /** Resolves when the conversation is this, in any order: no text is missing and none is there twice. */
  async readsAll(texts: readonly string[]): Promise<void> {
    await expect
      .poll(async () => (await this.texts()).sort(), { timeout: 20_000, interval: 50 })
      .toEqual([...texts].sort());
  }

  /** Watches every frame that is painted from now on; the function it gives says how often a text stood there at most. */
  async mostAtOnce(text: string): Promise<() => Promise<number>> {
    const watch = await this.page.evaluateHandle((wanted) => {
      const seen = { most: 0 };
      const look = (): void => {
        const lines = [...document.querySelectorAll(".text")].filter((line) => line.textContent === wanted);
        seen.most = Math.max(seen.most, lines.length);
        requestAnimationFrame(look);
      };
      look();
      return seen;
    }, text);
    return () => watch.evaluate(({ most }) => most);
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }
}
