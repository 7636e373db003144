// Proves changes of argument lists with the converters of whole calls: what old callers give, and the server of today refuses.
import type { ActionContract, NamedSchema } from "../../schema/contract.js";
import type { Change } from "./change.js";
import { plainArgs } from "./client-code.js";
import type { Comparing } from "./comparing.js";
import { loadConverters, typesOf } from "./validators.js";
import { jsonCopy, verdictsOf } from "./verdicts.js";

const needProof = new Set(["argument-added-required", "argument-removed", "argument-reordered"]);

/** The changes that were noted, those of argument lists with a witness where a plain call shows one. */
export async function provenCalls({ changes, old, new: now }: Comparing): Promise<readonly Change[]> {
  const wanted = changes.filter(({ rule }) => needProof.has(rule));
  const calls = new Map<string, { readonly before: ActionContract; readonly after: ActionContract }>();
  for (const { actor, at } of wanted) {
    for (const [name, before] of Object.entries(old.contract.actors[actor]?.actions ?? {})) {
      const after = now.contract.actors[actor]?.actions[name];
      const path = `${actor}.actions.${name}`;
      if (after !== undefined && (at === path || at.startsWith(`${path}.`))) calls.set(path, { before, after });
    }
  }
  const pairs = [...calls];
  const slotsOf = (side: "before" | "after"): readonly { readonly args: readonly NamedSchema[] }[] =>
    pairs.map(([, pair]) => ({ args: pair[side].args }));
  const [makers, takers] = await Promise.all([
    loadConverters(old, slotsOf("before")),
    loadConverters(now, slotsOf("after")),
  ]);
  return changes.map((change) => {
    if (!needProof.has(change.rule)) return change;
    const index = pairs.findIndex(([path]) => change.at === path || change.at.startsWith(`${path}.`));
    const [pair, maker, taker] = [pairs[index]?.[1], makers[index], takers[index]];
    if (pair === undefined || maker === undefined || taker === undefined) return change;
    const made = verdictsOf(maker, { args: pair.before.args }, typesOf(old));
    const taken = verdictsOf(taker, { args: pair.after.args }, typesOf(now));
    for (const payload of [plainArgs(pair.before, old), plainArgs(pair.before, old, pair.before.args.length - 1)]) {
      const sent = made.sent(jsonCopy(payload));
      const refusal = "issues" in sent ? undefined : taken.arrives(sent.value);
      const issues = refusal !== undefined && "issues" in refusal ? refusal.issues : [];
      // Rather about this argument than about another one that changed as well.
      const issue = issues.find(({ path }) => change.at.endsWith(`.${path[0]}`)) ?? issues[0];
      if (issue !== undefined && !("issues" in sent)) {
        const says = "the old contract accepts these arguments, the new one refuses";
        return { ...change, witness: { payload: sent.value, path: issue.path, reason: issue.message, says } };
      }
    }
    return change;
  });
}
