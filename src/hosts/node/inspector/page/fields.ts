// Fields: one input for a value, made from its schema, and what was put into it in wire form.
import type { JsonSchema } from "../../../../schema/json-schema.js";
import type { NamedSchema } from "../../../../schema/contract.js";
import { el, fill } from "./dom.js";
import { parse } from "./link.js";
import { misfits, resolved, type Misfit, type Types } from "./validate.js";

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

let count = 0;

/** One named value of a form. */
export class Field {
  readonly element: HTMLElement;
  readonly name: string;
  readonly #schema: JsonSchema;
  readonly #node: JsonSchema;
  readonly #optional: boolean;
  readonly #types: Types;
  readonly #input: Input;
  readonly #error: HTMLElement;

  constructor({ name, optional, description, schema }: NamedSchema, types: Types) {
    this.name = name;
    this.#schema = schema;
    this.#types = types;
    this.#node = bare(schema, types);
    this.#optional = optional;
    const id = `field-${++count}`;
    this.#input = inputFor(this.#node, optional, schema);
    this.#input.id = id;
    this.#input.name = name;
    this.#input.setAttribute("aria-describedby", `${id}-error`);
    this.#error = el("p", { class: "field-error", id: `${id}-error`, attributes: { role: "alert" } });
    const about = description ?? this.#node.description;
    this.element = el(
      "div",
      { class: "field" },
      el(
        "label",
        { attributes: { for: id } },
        el("span", { class: "mono strong" }, name),
        el("span", { class: "soft small" }, `${typeText(this.#node)}${optional ? ", optional" : ""}`),
      ),
      about !== undefined && el("p", { class: "soft small" }, about),
      this.#input,
      this.#error,
    );
    // Not when it is left: an error that appears between press and release would move the button away.
    const again = (): void => void (this.#input.hasAttribute("aria-invalid") && this.read());
    this.#input.addEventListener("input", again);
  }

  /** What was put in, in wire form; `undefined` for nothing. What does not fit is told at the field, and `ok` is false. */
  async read(): Promise<{ readonly ok: boolean; readonly value: unknown }> {
    const text = this.#input.value;
    const isText = this.#node.type === "string" && !this.#node.enum;
    if (text === "" && (this.#optional || (isText && this.#node["x-actorgen-kind"]) || !isText)) {
      this.fail(this.#optional ? undefined : "Is missing");
      return { ok: this.#optional, value: undefined };
    }
    const raw = await this.#raw(text);
    if (raw.error !== undefined) {
      this.fail(raw.error);
      return { ok: false, value: undefined };
    }
    const [first] = misfits(this.#schema, raw.value, this.#types);
    this.fail(first && misfitText(first));
    return { ok: !first, value: raw.value };
  }

  /** Tells what is wrong with it; undefined: nothing is. */
  fail(message: string | undefined): void {
    this.#error.textContent = message ?? "";
    if (message === undefined) this.#input.removeAttribute("aria-invalid");
    else this.#input.setAttribute("aria-invalid", "true");
  }

  focus(): void {
    this.#input.focus();
  }

  async #raw(text: string): Promise<{ readonly value?: unknown; readonly error?: string }> {
    const { type, enum: options } = this.#node;
    const kind = this.#node["x-actorgen-kind"];
    if (options || this.#node.const !== undefined || type === "boolean") return { value: await parse(text) };
    if (kind === "date") {
      const date = new Date(text);
      return Number.isNaN(date.getTime()) ? { error: "Expected a date" } : { value: date.toISOString() };
    }
    if (type === "string") return { value: kind === "bigint" ? text.trim() : text };
    if (type === "number" || type === "integer") {
      const number = Number(text);
      return text.trim() === "" || Number.isNaN(number) ? { error: "Expected a number" } : { value: number };
    }
    try {
      return { value: await parse(text) };
    } catch {
      return { error: "This is not JSON" };
    }
  }
}

/** `text: At least 1 character`, or without a path for the value itself. */
export function misfitText({ path, message }: Misfit): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

// A nullable value has the input of the value; `null` itself can be given where it is JSON.
function bare(schema: JsonSchema, types: Types): JsonSchema {
  const node = resolved(schema, types);
  const [only] = (node.anyOf ?? []).map((option) => resolved(option, types)).filter(({ type }) => type !== "null");
  return node["x-actorgen-nullable"] && only && isSimple(only)
    ? { ...only, ...(node.description && { description: node.description }) }
    : node;
}

function isSimple({ type, enum: options }: JsonSchema): boolean {
  return options !== undefined || ["string", "number", "integer", "boolean"].includes(type ?? "");
}

function inputFor(node: JsonSchema, optional: boolean, schema: JsonSchema): Input {
  const fallback = node.default ?? schema.default;
  const hint =
    fallback === undefined
      ? undefined
      : `default ${typeof fallback === "string" ? fallback : JSON.stringify(fallback)}`;
  const options =
    node.enum ?? (node.const !== undefined ? [node.const] : node.type === "boolean" ? [true, false] : undefined);
  if (options) {
    const select = el("select", {});
    const none = el("option", { attributes: { value: "" } }, hint ?? (optional ? "left out" : "choose…"));
    fill(
      select,
      none,
      ...options.map((one) => el("option", { attributes: { value: JSON.stringify(one) } }, String(one))),
    );
    return select;
  }
  const attributes = { placeholder: hint, autocomplete: "off", spellcheck: "false", autocapitalize: "off" };
  if (node["x-actorgen-secret"] || schema["x-actorgen-secret"])
    return el("input", { attributes: { ...attributes, type: "password", autocomplete: "new-password" } });
  if (node["x-actorgen-kind"] === "date") return el("input", { attributes: { type: "datetime-local", step: "0.001" } });
  if (node.type === "number" || node.type === "integer")
    return el("input", { attributes: { ...attributes, type: "text", inputmode: "decimal" } });
  if (node.type === "string" && (node.maxLength ?? 0) < 200)
    return el("input", { attributes: { ...attributes, type: "text" } });
  const isText = node.type === "string";
  return el("textarea", {
    class: isText ? "" : "mono",
    attributes: {
      ...attributes,
      rows: isText || node.type === "array" ? 2 : 4,
      placeholder: hint ?? (isText ? undefined : skeleton(node)),
    },
  });
}

/** A word for the type. */
export function typeText(node: JsonSchema): string {
  const kind = node["x-actorgen-kind"];
  const name = kind ?? node["x-actorgen-format"];
  if (node.enum || node.const !== undefined) return "one of these";
  if (kind === "date") return "date and time";
  if (kind === "bytes") return "bytes, as base64";
  if (node.type === "string" || node.type === "integer" || node.type === "number") {
    return name === undefined || name === "safeint" ? node.type : `${node.type} (${name})`;
  }
  return node.type === "boolean" ? "boolean" : `${kind ?? node.type ?? "any value"}, as JSON`;
}

// How an object looks, for who has to write it.
function skeleton({ type, properties, required = [] }: JsonSchema): string {
  if (type === "array") return "[ … ]";
  const names = Object.keys(properties ?? {}).filter((name) => required.includes(name));
  return type === "object" && names.length > 0
    ? `{ ${names.map((name) => `${JSON.stringify(name)}: …`).join(", ")} }`
    : "";
}
