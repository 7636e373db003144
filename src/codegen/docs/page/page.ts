// Emits index.html: the reference of a public contract as one file that needs nothing else.
import { createHash } from "node:crypto";
import type { ActorContract, Contract } from "../../../schema/contract.js";
import type { Template } from "../../../schema/template.js";
import type { DocsOptions } from "../options.js";
import { anchor, html, Html, type Part } from "./html.js";
import { script } from "./script.js";
import { actorSection, errorSection, snippet, typeEntry, type PageScope } from "./sections.js";
import { style } from "./style.js";

/** What snippets are written for where no server is named. */
export const defaultEndpoint = "http://localhost:8080";

// Put together here, where no formatter comes between the tags and the text that is hashed.
const styleTag = new Html(`<style>${style}</style>`);
const scriptTag = new Html(`<script>${script}</script>`);

/** One page. Its content security policy allows its own style and script, by their hashes, and nothing else. */
export function referencePage(options: DocsOptions): Template {
  return ({ contract }) => [{ path: "index.html", text: pageText(contract, options) }];
}

function pageText(contract: Contract, { title, endpoint = defaultEndpoint }: DocsOptions): string {
  const definitions = contract.$defs;
  const types = Object.keys(definitions);
  const scope: PageScope = { definitions, types: new Set(types), endpoint, module: "./generated/client.js" };
  const actors = Object.values(contract.actors);
  const count = (member: "actions" | "events"): number =>
    actors.reduce((sum, actor) => sum + Object.keys(actor[member]).length, 0);
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src '${hash(style)}'; script-src '${hash(script)}'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="actorgen" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styleTag}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <button type="button" class="icon" id="menu" aria-label="Contents" aria-expanded="false">
            <svg
              viewBox="0 0 18 18"
              fill="none"
              stroke="currentColor"
              stroke-width="1.6"
              stroke-linecap="round"
              aria-hidden="true"
            >
              <path d="M2 4.5h14M2 9h14M2 13.5h14" />
            </svg>
          </button>
          <a class="brand" href="#content">${title}</a>
          <div class="search" role="search">
            <input
              id="search"
              type="search"
              placeholder="Search"
              aria-label="Search the reference"
              autocomplete="off"
              spellcheck="false"
            /><kbd aria-hidden="true">/</kbd>
          </div>
          <button type="button" class="icon" id="theme" aria-label="Light or dark">
            <svg viewBox="0 0 18 18" aria-hidden="true">
              <circle cx="9" cy="9" r="6.5" fill="none" stroke="currentColor" stroke-width="1.6" />
              <path d="M9 2.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
            </svg>
          </button>
        </header>
        <div class="layout">
          <nav aria-label="Contents">
            ${actors.map(actorLinks)}
            ${
              types.length > 0 &&
              html`<div>
                <h2>Types</h2>
                <ul>
                  ${types.map((name) => html`<li><a href="#${anchor("types", name)}">${name}</a></li>`)}
                </ul>
              </div>`
            }
            <div>
              <h2>Reference</h2>
              <ul>
                <li><a href="#errors">Errors</a></li>
              </ul>
            </div>
          </nav>
          <main id="content">
            <h1>${title}</h1>
            <p class="lead">
              Realtime actors: each has actions to call and events to listen to, typed and validated on both sides of
              the wire.
            </p>
            <ul class="facts">
              <li>${counted(actors.length, "actor")}</li>
              <li>${counted(count("actions"), "action")}</li>
              <li>${counted(count("events"), "event")}</li>
              <li>contract <code>${contract.hash}</code></li>
              <li><a href="asyncapi.json">AsyncAPI 3.1</a></li>
            </ul>
            <h4>Start</h4>
            ${snippet("TypeScript", `import { createClient } from ${JSON.stringify(scope.module)};\n\nconst client = createClient(${JSON.stringify(endpoint)});`)}
            <p class="empty" id="empty">Nothing here has all of these words.</p>
            <p class="skip" id="count" role="status"></p>
            ${actors.map((actor) => actorSection(actor, scope))}
            ${
              types.length > 0 &&
              html`<section class="group" data-group>
                <span class="kind">Reference</span>
                <h2 id="types">Types</h2>
                ${Object.entries(definitions).map(([name, node]) => typeEntry(name, node, scope))}
              </section>`
            }
            ${errorSection()}
          </main>
        </div>
        ${scriptTag}
      </body>
    </html> `.text;
}

function actorLinks({ name, actions, events }: ActorContract): Html {
  const list = (heading: string, part: string, names: readonly string[]): Part =>
    names.length > 0 &&
    html`<h3>${heading}</h3>
      <ul>
        ${names.map((member) => html`<li><a href="#${anchor("actors", name, part, member)}">${member}</a></li>`)}
      </ul>`;
  return html`<div>
    <h2><a href="#${anchor("actors", name)}">${name}</a></h2>
    ${list("Actions", "actions", Object.keys(actions))}${list("Events", "events", Object.keys(events))}
  </div> `;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
