// A person's mark: initials on a colour that follows from the name.

export function Avatar({ name }: { name: string }) {
  return (
    <span className="avatar" data-tone={toneOf(name)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** One of eight colours. */
export function toneOf(name: string): number {
  let sum = 1;
  for (const character of name) sum = (sum * 5 + (character.codePointAt(0) ?? 0)) % 9_973;
  return sum % 8;
}

export function initials(name: string): string {
  const [first = "", second] = name.trim().split(/\s+/);
  const [one = "?", two = ""] = first;
  return (one + (second === undefined ? two : ([...second][0] ?? ""))).toUpperCase();
}
