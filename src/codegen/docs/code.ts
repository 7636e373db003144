// Code laid out by width: brackets that do not fit on a line put each of their parts on one of its own.

/** A text, or parts between brackets. */
export type Code = string | { readonly open: string; readonly parts: readonly Code[]; readonly close: string };

/** The text of a code that begins `column` characters into a line and is indented by `indent`. */
export function codeText(code: Code, indent = 0, column = indent, width = 66): string {
  if (typeof code === "string") return code;
  const { open, parts, close } = code;
  const flat = flatText(code);
  if (column + flat.length <= width || parts.length === 0) return flat;
  // A wrapper around one part, such as `new Set([...])`, breaks inside that part.
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== "string" && /[(\s]$/.test(open))
    return `${open}${codeText(only, indent, column + open.length, width)}${close}`;
  const inner = " ".repeat(indent + 2);
  const lines = parts.map((part) => `${inner}${codeText(part, indent + 2, indent + 2, width)},`);
  return `${open}\n${lines.join("\n")}\n${" ".repeat(indent)}${close}`;
}

function flatText(code: Code): string {
  if (typeof code === "string") return code;
  const { open, parts, close } = code;
  const inner = parts.map(flatText).join(", ");
  return close === "}" && inner !== "" ? `${open} ${inner} ${close}` : `${open}${inner}${close}`;
}
