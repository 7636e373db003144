// A few texts that a regular expression matches, made from its syntax.
import { createRequire } from "node:module";
import type { AST } from "@eslint-community/regexpp";

const require = createRequire(import.meta.url);
/** Texts that one part of an expression gives. */
const maxTexts = 6;
/** Repetitions that are written out. */
const maxRepeats = 2_000;
const characters = [
  ..."aZbz05-_./:@ ,'\"#+=%é€\t\n😀",
  ..."cdefghijklmnopqrstuvwxyABCDEFGHIJKLMNOPQRSTUVWXY12346789!$&()*;<>?[]^`{|}~",
];

/** Up to a dozen matching texts; none where the syntax is not known or lookarounds get in the way. */
export function patternTexts(source: string, flags: string): readonly string[] {
  try {
    const { RegExpParser } = require("@eslint-community/regexpp") as typeof import("@eslint-community/regexpp");
    const unicode = flags.includes("u");
    const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
      unicode,
      unicodeSets: flags.includes("v"),
    });
    const expression = new RegExp(source, flags.replace(/[gy]/g, ""));
    const made = pattern.alternatives.flatMap((alternative) => sequence(alternative.elements, flags));
    return [...new Set(made)].filter((text) => expression.test(text)).slice(0, 12);
  } catch {
    return [];
  }
}

function sequence(elements: readonly AST.Element[], flags: string): readonly string[] {
  const parts = elements.map((element) => textsOf(element, flags));
  if (parts.some((texts) => texts.length === 0)) return [];
  const first = parts.map((texts) => texts[0] ?? "");
  const varied = parts.flatMap((texts, index) => texts.slice(1).map((text) => first.with(index, text).join("")));
  return [first.join(""), ...spread(varied)];
}

function textsOf(element: AST.Element, flags: string): readonly string[] {
  switch (element.type) {
    case "Character":
      return [String.fromCodePoint(element.value)];
    case "CharacterClass":
    case "CharacterSet":
    case "ExpressionCharacterClass": {
      const one = new RegExp(`^(?:${element.raw})$`, flags.replace(/[gym]/g, ""));
      return characters.filter((character) => one.test(character)).slice(0, maxTexts);
    }
    case "Group":
    case "CapturingGroup":
      return spread(element.alternatives.flatMap((alternative) => sequence(alternative.elements, flags)));
    case "Quantifier": {
      const texts = textsOf(element.element, flags);
      const { min, max } = element;
      const counts = [...new Set([Math.max(min, max > 0 && min === 0 ? 1 : 0), min, min + 1, max])].filter(
        (count) => count >= min && count <= max && count <= maxRepeats,
      );
      const [text = ""] = texts;
      const others = texts.slice(1).map((other) => other.repeat(Math.max(min, 1)));
      return [...counts.map((count) => text.repeat(count)), ...(max > 0 ? others : [])].slice(0, maxTexts);
    }
    case "Assertion":
    case "Backreference":
      return [""];
  }
}

// Evenly from the whole list, so that the last alternatives are heard too.
function spread(texts: readonly string[]): readonly string[] {
  if (texts.length <= maxTexts) return texts;
  return Array.from({ length: maxTexts }, (_, index) => texts[Math.floor((index * texts.length) / maxTexts)] ?? "");
}
