// Hostile names and docs: what people, languages and attackers put where a plain word was expected.
import type { Chance } from "./chance.js";

/** Code that must never run: it may stand in strings, comments and property names alone. */
export const sentinel = "SENTINEL()";

const attacks = [
  `*/ ${sentinel} /*`,
  `"; ${sentinel}; "`,
  `'; ${sentinel}; '`,
  `\`; ${sentinel}; \``,
  `\${${sentinel}}`,
  `\\"; ${sentinel}; //`,
  `\\\`\${${sentinel}}`,
  `\u2028${sentinel}\u2029`,
  `\n${sentinel}\n`,
  `\r${sentinel}\r\n`,
  `</script><script>${sentinel}</script>`,
  `<!-- ${sentinel} -->`,
  `]: ${sentinel}, [`,
  `}; ${sentinel}; ({`,
  `): ${sentinel}; (`,
  `// ${sentinel}`,
  `/* ${sentinel}`,
  `@example ${sentinel}`,
  `*\\/ ${sentinel}`,
  `**/ ${sentinel} /**`,
];
const odd = [
  ..."🦄 👩‍👩‍👧 é e\u0301 ñ 名前 اسم \u202egnp.exe \u200b \u0000 \u007f \ud800 ' \" ` \\ / . .. ../ ../../etc/passwd C:\\con a/b".split(
    " ",
  ),
  " ",
  "a b",
  "%s",
  "$&",
  "$1",
  "$`",
  "{}",
  "[]",
  "<T>",
  "-1",
  "1e3",
  "0x10",
  "1_000",
  "01",
  "NaN",
  "#private",
  "@type",
  "?",
  "x".repeat(300),
];
const words = (
  "then catch finally on once constructor prototype toString valueOf hasOwnProperty __defineGetter__ default class " +
  "function return await async yield let static of type interface enum null undefined true this super import export " +
  "arguments eval new delete in instanceof typeof void with name length key id ready connect dispose value issues list " +
  "payload data code message action event state actions events args c options input output result error string number " +
  "index before check read write Date Map Set Promise Object Array Record JSON get set as is keyof readonly declare " +
  "module namespace require exports process globalThis self window NaN Infinity Message message MESSAGE"
).split(" ");
const identifiers = [
  ..."_ $ __ $$ _0 a1 été 名前 ünïcode Straße ſ ı İ ǅ ª ℮ 𝒳 ac\u200cdc".split(" "),
  "x".repeat(200),
  `a${"B".repeat(60)}`,
];
/** What no schema may use, in one place or another: each must be told with its line. */
const forbidden = ["", "__proto__", "0", "42", "4294967294"];

/** Any text: the name of a property, an action, an event, an error; a literal; a key. */
export function anyName(chance: Chance): string {
  if (chance.happens(0.004)) return chance.pick(forbidden);
  return chance.happens(0.25)
    ? chance.pick(attacks)
    : chance.happens(0.3)
      ? chance.pick(odd)
      : chance.happens(0.5)
        ? chance.pick(words)
        : `${chance.pick(identifiers)}${chance.pick(attacks)}${chance.integer(0, 9)}`;
}

/** The name of an action: those that connections have themselves are refused, so they are rarer. */
export function actionName(chance: Chance): string {
  const name = anyName(chance);
  const taken =
    /^(then|catch|finally|on|once|connect|dispose|ready|key|id|name|constructor|prototype|toString|valueOf)$/;
  return (taken.test(name) || /^(hasOwnProperty|events|__defineGetter__)$/.test(name)) && chance.happens(0.97)
    ? `${name}2`
    : name;
}

/** A name that may stand where the language wants an identifier: an argument, an exported schema, an actor. */
export function identifier(chance: Chance): string {
  const name = chance.happens(0.5) ? chance.pick(identifiers) : chance.pick(words);
  return chance.happens(0.9) ? `${name}${chance.pick(["A", "Z", "_x", "9", "Ω"])}` : name;
}

/** A doc. */
export function anyDoc(chance: Chance): string {
  return Array.from({ length: chance.integer(1, 3) }, () => chance.pick([...attacks, ...odd, ...words])).join(
    chance.pick([" ", "\n", "\n\n"]),
  );
}
