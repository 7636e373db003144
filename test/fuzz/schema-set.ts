// A random schema set: one schema file with hostile names and docs, and what must be found of it in what is emitted.
import { Chance } from "./chance.js";
import { actionName, anyDoc, anyName, identifier } from "./names.js";
import { anyRecipe, object, property, text, type Recipe } from "./recipes.js";

const reserved = new Set(
  (
    "class function return await async yield let static interface enum null true this super import export default " +
    "arguments eval new delete in instanceof typeof void with package private public implements undefined NaN Infinity"
  ).split(" "),
);

/** An action of a set. */
export interface SetAction {
  readonly args: ReadonlyMap<string, Recipe>;
  readonly returns: Recipe | undefined;
  readonly errors: ReadonlyMap<string, Recipe>;
}

/** An actor of a set. */
export interface SetActor {
  readonly actions: ReadonlyMap<string, SetAction>;
  readonly events: ReadonlyMap<string, Recipe | undefined>;
}

/** One schema file. */
export interface SchemaSet {
  readonly seed: number;
  readonly text: string;
  /** Those that an actor speaks of: the contract holds no others. */
  readonly types: ReadonlyMap<string, Recipe>;
  readonly actors: ReadonlyMap<string, SetActor>;
}

/** The set of a seed. */
export function schemaSet(seed: number): SchemaSet {
  const chance = new Chance(seed);
  const lines = ['import { defineActor } from "actorgen";', 'import { z } from "zod";'];
  const types = new Map<string, Recipe>();
  const definitions = new Map<string, string>();
  const taken = new Set(["z", "defineActor"]);
  // One set in forty keeps what cannot be exported under its own name, or differs in case alone.
  const reckless = chance.happens(0.025);
  const exported = (first: (name: string) => string): { local: string; as: string } => {
    for (;;) {
      const as = reckless && chance.happens(0.3) ? anyName(chance) : first(identifier(chance));
      const key = reckless ? as : as.toLowerCase();
      if (taken.has(key) || as === "default") continue;
      taken.add(key);
      return { local: `local${taken.size}`, as };
    }
  };
  const declare = ({ local, as }: { local: string; as: string }, value: string): void => {
    const plain = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(as) && !reserved.has(as);
    if (plain && chance.happens(0.6))
      lines.push(`${comment(chance)}export const ${as} = ${value};`, `const ${local} = ${as};`);
    else lines.push(`${comment(chance)}const ${local} = ${value};`, `export { ${local} as ${plain ? as : text(as)} };`);
  };

  for (let count = chance.integer(0, 3); count > 0; count--) {
    const one = exported((found) => `T${found}`);
    const recipe = object(chance, new Map([...types].map(([, known]) => [known.code, known])), 0);
    declare(one, recipe.code);
    types.set(one.as, { ...recipe, code: one.local });
    definitions.set(one.local, recipe.code);
  }
  const known = new Map([...types].map(([, recipe]) => [recipe.code, recipe]));
  const recipe = (): Recipe => anyRecipe(chance, known);

  const actors = new Map<string, SetActor>();
  for (let count = chance.integer(1, 2); count > 0; count--) {
    const one = exported((found) => `${chance.pick(["a", "_", "$", "名", "é"])}${found}`);
    const actions = new Map(
      chance
        .distinct(chance.integer(1, 4), () => actionName(chance))
        .map((action) => [action, setAction(chance, recipe)]),
    );
    const events = new Map(
      chance
        .distinct(chance.integer(0, 3), () => anyName(chance))
        .map((event) => [event, chance.happens(0.2) ? undefined : recipe()]),
    );
    actors.set(one.as, { actions, events });
    const parts = ["defineActor({", "actions: {"];
    for (const [action, own] of actions) parts.push(`${comment(chance)}${property(action, actionCode(own))},`);
    parts.push("},", "events: {");
    for (const [event, payload] of events)
      parts.push(`${comment(chance)}${property(event, payload?.code ?? "z.void()")},`);
    declare(one, `${parts.join("\n")}\n} })`);
  }
  // Those of which an actor speaks, and those of which these speak.
  const spoken = [...actors.values()].flatMap(recipesOf).map(({ code }) => code);
  const used = new Set<string>();
  for (let code = spoken.pop(); code !== undefined; code = spoken.pop()) {
    for (const [local] of code.matchAll(/\blocal\d+\b/g)) {
      if (!used.has(local)) spoken.push(definitions.get(local) ?? "");
      used.add(local);
    }
  }
  return {
    seed,
    text: `${lines.join("\n")}\n`,
    types: new Map([...types].filter(([, { code }]) => used.has(code))),
    actors,
  };
}

/** Everything that an actor takes and gives. */
export function recipesOf({ actions, events }: SetActor): Recipe[] {
  return [
    ...[...actions.values()].flatMap(({ args, returns, errors }) => [...args.values(), returns, ...errors.values()]),
    ...events.values(),
  ].filter((recipe) => recipe !== undefined);
}

function setAction(chance: Chance, recipe: () => Recipe): SetAction {
  const args = chance.distinct(chance.integer(0, 3), () => identifier(chance));
  const errors = chance.distinct(chance.integer(0, 2), () => anyName(chance));
  return {
    // What may be left out stands last.
    args: new Map(
      args
        .map((arg) => [arg, recipe()] as const)
        .sort(([, one], [, other]) => Number(one.optional ?? false) - Number(other.optional ?? false)),
    ),
    returns: chance.happens(0.3) ? undefined : recipe(),
    errors: new Map(errors.map((code) => [code, recipe()])),
  };
}

function actionCode({ args, returns, errors }: SetAction): string {
  const record = (entries: ReadonlyMap<string, Recipe>): string =>
    `{ ${[...entries].map(([name, { code }]) => property(name, code)).join(", ")} }`;
  return `{ args: ${record(args)}, ${returns ? `returns: ${returns.code}, ` : ""}errors: ${record(errors)} }`;
}

/** A doc comment, or none. */
function comment(chance: Chance): string {
  return chance.happens(0.4) ? `/** ${anyDoc(chance).replaceAll("*/", "* /")} */\n` : "";
}
