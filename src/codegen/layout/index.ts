// Lays emitted TypeScript out as Prettier does, for a tenth of the work: without a syntax tree, and without documents where a line fits.
import { commentLines } from "./comments.js";
import { topLevel } from "./declarations.js";
import { flat, lines, type Doc } from "./docs.js";
import { isBlock, type Part } from "./statements.js";
import { Tokens, UnknownLayout, type LineStyle } from "./tokens.js";

export type { LineStyle };

/**
 * The text that Prettier makes of `source` with these options and its defaults; undefined where it holds something that
 * this layout has no rule for. A test holds the two equal.
 */
export function layoutCode(source: string, style: LineStyle): string | undefined {
  try {
    return new CodeLayout(source, style).text();
  } catch (error) {
    if (error instanceof UnknownLayout) return undefined;
    throw error;
  }
}

class CodeLayout {
  readonly #tokens: Tokens;
  readonly #style: LineStyle;
  readonly #step: string;
  #text = "";

  constructor(source: string, style: LineStyle) {
    this.#tokens = new Tokens(source, style);
    this.#style = style;
    this.#step = style.useTabs ? "\t" : " ".repeat(style.tabWidth);
  }

  text(): string {
    const tokens = this.#tokens;
    while (tokens.kind !== "end") {
      if (tokens.breaks > 1 && this.#text !== "") this.#text += "\n";
      if (tokens.kind === "comment") {
        const { text } = tokens;
        tokens.next();
        if (tokens.breaks === 0) throw new UnknownLayout("a comment beside code");
        this.#text += `${commentLines(text).join("\n")}\n`;
      } else this.#put(topLevel(tokens), 0);
    }
    return this.#text;
  }

  #put(parts: readonly Part[], depth: number): void {
    for (const part of parts) {
      if (isBlock(part)) this.#put(part.inside, depth + 1);
      else this.#line(part, depth);
    }
  }

  #line(doc: Doc, depth: number): void {
    if (doc === "") {
      this.#text += "\n";
      return;
    }
    const indentation = this.#step.repeat(depth);
    // A text alone cannot break, however wide it is.
    if (typeof doc === "string" && !doc.includes("\n")) {
      this.#text += `${indentation}${doc}\n`;
      return;
    }
    const one = flat(doc);
    if (one !== undefined && one.length + depth * this.#style.tabWidth <= this.#style.printWidth) {
      this.#text += `${indentation}${one}\n`;
      return;
    }
    for (const text of lines(doc, depth, this.#style).split("\n"))
      this.#text += text === "" ? "\n" : `${indentation}${text}\n`;
  }
}
