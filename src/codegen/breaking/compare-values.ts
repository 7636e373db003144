// Compares the values of positions: by witnesses first, by proof where there are none.
import { someNode } from "../../../templates/typescript/view.js";
import type { JsonSchema } from "../../schema/json-schema.js";
import { ContractHasher, nameOfReference } from "../contract-hash.js";
import type { Locate } from "../read/findings.js";
import { pathText } from "../read/findings.js";
import type { Change, Witness } from "./change.js";
import { defaultChanges } from "./default-changes.js";
import { hasDocsChanged } from "./docs-changes.js";
import { resolved, type Definitions } from "./nodes.js";
import { isNamed, schemaOf, type Position } from "./positions.js";
import { ruleOf, type RuleId } from "./rules.js";
import { Samples } from "./samples.js";
import { Subset, type Direction } from "./subset.js";
import { loadConverters, typesOf, type Contracts, type Slot } from "./validators.js";
import { undeclared, verdictsOf, type Verdicts } from "./verdicts.js";
import { findWitnesses } from "./witness.js";

/** What all positions share. */
export interface Setting {
  readonly old: Contracts;
  readonly new: Contracts;
  readonly locate: Locate;
}

/** The changes of these positions, in their order. */
export async function compareValues(positions: readonly Position[], setting: Setting): Promise<readonly Change[]> {
  const [old, now] = [typesOf(setting.old), typesOf(setting.new)];
  const [oldHasher, newHasher] = [new ContractHasher(old), new ContractHasher(now)];
  const textOf = (side: Position["old"], hasher: ContractHasher): string =>
    side === null ? "null" : `${isNamed(side) && side.optional} ${hasher.text(schemaOf(side))}`;
  const changed = positions.filter((one) => textOf(one.old, oldHasher) !== textOf(one.new, newHasher));
  const [oldVerdicts, newVerdicts] = await Promise.all([
    sideVerdicts(
      setting.old,
      changed.map((position) => position.old),
      old,
    ),
    sideVerdicts(
      setting.new,
      changed.map((position) => position.new),
      now,
    ),
  ]);
  const comparison = new Comparison(setting.locate, old, now, (a, b) => oldHasher.text(a) === newHasher.text(b));
  return positions.flatMap((position) => {
    const index = changed.indexOf(position);
    const docs = hasDocsChanged(wordless(position.old), wordless(position.new))
      ? [comparison.change(position, "docs-changed", `The documentation of ${decapitalised(position.name)} changed.`)]
      : [];
    if (index < 0) return docs;
    const found = comparison.of(position, oldVerdicts[index] ?? undeclared, newVerdicts[index] ?? undeclared);
    return [...found, ...docs];
  });
}

async function sideVerdicts(
  contracts: Contracts,
  sides: readonly Position["old"][],
  definitions: Definitions,
): Promise<readonly Verdicts[]> {
  const slots = sides.map((side): Slot | null =>
    side === null ? null : isNamed(side) ? { args: [side] } : { value: side },
  );
  const declared = slots.filter((slot) => slot !== null);
  const converters = await loadConverters(contracts, declared);
  return slots.map((slot) => {
    const own = slot === null ? undefined : converters[declared.indexOf(slot)];
    return slot === null || own === undefined ? undeclared : verdictsOf(own, slot, definitions);
  });
}

class Comparison {
  readonly #locate: Locate;
  readonly #old: Definitions;
  readonly #new: Definitions;
  readonly #same: (old: JsonSchema, now: JsonSchema) => boolean;
  readonly #unknownKey: string;

  constructor(locate: Locate, old: Definitions, now: Definitions, same: (old: JsonSchema, now: JsonSchema) => boolean) {
    this.#locate = locate;
    this.#old = old;
    this.#new = now;
    this.#same = same;
    this.#unknownKey = "unknownKey";
  }

  of(position: Position, old: Verdicts, now: Verdicts): readonly Change[] {
    const { direction, rules, name } = position;
    const defaults = defaultChanges(schemaOf(position.old), schemaOf(position.new), this.#old, this.#new);
    const notes =
      direction === "out"
        ? []
        : defaults.map((note) => this.change(position, "default-changed", `${name}: ${note.text}.`, note.path));
    const hurting = this.#witnesses(position, direction, old, now);
    if (hurting.length > 0) return [...hurting.map((witness) => this.#hurt(position, witness)), ...notes];
    if (!this.#isProven(position, direction, false)) {
      const message = `${sentenceOf(position, rules.hurts)} Nothing was found that fails, and nothing proves that none does.`;
      return [{ ...this.change(position, rules.hurts, message), unproven: true }, ...notes];
    }
    if (position.old === null && position.new !== null && rules.added !== undefined)
      return [this.change(position, rules.added, `${name} is new.`), ...notes];
    const isSame = this.#isProven(position, direction, true) && this.#hasSameNames(position);
    if (isSame && notes.length > 0) return notes;
    const rule = isSame ? "schema-rephrased" : rules.eases;
    return [this.change(position, rule, sentenceOf(position, rule)), ...notes];
  }

  change(position: Position, rule: RuleId, message: string, below: readonly (string | number)[] = []): Change {
    const { severity, mend } = { mend: undefined, ...ruleOf(rule) };
    const path = position.isArgument && below.length > 0 ? below.slice(1) : below;
    const place = this.#placeOf(position, path);
    return {
      rule,
      severity,
      actor: position.actor,
      at: pathText([...position.path, ...path.map((part) => (typeof part === "number" ? "[]" : part))]),
      message,
      ...(mend !== undefined && { mend }),
      ...(place !== undefined && { place }),
    };
  }

  #hurt(position: Position, witness: Witness): Change {
    const { rules, isArgument } = position;
    const given: readonly unknown[] =
      isArgument && Array.isArray(witness.payload) ? witness.payload : [witness.payload];
    const [payload] = given;
    const path = isArgument ? witness.path.slice(1) : witness.path;
    const isGone = position.new === null && rules.removed !== undefined;
    const isNeeded =
      isArgument && (payload === undefined || payload === null) && wasOptional(position) && !isOptional(position);
    const rule = isGone ? (rules.removed ?? rules.hurts) : isNeeded ? "argument-required" : rules.hurts;
    const field =
      path.length === 0 ? "" : ` (${pathText(path.map((part) => (typeof part === "number" ? "[]" : part)))})`;
    const call = position.call?.(payload);
    return {
      ...this.change(position, rule, sentenceOf(position, rule, field), witness.path),
      witness: { ...witness, payload, path },
      ...(call !== undefined && { call }),
    };
  }

  #witnesses(position: Position, direction: Direction, old: Verdicts, now: Verdicts): readonly Witness[] {
    const [made, aimed] = direction === "out" ? [position.new, position.old] : [position.old, position.new];
    const [own, other] = direction === "out" ? [this.#new, this.#old] : [this.#old, this.#new];
    const [maker, taker] = direction === "out" ? [now, old] : [old, now];
    const same = (a: JsonSchema, b: JsonSchema): boolean => (direction === "out" ? this.#same(b, a) : this.#same(a, b));
    const samples = new Samples({ own, other, unknownKey: this.#unknownKey, same });
    const values = samplesOf(samples, schemaOf(made), schemaOf(aimed), position.isArgument);
    return findWitnesses({ direction, maker, taker, samples: values, unknownKey: this.#unknownKey });
  }

  // Does the schema alone prove that whoever takes the value takes every one? `reversed`: with the sides exchanged.
  #isProven(position: Position, direction: Direction, reversed: boolean): boolean {
    const old = schemaOf(position.old);
    const now = schemaOf(position.new);
    const isOld = (direction === "out") === reversed;
    const [made, taken] = isOld ? [old, now] : [now, old];
    if (taken === null) return made === null || !reversed;
    // Nothing declared: one absent value, which was tried.
    if (made === null) return !reversed;
    const [own, other] = isOld ? [this.#old, this.#new] : [this.#new, this.#old];
    if (reversed && position.isArgument && wasOptional(position) !== isOptional(position)) return false;
    return new Subset(own, other, direction).holds(made, taken);
  }

  // A field that comes or goes is no other way to write the same, even where it is dropped on arrival.
  #hasSameNames(position: Position): boolean {
    const [old, now] = [schemaOf(position.old), schemaOf(position.new)];
    return namesOf(old, this.#old) === namesOf(now, this.#new);
  }

  #placeOf(position: Position, path: readonly (string | number)[]): ReturnType<Locate> {
    const names: string[] = [...position.path];
    let node = schemaOf(position.new) ?? undefined;
    // A named type stands where it is exported.
    const enter = (): void => {
      if (node?.$ref === undefined) return;
      const name = nameOfReference(node.$ref);
      const place = this.#locate([name]);
      if (place !== undefined) names.splice(0, names.length, name);
      node = resolved(node, this.#new);
    };
    for (const part of path) {
      enter();
      const inner: JsonSchema | undefined =
        typeof part === "number"
          ? typeof node?.items === "object"
            ? node.items
            : node?.prefixItems?.[part]
          : node?.properties?.[part];
      if (typeof part === "string") names.push(part);
      node = inner;
    }
    return this.#locate(names);
  }
}

function* samplesOf(
  samples: Samples,
  made: JsonSchema | null,
  aimed: JsonSchema | null,
  isArgument: boolean,
): Generator<unknown> {
  if (made === null) {
    yield undefined;
    return;
  }
  if (!isArgument) yield undefined;
  const values = samples.of(made, aimed === null ? [] : [aimed]);
  if (!isArgument) yield* values;
  else {
    for (const value of values) yield [value];
    yield [];
    yield [null];
  }
}

// What is said of an argument stands beside its schema as well, and is compared there.
function wordless(side: Position["old"]): JsonSchema | null {
  if (side === null || !isNamed(side)) return schemaOf(side);
  const { description: _description, ...schema } = side.schema;
  return schema;
}

function wasOptional({ old }: Position): boolean {
  return old !== null && isNamed(old) && old.optional;
}

function isOptional(position: Position): boolean {
  return position.new !== null && isNamed(position.new) && position.new.optional;
}

const verbs: Partial<Readonly<Record<RuleId, string>>> = {
  "argument-narrowed": "takes less than before",
  "argument-required": "must be given, and could be left out before",
  "argument-widened": "takes more than before",
  "params-narrowed": "take less than before",
  "params-widened": "take more than before",
  "input-narrowed": "takes less than before",
  "input-widened": "takes more than before",
  "result-removed": "is gone",
  "error-data-removed": "is gone",
  "event-payload-removed": "is gone",
  "result-widened": "may be what old clients refuse",
  "error-data-widened": "may be what old clients refuse",
  "event-payload-widened": "may be what old clients refuse",
  "result-narrowed": "is always what old clients accept",
  "error-data-narrowed": "is always what old clients accept",
  "event-payload-narrowed": "is always what old clients accept",
  "state-narrowed": "does not fit what is stored",
  "state-changed": "changed, and fits all that is stored",
  "state-migrated": "does not fit what is stored; `version` was raised, so `migrate` must convert it",
  "conn-state-narrowed": "does not fit what is kept of open connections: they end, and clients connect anew",
  "conn-state-changed": "changed, and fits all that is kept",
  "auth-narrowed": "refuses identities that were accepted",
  "auth-widened": "accepts more than before",
  "schema-rephrased": "is written in another way, and stays the same",
};

function sentenceOf({ name }: Position, rule: RuleId, field = ""): string {
  return `${name}${field} ${verbs[rule] ?? "changed"}.`;
}

function namesOf(schema: JsonSchema | null, definitions: Definitions): string {
  const names = new Set<string>();
  const gather = (node: JsonSchema): boolean => {
    for (const name of Object.keys(node.properties ?? {})) names.add(name);
    return false;
  };
  if (schema !== null) someNode(schema, definitions, gather);
  return JSON.stringify([...names].sort());
}

function decapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
