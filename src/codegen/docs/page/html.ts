// HTML as text: every value that is put in is escaped, unless it is HTML already.

/** Text that is HTML. Made by `html` alone, so that nothing reaches the page unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may be put into a template: text is escaped, lists are joined, `false` and `undefined` are nothing. */
export type Part = string | number | Html | readonly Part[] | false | undefined;

/** A piece of a page. Attributes must stand in double quotes. The template's own indentation is left out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text.replace(/\n\s+/g, "\n") + textOf(parts[index])).join(""));
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(textOf).join("");
  return escape(String(part));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  // Control characters, and half pairs, have no place in HTML; marks that turn the direction of text could hide some of it.
  return text
    .replace(/[&<>"']/g, (char) => entities[char] ?? "")
    .replace(/[\p{Cc}\p{Cs}\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, (char) =>
      char === "\n" || char === "\t"
        ? char
        : `\u27E8U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}\u27E9`,
    );
}

/** Text of a doc comment: paragraphs, with `code` in backticks. No other markup. */
export function prose(text: string | undefined): Html | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const paragraphs = text.split(/(?:\r\n|[\r\n\u2028\u2029])\s*(?:\r\n|[\r\n\u2028\u2029])/);
  return html`${paragraphs.map((paragraph) => html`<p>${withCode(paragraph.trim().replace(/[\u2028\u2029]/g, "\n"))}</p>`)}`;
}

/** One line of text, with `code` in backticks. */
export function withCode(text: string): Html {
  return html`${text.split(/`([^`\n]+)`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** An id of the page, from names that may hold anything. Different names give different ids. */
export function anchor(...names: readonly string[]): string {
  return names
    .map((name) => name.replace(/[^\w-]/gu, (char) => `.${(char.codePointAt(0) ?? 0).toString(16)}.`))
    .join("/");
}
