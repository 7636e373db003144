// Tables of fields: name, type, rules and docs of each value inside another.
import { typeText } from "../../../../templates/typescript/type-text.js";
import { isDefaulted, resolve, type Definitions, type View } from "../../../../templates/typescript/view.js";
import type { JsonSchema } from "../../../schema/json-schema.js";
import { constraints } from "./constraints.js";
import { highlight } from "./highlight.js";
import { html, prose, type Html } from "./html.js";

/** What a table is written for. */
export interface FieldScope {
  readonly definitions: Definitions;
  /** Names of types that have a section of their own. */
  readonly types: ReadonlySet<string>;
}

/** One row. */
export interface Field {
  readonly path: string;
  readonly node: JsonSchema;
  readonly optional: boolean;
  readonly description?: string | undefined;
}

// Fields of fields of fields are shown; what lies deeper stands in the type's text.
const maxDepth = 3;

/** The table of some fields and of those inside them that have no type of their own. */
export function fieldTable(fields: readonly Field[], view: View, scope: FieldScope): Html | undefined {
  const rows = fields.flatMap((field) => [field, ...inner(field.path, field.node, view, scope, 1)]);
  if (rows.length === 0) return undefined;
  return html`<div class="fields" role="table">${rows.map((row) => fieldRow(row, view, scope))}</div>`;
}

/** The fields of an object, or of the objects in a list. */
export function fieldsOf(node: JsonSchema, view: View, scope: FieldScope, prefix = ""): readonly Field[] {
  if (node.$ref !== undefined || node["x-actorgen-kind"] !== undefined) return [];
  if (node.type === "array" && node.items) return fieldsOf(node.items, view, scope, `${prefix}[]`);
  if (node.allOf !== undefined && node.type === undefined)
    return node.allOf.flatMap((part) => fieldsOf(part, view, scope, prefix));
  if (
    node.propertyNames !== undefined &&
    node.properties === undefined &&
    typeof node.additionalProperties === "object"
  )
    return fieldsOf(node.additionalProperties, view, scope, `${prefix}[key]`);
  const required = new Set(node.required);
  return Object.entries(node.properties ?? {}).map(([name, property]) => ({
    path: prefix === "" ? name : `${prefix}.${name}`,
    node: property,
    optional: !required.has(name) && !(view === "output" && isDefaulted(property, scope.definitions)),
    description: property.description ?? resolve(property, scope.definitions).description,
  }));
}

function inner(path: string, node: JsonSchema, view: View, scope: FieldScope, depth: number): readonly Field[] {
  if (depth >= maxDepth) return [];
  const nullable = node["x-actorgen-nullable"] === true ? node.anyOf?.[0] : undefined;
  return fieldsOf(nullable ?? node, view, scope, path).flatMap((field) => [
    field,
    ...inner(field.path, field.node, view, scope, depth + 1),
  ]);
}

function fieldRow({ path, node, optional, description }: Field, view: View, scope: FieldScope): Html {
  return html`<div class="field" role="row">
    <div class="name" role="cell">
      <code>${path}</code
      >${optional && html`<span class="badge">optional</span>`}${node.deprecated === true && html`<span class="badge warn">deprecated</span>`}
    </div>
    <div class="what" role="cell">
      ${typeHtml(node, view, scope)}${rulesHtml(constraints(node))}${prose(description ?? node.description)}
    </div>
  </div>`;
}

/** The type of a node as code, with links. */
export function typeHtml(node: JsonSchema, view: View, { definitions, types }: FieldScope): Html {
  return html`<code class="type">${highlight(typeText(node, view, { definitions, used: new Set() }), types)}</code>`;
}

/** A single value: its type and rules; of an object its fields, which say its type. */
export function valueBlock(node: JsonSchema, view: View, scope: FieldScope): Html {
  const rules = constraints(node);
  const table = fieldTable(fieldsOf(node, view, scope), view, scope);
  const isTable = table !== undefined && node.type === "object" && node.properties !== undefined;
  return html`<div class="value">${!isTable && typeHtml(node, view, scope)}${rulesHtml(rules)}${table}</div>`;
}

function rulesHtml(rules: readonly Html[]): Html | undefined {
  return rules.length === 0
    ? undefined
    : html`<ul class="rules">
        ${rules.map((rule) => html`<li>${rule}</li>`)}
      </ul>`;
}
