// The sections of the page: one actor with its actions and events, one named type, the errors of the runtime.
import { typeText } from "../../../../templates/typescript/type-text.js";
import { resolve, viewsDiffer } from "../../../../templates/typescript/view.js";
import { errorCodes } from "../../../protocol/errors.js";
import type { ActionContract, ActorContract, EventContract, NamedSchema } from "../../../schema/contract.js";
import type { JsonSchema } from "../../../schema/json-schema.js";
import { actionSnippet, curlSnippet, eventSnippet, openingSnippet, type SnippetScope } from "../snippets.js";
import { schemaFileName } from "../schema-files.js";
import { fieldTable, valueBlock, type Field, type FieldScope } from "./fields.js";
import { highlight, highlightShell } from "./highlight.js";
import { anchor, html, prose, withCode, type Html } from "./html.js";

/** What sections are written for. */
export interface PageScope extends FieldScope, SnippetScope {}

/** One actor. */
export function actorSection(actor: ActorContract, scope: PageScope): Html {
  const actions = Object.entries(actor.actions);
  const events = Object.entries(actor.events);
  const { params, input, key } = actor;
  const keyFields = (key ?? []).map((segment) => argument(segment, scope));
  return html`<section class="group" data-group>
    <div class="entry-less" id="${anchor("actors", actor.name)}" data-entry="${actor.name}" tabindex="-1">
      <span class="kind">Actor</span>
      <div class="head">
        <h2>${actor.name}</h2>
        ${deprecated(actor)}${permalink(actor.name, "actors", actor.name)}
      </div>
      ${prose(actor.description)}
      <div class="split">
        <div>
          <h4>Key</h4>
          ${key === null ? html`<p class="none">Any number of strings, such as <code>["general"]</code>.</p>` : fieldTable(keyFields, "input", scope)}
          ${
            params !== null &&
            html`<h4>Connection params</h4>
              ${valueBlock(params, "input", scope)}`
          }
          ${
            input !== null &&
            html`<h4>Creation input</h4>
              ${valueBlock(input, "input", scope)}`
          }
        </div>
        <div>
          <h4>Connect</h4>
          ${snippet("TypeScript", openingSnippet(actor, scope))}
        </div>
      </div>
    </div>
    ${actions.length > 0 && html`<h3 class="part">Actions</h3>`}
    ${actions.map(([name, action]) => actionEntry(actor, name, action, scope))}
    ${events.length > 0 && html`<h3 class="part">Events</h3>`}
    ${events.map(([name, event]) => eventEntry(actor, name, event, scope))}
  </section>`;
}

function actionEntry(actor: ActorContract, name: string, action: ActionContract, scope: PageScope): Html {
  const { args, returns, errors } = action;
  const inputs = args.map((arg) => `${arg.name}${arg.optional ? "?" : ""}: ${type(arg.schema, "input", scope)}`);
  const signature = `(${inputs.join(", ")}): Promise<${returns === null ? "void" : type(returns, "output", scope)}>`;
  return html`<article
    class="entry"
    id="${anchor("actors", actor.name, "actions", name)}"
    data-entry="${`${actor.name}.${name}`}"
    tabindex="-1"
  >
    <div class="head">
      <h3>${name}</h3>
      <span class="badge">action</span
      >${action.concurrent && html`<span class="badge">concurrent</span>`}${deprecated(action)}${permalink(name, "actors", actor.name, "actions", name)}
    </div>
    <span class="signature">${highlight(signature, scope.types)}</span>
    ${prose(action.description)}
    <div class="split">
      <div>
        <h4>Arguments</h4>
        ${
          args.length === 0
            ? html`<p class="none">None.</p>`
            : fieldTable(
                args.map((arg) => argument(arg, scope)),
                "input",
                scope,
              )
        }
        <h4>Returns</h4>
        ${returns === null ? html`<p class="none">Nothing.</p>` : valueBlock(returns, "output", scope)}
        ${
          Object.keys(errors).length > 0 &&
          html`<h4>Errors</h4>
            ${Object.entries(errors).map(([code, data]) => html`<div class="error"><span class="code">${code}</span>${data !== null && valueBlock(data, "output", scope)}</div>`)}`
        }
      </div>
      <div>
        <h4>Example</h4>
        ${snippet("TypeScript", actionSnippet(actor, name, scope))} ${snippet("curl", curlSnippet(actor, name, scope))}
      </div>
    </div>
  </article>`;
}

const deliveries = {
  resume: "Kept for a while: after a reconnect, missed ones arrive once and in order.",
  latest: "Only the newest is kept for those who were away.",
  volatile: "Reaches those who are connected, and nobody later.",
} as const;

function eventEntry(actor: ActorContract, name: string, event: EventContract, scope: PageScope): Html {
  const { payload, delivery } = event;
  return html`<article
    class="entry"
    id="${anchor("actors", actor.name, "events", name)}"
    data-entry="${`${actor.name}.${name}`}"
    tabindex="-1"
  >
    <div class="head">
      <h3>${name}</h3>
      <span class="badge event">event</span
      >${delivery !== "resume" && html`<span class="badge event">${delivery}</span>`}${deprecated(event)}${permalink(name, "actors", actor.name, "events", name)}
    </div>
    ${prose(event.description)}
    <div class="split">
      <div>
        <h4>Payload</h4>
        ${payload === null ? html`<p class="none">None.</p>` : valueBlock(payload, "output", scope)}
        <h4>Delivery</h4>
        <p>${deliveries[delivery]}</p>
      </div>
      <div>
        <h4>Example</h4>
        ${snippet("TypeScript", eventSnippet(actor, name, scope))}
      </div>
    </div>
  </article>`;
}

/** One named type. */
export function typeEntry(name: string, node: JsonSchema, scope: PageScope): Html {
  const differs = viewsDiffer(node, scope.definitions);
  return html`<article class="entry" id="${anchor("types", name)}" data-entry="${name}" tabindex="-1">
    <div class="head">
      <h3>${name}</h3>
      ${deprecated(node)}${permalink(name, "types", name)}
    </div>
    ${prose(node.description)} ${valueBlock(node, "output", scope)}
    <p class="files">
      ${differs && html`Fields with a default may be left out where it is written (<code>${name}Input</code>). `}<a
        href="schemas/${encodeURIComponent(schemaFileName(name))}"
        >JSON Schema</a
      >
    </p>
  </article>`;
}

/** The errors that any call may give. */
export function errorSection(): Html {
  const rows = Object.entries(errorCodes);
  return html`<section class="group" data-group>
    <div id="errors" data-entry="errors" tabindex="-1">
      <span class="kind">Reference</span>
      <div class="head">
        <h2>Errors of every call</h2>
        ${permalink("errors", "errors")}
      </div>
      <p>
        A call that fails rejects with an <code>ActorError</code>. Beside the errors that an action declares, its
        <code>code</code> is one of these.
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>code</th>
              <th>HTTP</th>
              <th>means</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([code, { http, means }]) =>
                html`<tr>
                  <td><code>${code}</code></td>
                  <td>${http}</td>
                  <td>${withCode(means)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>
  </section>`;
}

/** A block of code that can be copied. */
export function snippet(language: "TypeScript" | "curl", code: string): Html {
  const text = code.trimEnd();
  return html`<div class="snippet">
    <div class="bar">${language}<button type="button" class="copy">Copy</button></div>
    <pre
      tabindex="0"
    ><code data-language="${language}">${language === "curl" ? highlightShell(text) : highlight(text)}</code></pre>
  </div>`;
}

function argument({ name, optional, description, schema }: NamedSchema, { definitions }: PageScope): Field {
  return { path: name, node: schema, optional, description: description ?? resolve(schema, definitions).description };
}

function type(node: JsonSchema, view: "input" | "output", { definitions }: PageScope): string {
  return typeText(node, view, { definitions, used: new Set() });
}

function deprecated(thing: { readonly deprecated?: boolean }): Html | undefined {
  return thing.deprecated === true ? html`<span class="badge warn">deprecated</span>` : undefined;
}

function permalink(name: string, ...names: readonly string[]): Html {
  return html`<a class="anchor" href="#${anchor(...names)}" aria-label="Link to ${name}">#</a>`;
}
