// The pane that calls an action: a form made from the contract, and what came of it.
import type { WireError } from "../../../../protocol/errors.js";
import type { NamedSchema } from "../../../../schema/contract.js";
import type { ActionForm, ActorForm, Forms } from "../schemas.js";
import { byId, el, fill } from "./dom.js";
import { Field } from "./fields.js";
import { post } from "./link.js";
import { Tree } from "./tree.js";

/** Whom a call goes to. Without a key the form asks for it. */
export interface Target {
  readonly actor: string;
  readonly key?: readonly string[] | undefined;
}

/** The form. `called` hears of each call that was sent. */
export class CallPane {
  #forms: Forms = { actors: [], types: {} };
  #target: Target | undefined;
  #action: string | undefined;
  readonly #called: (actor: string, key: readonly string[]) => void;

  constructor(called: (actor: string, key: readonly string[]) => void) {
    this.#called = called;
  }

  /** The contract is known, maybe another one than before. */
  set forms(forms: Forms) {
    this.#forms = forms;
    this.#draw();
  }

  /** Makes the form for an actor; undefined: for one that is new. What was put in for the same one stays. */
  aim(target: Target | undefined): void {
    const same = JSON.stringify(target) === JSON.stringify(this.#target);
    if (same && target) return;
    if (target?.actor !== this.#target?.actor) this.#action = undefined;
    const [first] = this.#forms.actors;
    this.#target = target ?? (first && { actor: first.name });
    this.#draw();
  }

  #draw(): void {
    const place = byId("call");
    const target = this.#target;
    const actor = this.#forms.actors.find(({ name }) => name === target?.actor);
    if (!target || !actor) return fill(place, el("p", { class: "empty" }, "Choose an actor, or make a new one."));
    const action = actor.actions.find(({ name }) => name === this.#action) ?? actor.actions[0];
    this.#action = action?.name;
    const form = new CallForm(actor, action, target.key, this.#forms, this.#called);
    fill(
      place,
      target.key === undefined &&
        this.#chooser(
          "Actor",
          this.#forms.actors.map(({ name }) => name),
          actor.name,
          (name) => {
            this.#target = { actor: name };
            this.#action = undefined;
            this.#draw();
          },
        ),
      action
        ? this.#chooser(
            "Action",
            actor.actions.map(({ name }) => name),
            action.name,
            (name) => {
              this.#action = name;
              this.#draw();
              byId("call").querySelector<HTMLSelectElement>("#choose-action")?.focus();
            },
          )
        : el("p", { class: "empty" }, "This actor has no actions."),
      action?.description !== undefined && el("p", { class: "about" }, action.description),
      action && form.element,
    );
  }

  #chooser(label: string, names: readonly string[], chosen: string, choose: (name: string) => void): HTMLElement {
    const id = `choose-${label.toLowerCase()}`;
    const options = names.map((name) => el("option", { attributes: { value: name, selected: name === chosen } }, name));
    const select = el("select", { class: "mono", id }, ...options);
    select.addEventListener("change", () => choose(select.value));
    return el(
      "div",
      { class: "field" },
      el("label", { attributes: { for: id } }, el("span", { class: "strong" }, label)),
      select,
    );
  }
}

const anyKey: NamedSchema = {
  name: "key",
  optional: true,
  description: 'Its segments as a JSON array of strings, such as ["general"]. Nothing: no segments.',
  schema: { type: "array", items: { type: "string" } },
};

class CallForm {
  readonly element: HTMLElement;
  readonly #actor: ActorForm;
  readonly #action: ActionForm | undefined;
  readonly #key: readonly string[] | undefined;
  readonly #called: (actor: string, key: readonly string[]) => void;
  readonly #keyFields: readonly Field[];
  readonly #input: Field | undefined;
  readonly #auth: Field | undefined;
  readonly #args: readonly Field[];
  readonly #button = el("button", { class: "primary", attributes: { type: "submit" } });
  readonly #outcome = el("div", { class: "outcome", attributes: { role: "status", "aria-live": "polite" } });

  constructor(
    actor: ActorForm,
    action: ActionForm | undefined,
    key: readonly string[] | undefined,
    { types }: Forms,
    called: (actor: string, key: readonly string[]) => void,
  ) {
    this.#actor = actor;
    this.#action = action;
    this.#key = key;
    this.#called = called;
    const segments = key === undefined ? (actor.key ?? [anyKey]) : [];
    this.#keyFields = segments.map((segment) => new Field(segment, types));
    this.#input =
      key === undefined && actor.input
        ? new Field({ name: "input", optional: true, description: "For its creation.", schema: actor.input }, types)
        : undefined;
    const about = "Who is calling, as `authorize` would say it.";
    this.#auth = actor.auth
      ? new Field({ name: "auth", optional: true, description: about, schema: {} }, types)
      : undefined;
    this.#args = (action?.args ?? []).map((arg) => new Field(arg, types));
    this.#button.textContent = `Call ${action?.name ?? ""}`;
    const group = (title: string, fields: readonly Field[]): HTMLElement | false =>
      fields.length > 0 && el("fieldset", {}, el("legend", {}, title), ...fields.map(({ element }) => element));
    this.element = el(
      "form",
      { attributes: { novalidate: true, autocomplete: "off" } },
      group(key === undefined ? "New actor" : "", [...this.#keyFields, ...(this.#input ? [this.#input] : [])]),
      group("Caller", this.#auth ? [this.#auth] : []),
      group("Arguments", this.#args),
      this.#args.length === 0 && el("p", { class: "soft" }, "Takes no arguments."),
      this.#button,
      this.#outcome,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  async #submit(): Promise<void> {
    const fields = [
      ...this.#keyFields,
      ...(this.#input ? [this.#input] : []),
      ...(this.#auth ? [this.#auth] : []),
      ...this.#args,
    ];
    const read = new Map(await Promise.all(fields.map(async (field) => [field, await field.read()] as const)));
    const wrong = fields.find((field) => read.get(field)?.ok === false);
    if (wrong) return wrong.focus();
    const valueOf = (field: Field | undefined): unknown => field && read.get(field)?.value;
    const key = this.#key ?? this.#keyOf(this.#keyFields.map(valueOf));
    const args = this.#args.map(valueOf);
    while (args.length > 0 && args.at(-1) === undefined) args.pop();
    const { name: actor } = this.#actor;
    const call = {
      actor,
      key,
      action: this.#action?.name,
      args,
      input: valueOf(this.#input),
      auth: valueOf(this.#auth),
    };
    this.#button.disabled = true;
    fill(this.#outcome, el("p", { class: "soft" }, "Called…"));
    const start = performance.now();
    const { value, error } = await post("call", call);
    this.#button.disabled = false;
    const took = `${Math.max(1, Math.round(performance.now() - start))} ms`;
    if (error) this.#failed(error, took);
    else this.#returned(value, value === undefined, took);
    this.#called(actor, key);
  }

  #keyOf(values: readonly unknown[]): readonly string[] {
    const segments = this.#actor.key ? values : Array.isArray(values[0]) ? values[0] : [];
    return segments.map(String);
  }

  #returned(value: unknown, isVoid: boolean, took: string): void {
    const tree = new Tree();
    if (!isVoid) tree.show(value);
    fill(
      this.#outcome,
      el(
        "p",
        { class: "good strong" },
        isVoid ? "Done, without a result" : "Result",
        el("span", { class: "soft small" }, ` ${took}`),
      ),
      !isVoid && tree.element,
    );
  }

  #failed({ code, message, issues = [], data, ref }: WireError, took: string): void {
    const fields = new Map(
      [...this.#keyFields, ...(this.#input ? [this.#input] : []), ...this.#args].map((field) => [field.name, field]),
    );
    for (const { path, message: what } of issues) {
      const [first, ...rest] = path;
      const field = typeof first === "number" ? this.#args[first] : fields.get(String(first));
      field?.fail(rest.length > 0 ? `${rest.map(String).join(".")}: ${what}` : what);
    }
    const tree = new Tree();
    if (data !== undefined) tree.show(data);
    fill(
      this.#outcome,
      el(
        "p",
        { class: "bad strong" },
        el("span", { class: "mono" }, code),
        el("span", { class: "soft small" }, ` ${took}`),
      ),
      el("p", {}, message),
      ...issues.map(({ path, message: what }) =>
        el("p", { class: "small" }, el("span", { class: "mono" }, path.map(String).join(".")), " ", what),
      ),
      data !== undefined && tree.element,
      ref !== undefined && el("p", { class: "soft small" }, `The server's log has the cause under ${ref}.`),
    );
  }
}
