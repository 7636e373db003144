// Reads emitted TypeScript token by token. It knows what templates emit, not the whole language.

/** How wide lines are and how they are indented: Prettier's options of these names. */
export interface LineStyle {
  readonly printWidth: number;
  readonly tabWidth: number;
  readonly useTabs: boolean;
}

/** What a token is. */
export type TokenKind = "word" | "string" | "template" | "number" | "regex" | "comment" | "mark" | "end";

/** The text holds something that this layout has no rule for: Prettier itself must print it. */
export class UnknownLayout extends Error {}

/** Ends the attempt to lay this text out without parsing it in full. */
export function unknown(what: string): never {
  throw new UnknownLayout(what);
}

const token =
  /([A-Za-z_$][\w$]*)|("(?:\\.|[^"\\\n])*")|(`(?:\\.|[^`\\\n])*`)|((?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?n?)(?![\w$])|(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(\.\.\.|[=!]==|=>|\+\+|--|&&|\|\||\?\?|\?\.|[=!<>]=|[-+*%!<>=?:;,.(){}[\]|&@])/y;
const regex = /\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const kinds: readonly TokenKind[] = ["word", "string", "template", "number", "comment", "mark"];

/** A cursor over the tokens of a text; `kind` and `text` are those of the token under it. */
export class Tokens {
  readonly source: string;
  readonly style: LineStyle;
  kind: TokenKind = "end";
  text = "";
  /** Where the token starts. */
  start = 0;
  /** Line breaks between the token and the one before it. */
  breaks = 0;
  #end = 0;

  constructor(source: string, style: LineStyle) {
    this.source = source;
    this.style = style;
    this.next();
  }

  /** Goes to the first token at or after `offset`, which must lie between tokens. */
  seek(offset: number): void {
    this.#end = offset;
    this.next();
  }

  /** Goes to the next token; gives the text of the one that was passed. */
  next(): string {
    const passed = this.text;
    const { source } = this;
    let start = this.#end;
    let breaks = 0;
    for (let code = source.charCodeAt(start); code === 32 || code === 10 || code === 9;) {
      if (code === 10) breaks++;
      code = source.charCodeAt(++start);
    }
    this.breaks = breaks;
    this.start = start;
    if (start === source.length) {
      this.kind = "end";
      this.text = "";
      this.#end = start;
      return passed;
    }
    token.lastIndex = start;
    const found = token.exec(source);
    if (found === null) return this.#regex(passed);
    let group = 1;
    while (group < found.length && found[group] === undefined) group++;
    this.kind = kinds[group - 1] ?? "end";
    this.text = found[0];
    this.#end = token.lastIndex;
    // Wide and combined characters take other columns than units.
    if ((this.kind === "string" || this.kind === "template") && /[^\x20-\x7e]/.test(this.text))
      unknown("a wide character");
    return passed;
  }

  #regex(passed: string): string {
    regex.lastIndex = this.start;
    const found = regex.exec(this.source);
    if (found === null) unknown("a character");
    if (/[^\x20-\x7e]/.test(found[0])) unknown("a wide character");
    this.kind = "regex";
    this.text = found[0];
    this.#end = regex.lastIndex;
    return passed;
  }

  /** Passes the rest of the line where it matches and fits however deep it stands; gives its text. */
  line(pattern: RegExp): string | undefined {
    const end = this.source.indexOf("\n", this.start);
    const text = this.source.slice(this.start, end);
    if (!fits(text, this) || !pattern.test(text)) return undefined;
    this.seek(end);
    return text;
  }

  /** Is this mark or word under the cursor? */
  is(text: string): boolean {
    return this.text === text && (this.kind === "mark" || this.kind === "word");
  }

  /** Passes it when it is there. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  /** Passes it. */
  expect(text: string): void {
    if (!this.take(text)) unknown(`${this.text} for ${text}`);
  }

  /** Passes a word and gives it. */
  word(): string {
    return this.kind === "word" ? this.next() : unknown(`${this.text} for a name`);
  }

  /** The text after the bracket that closes the one under the cursor. */
  afterBrackets(): string {
    const { start } = this;
    let depth = 0;
    do {
      if (this.kind === "end") unknown("an open bracket");
      if (this.kind === "mark" && "([{".includes(this.text)) depth++;
      if (this.kind === "mark" && ")]}".includes(this.text)) depth--;
      this.next();
    } while (depth > 0);
    const { text } = this;
    this.seek(start);
    return text;
  }
}

const deepest = 8;

/** Does this line fit however deep it stands? */
export function fits(text: string, { style }: Tokens): boolean {
  return text.length + deepest * style.tabWidth <= style.printWidth;
}
