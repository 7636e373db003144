// The rules of changes: a stable id each, how bad it is, what it means and what to do instead. docs/breaking.md lists them.
/** `breaking` hurts clients or stored data; `compatible` hurts nobody who keeps to the old contract; `docs` is words alone. */
export type ChangeSeverity = "breaking" | "compatible" | "docs";

/** One rule. */
export interface Rule {
  readonly severity: ChangeSeverity;
  /** One sentence. */
  readonly means: string;
  /** Of breaking rules: what to do instead. */
  readonly mend?: string;
}

const narrowed = "Accept what was accepted before: widen it again, or add a new action beside the old one.";
const widened = "Send what was sent before: narrow it again, or add a new action or event beside the old one.";

/** All rules by id, in the order in which reports list them. */
export const rules = {
  "actor-removed": {
    severity: "breaking",
    means: "An actor is gone, or has another name.",
    mend: "Keep the actor, marked @deprecated, until no client uses it.",
  },
  "action-removed": {
    severity: "breaking",
    means: "An action is gone, or has another name.",
    mend: "Keep the action, marked @deprecated, until no client calls it.",
  },
  "event-removed": {
    severity: "breaking",
    means: "An event is gone, or has another name: subscribing to it is refused.",
    mend: "Keep the event, marked @deprecated, until no client subscribes to it.",
  },
  "argument-added-required": {
    severity: "breaking",
    means: "An action has a new argument that old callers do not send.",
    mend: "Make it optional, give it a default, or add a new action.",
  },
  "argument-required": {
    severity: "breaking",
    means: "An argument that could be left out must be given.",
    mend: "Leave it optional, or give it a default.",
  },
  "argument-removed": {
    severity: "breaking",
    means: "An argument is gone: a call that gives it is refused, or gives it as another one.",
    mend: "Keep the argument and ignore it.",
  },
  "argument-reordered": {
    severity: "breaking",
    means: "An argument has another position. Calls are positional, so old callers give it as another argument.",
    mend: "Restore the order; add new arguments at the end.",
  },
  "argument-narrowed": {
    severity: "breaking",
    means: "An argument takes less than before.",
    mend: narrowed,
  },
  "result-removed": {
    severity: "breaking",
    means: "An action returns nothing any more, where clients expect a value.",
    mend: "Keep returning the value.",
  },
  "result-widened": {
    severity: "breaking",
    means: "A result may be what old clients refuse.",
    mend: widened,
  },
  "error-data-removed": {
    severity: "breaking",
    means: "A declared error carries no data any more, where clients expect some.",
    mend: "Keep the data of the error.",
  },
  "error-data-widened": {
    severity: "breaking",
    means: "The data of a declared error may be what old clients refuse.",
    mend: widened,
  },
  "event-payload-removed": {
    severity: "breaking",
    means: "An event carries no payload any more, where clients expect one.",
    mend: "Keep the payload, or add a new event.",
  },
  "event-payload-widened": {
    severity: "breaking",
    means: "The payload of an event may be what old clients refuse.",
    mend: widened,
  },
  "delivery-weakened": {
    severity: "breaking",
    means: "An event is kept for less: clients that were away miss what they got before.",
    mend: "Restore the delivery, or add a new event beside this one.",
  },
  "params-narrowed": {
    severity: "breaking",
    means: "The connection params take less than before, so old clients cannot connect.",
    mend: "Accept what was accepted before; make new fields optional or give them defaults.",
  },
  "input-narrowed": {
    severity: "breaking",
    means: "The creation input takes less than before, so old clients cannot create the actor.",
    mend: "Accept what was accepted before; make new fields optional or give them defaults.",
  },
  "key-narrowed": {
    severity: "breaking",
    means: "The key takes less than before, so actors that exist cannot be reached.",
    mend: "Keep the segments of the key; declare a new actor for another key.",
  },
  "key-reordered": {
    severity: "breaking",
    means: "The segments of the key have another order, so old clients reach other actors.",
    mend: "Restore the order.",
  },
  "auth-narrowed": {
    severity: "breaking",
    means: "Callers whose identity was accepted are refused.",
    mend: "Accept the identities that were accepted; make new fields optional.",
  },
  "state-narrowed": {
    severity: "breaking",
    means: "State that is stored does not fit the new schema, and `version` is what it was.",
    mend: "Raise `version` and write `migrate`, or give new fields a default.",
  },
  "version-lowered": {
    severity: "breaking",
    means: "`version` is lower than that of state which is stored.",
    mend: "Never lower `version`; raise it for every new shape.",
  },
  "actor-added": { severity: "compatible", means: "An actor is new." },
  "action-added": { severity: "compatible", means: "An action is new." },
  "event-added": { severity: "compatible", means: "An event is new." },
  "argument-added-optional": {
    severity: "compatible",
    means: "An action has a new last argument that may be left out.",
  },
  "argument-renamed": {
    severity: "compatible",
    means: "An argument has another name at its old position. Calls are positional, so none changes.",
  },
  "argument-widened": { severity: "compatible", means: "An argument takes more than before." },
  "default-changed": {
    severity: "compatible",
    means:
      "What stands in for an absent value is another: nothing is refused, but who leaves it out gets other behaviour.",
  },
  "result-added": { severity: "compatible", means: "An action that returned nothing returns a value." },
  "result-narrowed": { severity: "compatible", means: "A result is always what old clients accept." },
  "error-added": {
    severity: "compatible",
    means: "An action declares a new error. Old clients get it as an `ActorError` with a code that they do not know.",
  },
  "error-removed": { severity: "compatible", means: "An action never fails with this declared error any more." },
  "error-data-added": { severity: "compatible", means: "A declared error that carried no data carries some." },
  "error-data-narrowed": { severity: "compatible", means: "The data of an error is always what old clients accept." },
  "event-payload-added": { severity: "compatible", means: "An event that carried no payload carries one." },
  "event-payload-narrowed": {
    severity: "compatible",
    means: "The payload of an event is always what old clients accept.",
  },
  "delivery-strengthened": { severity: "compatible", means: "An event is kept for more." },
  "concurrent-changed": {
    severity: "compatible",
    means: "An action runs beside others, or no longer does: calls may take effect in another order.",
  },
  "params-widened": { severity: "compatible", means: "The connection params take more than before." },
  "input-widened": { severity: "compatible", means: "The creation input takes more than before." },
  "key-renamed": { severity: "compatible", means: "A segment of the key has another name; addresses stay the same." },
  "key-widened": { severity: "compatible", means: "The key takes more than before." },
  "auth-widened": { severity: "compatible", means: "More identities are accepted." },
  "state-changed": { severity: "compatible", means: "The schema of the state changed; all that is stored fits." },
  "state-migrated": {
    severity: "compatible",
    means: "Stored state does not fit the new schema, and `version` was raised: `migrate` must convert it.",
  },
  "conn-state-narrowed": {
    severity: "compatible",
    means:
      "Kept connection state does not fit the new schema: connections that were open end, and clients connect anew.",
  },
  "conn-state-changed": {
    severity: "compatible",
    means: "The schema of the connection state changed; all that is kept fits.",
  },
  "schema-rephrased": {
    severity: "compatible",
    means: "A schema is written in another way, and takes and gives what it did.",
  },
  "type-removed": {
    severity: "compatible",
    means: "A named type is gone: imports of it fail to compile after clients are generated again.",
  },
  "type-added": { severity: "compatible", means: "A named type is new." },
  "deprecated-changed": { severity: "docs", means: "Something was marked as deprecated, or is no longer." },
  "docs-changed": { severity: "docs", means: "Descriptions, titles, examples or messages changed." },
} as const satisfies Readonly<Record<string, Rule>>;

/** The id of a rule, such as `argument-narrowed`. Ids are never renamed. */
export type RuleId = keyof typeof rules;

/** The rule of this id. */
export function ruleOf(id: RuleId): Rule {
  return rules[id];
}
