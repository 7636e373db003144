// Finds loops of a regular expression that can match one text in two ways, such as `(a|a)*` and `((ab)*)*`.
import type * as regexpp from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";
import type * as refa from "refa";
import type { JS, NFA, ReadonlyWord } from "refa";
import type { ParsedLiteral } from "scslre";

/** What reads expressions; loaded by the caller, when there are any. */
export interface RegexLibraries {
  readonly refa: typeof refa;
  readonly regexpp: typeof regexpp;
}

type Group = AST.Group | AST.CapturingGroup;

/** States of an automaton after which a loop is let pass, because telling would take too long. */
const maxStates = 500;

/**
 * A text that some loop can match in two ways, so that n of it match in 2^n ways, all of which are tried when the rest
 * does not match. Found are loops in which two branches fit one text, or a round more fits the same.
 */
export function ambiguousText(parsed: ParsedLiteral, libraries: RegexLibraries): string | undefined {
  const automata = new Automata(libraries.refa, libraries.refa.JS.Parser.fromAst(parsed));
  const loops: AST.Quantifier[] = [];
  let found: ReadonlyWord | undefined;
  const look = (commonWord: (loop: AST.Quantifier) => ReadonlyWord | undefined): void => {
    const loop = loops.at(-1);
    if (loop === undefined || found !== undefined) return;
    try {
      const word = commonWord(loop);
      if (word && automata.mayFailAfter(loop, word, parsed.flags)) found = word;
    } catch {
      // Too large, or with assertions or back references, which automata do not have.
    }
  };
  const branches = (group: Group): void => look((loop) => automata.commonToBranches(group, loop));
  libraries.regexpp.visitRegExpAST(parsed.pattern, {
    onQuantifierEnter(quantifier) {
      if (quantifier.max !== Infinity) return;
      loops.push(quantifier);
      look((loop) => automata.commonToRounds(loop));
    },
    onQuantifierLeave(quantifier) {
      if (quantifier === loops.at(-1)) loops.pop();
    },
    onGroupEnter: branches,
    onCapturingGroupEnter: branches,
  });
  return found && String.fromCodePoint(...found);
}

/** What follows a loop until the match is complete; undefined inside an assertion. */
function elementsAfter(loop: AST.Quantifier): readonly AST.Element[] | undefined {
  const after: AST.Element[] = [];
  for (let node: AST.Node = loop; node.parent !== null; node = node.parent) {
    const { parent }: AST.Node = node;
    if (parent.type === "Assertion") return undefined;
    if (parent.type !== "Alternative") continue;
    after.push(...parent.elements.slice(parent.elements.findIndex((element) => element === node) + 1));
  }
  return after;
}

/** Compares parts of one expression as automata. Throws for what has none, or too large a one. */
class Automata {
  readonly #refa: RegexLibraries["refa"];
  readonly #parser: JS.Parser;

  constructor(refa: RegexLibraries["refa"], parser: JS.Parser) {
    this.#refa = refa;
    this.#parser = parser;
  }

  /** A word of one round of the loop, in which two branches of the group fit the group's part. */
  commonToBranches(group: Group, loop: AST.Quantifier): ReadonlyWord | undefined {
    const [first, ...others] = group.alternatives.map((alternative) => this.#automaton(alternative));
    for (const other of others) {
      const word = first && this.#common(first, other);
      if (word) return this.#roundWith(word, group, loop);
      first?.union(other);
    }
    return undefined;
  }

  #roundWith(word: ReadonlyWord, group: Group, loop: AST.Quantifier): ReadonlyWord {
    // Throws where a round would be too long to write.
    this.#automaton(loop.element);
    let round = word;
    for (let node: AST.Node = group; node.parent !== null && node !== loop.element; node = node.parent) {
      const { parent }: AST.Node = node;
      if (parent.type === "Quantifier") round = Array.from({ length: parent.min || 1 }, () => round).flat();
      if (parent.type !== "Alternative") continue;
      const index = parent.elements.findIndex((element) => element === node);
      const [before, after] = [parent.elements.slice(0, index), parent.elements.slice(index + 1)];
      const shortest = (element: AST.Element): ReadonlyWord => this.#shortest(this.#automaton(element)) ?? [];
      round = [...before.flatMap(shortest), ...round, ...after.flatMap(shortest)];
    }
    return round;
  }

  /** A word that so many rounds of the loop fit, and one round more. */
  commonToRounds({ element }: AST.Quantifier): ReadonlyWord | undefined {
    const round = this.#automaton(element);
    round.withoutEmptyWord();
    const rounds = [1, 2, 3].map((count) => {
      const some = round.copy();
      some.quantify(count, count);
      return some;
    });
    const [one, two, three] = rounds;
    return one && two && three && (this.#common(one, two) ?? this.#common(two, three));
  }

  /** Can a text that goes on with this word fail in the end? If not, the loop is never gone back into. */
  mayFailAfter(loop: AST.Quantifier, word: ReadonlyWord, { multiline }: AST.Flags): boolean {
    const after = elementsAfter(loop);
    if (after === undefined) return false;
    const { NFA, DFA } = this.#refa;
    const rest = this.#automaton(loop.element);
    rest.quantify(0, Infinity);
    const end = after.findIndex((element) => element.type === "Assertion" && element.kind === "end" && !multiline);
    try {
      for (const element of end < 0 ? after : after.slice(0, end)) rest.append(this.#automaton(element));
    } catch {
      return true;
    }
    if (end < 0) {
      rest.append(NFA.all({ maxCharacter: rest.maxCharacter }));
      return !rest.test([...word, ...word, ...word]);
    }
    const others = DFA.fromFA(rest, new DFA.LimitedNodeFactory(maxStates));
    others.complement();
    return !others.isEmpty;
  }

  #automaton(element: AST.Element | AST.Alternative): NFA {
    const { NFA } = this.#refa;
    const { expression, maxCharacter } = this.#parser.parseElement(element);
    return NFA.fromRegex(expression, { maxCharacter }, {}, new NFA.LimitedNodeFactory(maxStates));
  }

  #common(one: NFA, other: NFA): ReadonlyWord | undefined {
    const { NFA } = this.#refa;
    const both = NFA.fromIntersection(one, other, new NFA.LimitedNodeFactory(maxStates));
    both.withoutEmptyWord();
    return this.#shortest(both);
  }

  #shortest(automaton: NFA): ReadonlyWord | undefined {
    const { FAIterators, Words } = this.#refa;
    const sets = FAIterators.shortestWordSet(automaton.transitionIterator());
    return sets && Words.pickMostReadableWord(sets);
  }
}
