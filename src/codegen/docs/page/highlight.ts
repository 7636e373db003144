// Colours code: words of TypeScript, strings, comments and, where they are known, links to types.
import { anchor, html, type Html } from "./html.js";

const token =
  /(\/\/[^\n]*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(\b\d[\d._]*n?\b)|([\p{ID_Start}$_][\p{ID_Continue}$]*)(?=(\??:|\()?)/gu;
const keywords = new Set(
  "await async catch const else export false from function if import interface new null of return throw true try type undefined void readonly never unknown".split(
    " ",
  ),
);
const builtIn = new Set(
  "string number boolean bigint Date Map Set Uint8Array Promise Record Partial Readonly Array".split(" "),
);

/** TypeScript as HTML. Names in `types` become links to their section; a name before a colon is a member, not a type. */
export function highlight(code: string, types: ReadonlySet<string> = new Set()): Html {
  const parts: (string | Html)[] = [];
  let end = 0;
  for (const match of code.matchAll(token)) {
    const [whole, comment, string, number, word, after] = match;
    parts.push(code.slice(end, match.index), piece(whole, { comment, string, number, word, after }, types));
    end = match.index + whole.length;
  }
  parts.push(code.slice(end));
  return html`${parts}`;
}

interface Groups {
  readonly comment: string | undefined;
  readonly string: string | undefined;
  readonly number: string | undefined;
  readonly word: string | undefined;
  readonly after: string | undefined;
}

function piece(whole: string, { comment, string, number, word, after }: Groups, types: ReadonlySet<string>): Html {
  if (comment !== undefined) return html`<i class="c">${whole}</i>`;
  if (string !== undefined) return html`<i class="s">${whole}</i>`;
  if (number !== undefined) return html`<i class="n">${whole}</i>`;
  if (word !== undefined && after !== undefined && after !== "(") return html`${whole}`;
  const base = whole.replace(/Input$/, "");
  const type = types.has(whole) ? whole : types.has(base) ? base : undefined;
  if (type !== undefined) return html`<a href="#${anchor("types", type)}">${whole}</a>`;
  if (keywords.has(whole)) return html`<i class="k">${whole}</i>`;
  if (builtIn.has(whole)) return html`<i class="t">${whole}</i>`;
  return after === "(" ? html`<i class="f">${whole}</i>` : html`${whole}`;
}

/** A shell command as HTML. */
export function highlightShell(code: string): Html {
  const parts = code.split(/('(?:[^']|'\\'')*'|(?<=\s)-[A-Za-z]+)/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : html`<i class="${part.startsWith("-") ? "k" : "s"}">${part}</i>`))}`;
}
