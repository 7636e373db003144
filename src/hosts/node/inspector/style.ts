// The style sheet of the inspector's page, of one family with the reference page of `actorgen docs`.

/** CSS for screens of any width, light and dark. */
export const style = `
:root { color-scheme: light dark;
  --bg: light-dark(#ffffff, #0f1217); --side: light-dark(#f6f8fa, #141820); --panel: light-dark(#f6f8fa, #171c25);
  --line: light-dark(#dde3ea, #29313d); --text: light-dark(#1c2430, #dde4ee); --soft: light-dark(#556070, #97a3b4);
  --accent: light-dark(#0b61c4, #6cb2ff); --tint: light-dark(#e6f0fc, #16283f); --warn: light-dark(#8a4b00, #f0b35c);
  --green: light-dark(#0d6b3c, #64d295); --green-tint: light-dark(#e0f5e9, #12301f); --bad: light-dark(#b3261e, #ff8d84); --bad-tint: light-dark(#fdeae8, #3a1a18);
  --plum-tint: light-dark(#efe9fb, #241d3a);
  --k: light-dark(#a02580, #ee8bd0); --s: light-dark(#0a6640, #8fd9a8); --n: light-dark(#9a4b00, #f0b35c); --t: light-dark(#5b36b8, #b9a1ff);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
[data-theme="light"] { color-scheme: light; } [data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; } [hidden] { display: none !important; }
html, body { height: 100%; }
body { margin: 0; display: flex; flex-direction: column; background: var(--bg); color: var(--text); font: 14px/1.5 var(--sans); overflow: hidden; }
p, h1, h2, h3 { margin: 0; } button, input, select, textarea { font: inherit; color: inherit; }
.mono { font-family: var(--mono); font-size: .93em; } .small { font-size: 12px; } .soft { color: var(--soft); } .strong { font-weight: 600; }
.bad { color: var(--bad); } .good { color: var(--green); } .ellipsis, .line { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; border-radius: 5px; } .list:focus-visible { outline-offset: -2px; }

.top { flex: none; height: 52px; display: flex; align-items: center; gap: 12px; padding: 0 16px; border-bottom: 1px solid var(--line); }
.brand { font-weight: 650; font-size: 16px; } .top .icon { margin-left: auto; }
.status { font-size: 12px; color: var(--soft); display: inline-flex; align-items: center; gap: 6px; }
.status::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--warn); } .status[data-now="live"]::before { background: var(--green); } .status[data-now="locked"]::before { background: var(--soft); }
button { height: 30px; border: 1px solid var(--line); border-radius: 7px; background: var(--side); padding: 0 11px; font-size: 13px; cursor: pointer; white-space: nowrap; }
button:hover:not(:disabled) { border-color: var(--accent); } button:disabled { opacity: .6; cursor: default; } button[aria-pressed="true"] { background: var(--tint); border-color: var(--accent); color: var(--accent); }
.icon { width: 32px; height: 32px; padding: 0; display: grid; place-items: center; flex: none; } .icon svg { width: 17px; height: 17px; }
.primary { height: 36px; background: light-dark(#0b61c4, #1e5fae); border-color: transparent; color: #fff; font-weight: 600; padding: 0 18px; }
.switch { display: none; }

.panes { flex: 1; min-height: 0; display: grid; grid-template-columns: 264px minmax(0, 1fr) minmax(340px, 34%); }
.pane { min-width: 0; min-height: 0; display: flex; flex-direction: column; } .actors, .feed { background: var(--side); } .actors { border-right: 1px solid var(--line); } .feed { border-left: 1px solid var(--line); }
.pane-head { flex: none; display: flex; align-items: center; gap: 8px; padding: 12px 14px 8px; } .pane-head h2 { font-size: 15px; margin-right: auto; } h2 .soft { font-weight: 400; font-size: 13px; margin-left: 4px; font-variant-numeric: tabular-nums; }
.pane-head button, .empty button { background: var(--bg); } #pause { min-width: 74px; }
.tools { flex: none; padding: 0 14px 10px; } .search { position: relative; }
input, select, textarea { width: 100%; border: 1px solid var(--line); border-radius: 7px; background: var(--bg); padding: 6px 10px; min-height: 34px; } textarea { resize: vertical; display: block; } input[type="checkbox"] { width: auto; min-height: 0; margin: 0; accent-color: var(--accent); }
input::placeholder, textarea::placeholder { color: var(--soft); opacity: 1; } [aria-invalid="true"] { border-color: var(--bad); }
.search kbd { position: absolute; right: 9px; top: 8px; font: 11px/16px var(--mono); color: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 0 6px; pointer-events: none; } .search input:focus + kbd, .search input:not(:placeholder-shown) + kbd { display: none; }
.kinds { flex: none; display: flex; flex-wrap: wrap; gap: 4px 14px; padding: 0 14px 10px; font-size: 12.5px; color: var(--soft); } .kinds label { display: inline-flex; align-items: center; gap: 5px; cursor: pointer; } .only { margin-left: auto; } .only:has(:disabled) { opacity: .5; }
.fill { flex: 1; min-height: 0; display: flex; } .fill:has([hidden]) { flex: 0; } .list { flex: 1; overflow: auto; position: relative; border-top: 1px solid var(--line); overscroll-behavior: contain; } .space { position: relative; contain: strict; min-height: 100%; }
.row { position: absolute; left: 0; right: 0; top: 0; display: flex; align-items: center; gap: 10px; padding: 0 14px; border-bottom: 1px solid var(--line); cursor: pointer; contain: strict; }
.row:hover { background: var(--panel); } .row[aria-selected="true"] { background: var(--tint); box-shadow: inset 3px 0 var(--accent); }
.two { flex: 1; min-width: 0; display: flex; flex-direction: column; line-height: 1.4; } .told { color: var(--soft); } .right { font-variant-numeric: tabular-nums; white-space: nowrap; }
.count { font-size: 12px; color: var(--soft); font-variant-numeric: tabular-nums; min-width: 22px; text-align: right; }
.dot { flex: none; width: 8px; height: 8px; border-radius: 50%; border: 1.5px solid var(--soft); } .dot.on { background: var(--green); border-color: var(--green); } .dot.busy { background: var(--warn); border-color: var(--warn); }
.badge { flex: none; font: 600 11px/18px var(--sans); border-radius: 9px; padding: 0 8px; white-space: nowrap; background: var(--tint); color: var(--accent); } .row .badge { min-width: 62px; text-align: center; }
.badge.event { background: var(--green-tint); color: var(--green); } .badge.refusal { background: var(--bad-tint); color: var(--bad); } .badge.hook { background: var(--plum-tint); color: var(--t); }
.empty { padding: 40px 26px; text-align: center; color: var(--soft); } .empty p + p { margin: 4px 0 14px; } .empty strong { color: var(--text); } .detail > .empty { margin: auto; max-width: 340px; }
.note { margin: 0 14px 8px; padding: 5px 10px; border-radius: 7px; background: light-dark(#fff1dc, #362710); color: var(--warn); font-size: 12.5px; }

.column { flex: 1; min-height: 0; display: flex; flex-direction: column; } .title { display: flex; align-items: center; gap: 10px; padding: 16px 20px 0; min-width: 0; } .title h1 { font-size: 19px; line-height: 1.3; overflow-wrap: anywhere; max-height: 4em; overflow: hidden; }
.title + .note { margin: 8px 20px 0; } .facts { padding: 4px 20px 12px; color: var(--soft); font-size: 12.5px; overflow-wrap: anywhere; }
.tabs { flex: none; display: flex; gap: 4px; padding: 0 16px; border-bottom: 1px solid var(--line); } .tabs button { border: 0; background: none; border-radius: 0; height: 36px; padding: 0 8px; border-bottom: 2px solid transparent; color: var(--soft); } .tabs button[aria-selected="true"] { border-color: var(--accent); color: var(--text); font-weight: 600; } .tabs .soft { font-weight: 400; font-size: 12px; }
.body { flex: 1; min-height: 0; overflow: auto; padding: 16px 20px 40px; overscroll-behavior: contain; } #call > *, .locked form { max-width: 560px; } #call .empty { max-width: none; }

.tree { font: 12.5px/1.65 var(--mono); overflow-wrap: anywhere; } .tree .name { color: var(--t); } .brief { color: var(--soft); overflow: hidden; text-overflow: ellipsis; min-width: 0; } details[open] > summary > .brief { display: none; } summary { cursor: pointer; border-radius: 4px; list-style: none; display: flex; min-width: 0; white-space: pre; } summary::-webkit-details-marker { display: none; } summary::before { content: "▸"; flex: none; width: 14px; color: var(--soft); } details[open] > summary::before { content: "▾"; } summary:hover { background: var(--panel); }
.members { margin-left: 6px; padding-left: 12px; border-left: 1px solid var(--line); } .leaf { padding-left: 14px; } .more { margin: 4px 0 4px 14px; height: 24px; font: 12px var(--sans); }
.v-string { color: var(--s); } .v-number { color: var(--n); } .v-boolean { color: var(--k); } .v-secret { color: var(--soft); background: var(--panel); border: 1px dashed var(--line); border-radius: 4px; padding: 0 6px; letter-spacing: .1em; }
.changed { animation: changed 1.2s ease-out; border-radius: 4px; } @keyframes changed { from { background: var(--tint); } }
@media (prefers-reduced-motion: reduce) { .changed { animation: none; } }

.card { border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; margin-bottom: 12px; } .card-head { display: flex; align-items: center; gap: 10px; min-width: 0; } .chips { display: flex; flex-wrap: wrap; gap: 6px; margin: 8px 0; } .chip { font-size: 12px; border: 1px solid var(--line); border-radius: 6px; padding: 0 7px; }
.parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 10px 20px; } h3 { font-size: 11px; font-weight: 600; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); } .part .leaf { padding-left: 0; }
fieldset { border: 0; padding: 0; margin: 0; min-width: 0; } legend { padding: 14px 0 6px; font-size: 11px; font-weight: 600; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); } legend:empty { display: none; }
.field { margin-bottom: 12px; } .field label, .locked label { display: flex; justify-content: space-between; align-items: baseline; gap: 10px; margin-bottom: 4px; } .field .small { margin-bottom: 4px; } .field-error { color: var(--bad); font-size: 12.5px; min-height: 0; margin-top: 3px; } .field-error:empty { display: none; } .about { margin-bottom: 8px; color: var(--soft); }
form > .soft { margin-bottom: 12px; } .outcome:not(:empty) { margin-top: 16px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 10px; background: var(--panel); overflow-wrap: anywhere; }
.entry { flex: none; max-height: 46%; overflow: auto; border-top: 1px solid var(--line); background: var(--bg); padding: 10px 14px 16px; } .entry-top { display: flex; gap: 10px; align-items: flex-start; } .entry-head { flex: 1; min-width: 0; display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; overflow-wrap: anywhere; } .entry .icon { border: 0; background: none; height: 24px; width: 24px; } #entry-facts { margin: 4px 0 8px; overflow-wrap: anywhere; }
.locked { flex: 1; display: grid; place-items: center; padding: 20px; } .locked form { width: 100%; max-width: 380px; } .locked h1 { font-size: 22px; } .locked p { color: var(--soft); margin: 6px 0 16px; } .locked .field-error { color: var(--bad); margin: 6px 0 0; } .locked .primary { margin-top: 14px; width: 100%; }

@media (max-width: 1080px) {
  .panes { grid-template-columns: 232px minmax(0, 1fr); grid-template-rows: minmax(0, 1fr) minmax(0, 1fr); } .actors { grid-row: 1 / 3; } .feed { border-left: 0; border-top: 1px solid var(--line); }
}
@media (max-width: 760px) {
  .top { padding: 0 12px; gap: 10px; } .brand { display: none; } .switch { display: flex; margin: 0 auto; } .switch button { border-radius: 0; margin-left: -1px; height: 34px; } .switch button:first-child { border-radius: 7px 0 0 7px; } .switch button:last-child { border-radius: 0 7px 7px 0; } .top .icon { margin-left: 0; }
  body:has(#panes[hidden]) .switch { visibility: hidden; }
  .panes { display: flex; } .pane { flex: 1; border: 0; display: none; } [data-pane="actors"] .actors, [data-pane="detail"] .detail, [data-pane="feed"] .feed { display: flex; }
  .title, .facts { padding-left: 14px; padding-right: 14px; } .body { padding: 14px 14px 40px; } input, select, textarea { font-size: 16px; } button { height: 34px; } .kinds { gap: 8px 14px; } .kinds label { min-height: 26px; }
}
`;
