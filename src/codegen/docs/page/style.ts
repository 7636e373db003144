// The style sheet of the reference page.

/** CSS for screens of any width, light and dark, and for paper. */
export const style = `
:root { color-scheme: light dark;
  --bg: light-dark(#ffffff, #0f1217); --side: light-dark(#f6f8fa, #141820); --panel: light-dark(#f6f8fa, #171c25);
  --line: light-dark(#dde3ea, #29313d); --text: light-dark(#1c2430, #dde4ee); --soft: light-dark(#556070, #97a3b4);
  --accent: light-dark(#0b61c4, #6cb2ff); --tint: light-dark(#e6f0fc, #16283f); --warn: light-dark(#8a4b00, #f0b35c);
  --warn-tint: light-dark(#fff1dc, #362710); --green: light-dark(#0d6b3c, #64d295); --green-tint: light-dark(#e0f5e9, #12301f);
  --k: light-dark(#a02580, #ee8bd0); --s: light-dark(#0a6640, #8fd9a8); --n: light-dark(#9a4b00, #f0b35c); --t: light-dark(#5b36b8, #b9a1ff);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
[data-theme="light"] { color-scheme: light; } [data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-padding-top: 76px; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.6 var(--sans); overflow-wrap: break-word; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
p { margin: 0 0 .6em; } p:last-child { margin-bottom: 0; }
code, pre { font-family: var(--mono); font-size: .88em; }
p code, li code, td code { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em; overflow-wrap: anywhere; }
button, input { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; z-index: 9; background: var(--bg); padding: 6px 12px; }
.top { position: sticky; top: 0; z-index: 5; height: 58px; display: flex; align-items: center; gap: 14px; padding: 0 20px;
  background: var(--bg); border-bottom: 1px solid var(--line); }
.brand { font-weight: 650; font-size: 16px; color: var(--text); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; }
.search { position: relative; flex: 0 1 420px; margin-left: auto; min-width: 0; }
.search input { width: 100%; height: 36px; padding: 0 38px 0 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--side); }
.search kbd { position: absolute; right: 9px; top: 8px; font: 12px/18px var(--mono); color: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 0 6px; background: var(--bg); }
.icon { height: 36px; min-width: 36px; border: 1px solid var(--line); border-radius: 8px; background: var(--side); cursor: pointer; padding: 0; display: grid; place-items: center; flex: none; }
.icon:hover { border-color: var(--accent); } .icon svg { width: 18px; height: 18px; } #menu { display: none; }
.layout { display: grid; grid-template-columns: 244px minmax(0, 1fr); max-width: 1400px; margin: 0 auto; }
nav { position: sticky; top: 58px; height: calc(100vh - 58px); overflow: auto; padding: 22px 14px 40px 20px; background: var(--side); border-right: 1px solid var(--line); font-size: 14px; }
nav h2 { font-size: 14px; margin: 22px 0 4px; padding: 0 8px; } nav h2:has(a) { padding: 0; } nav > :first-child h2, nav > h2:first-child { margin-top: 0; }
nav h3 { font-size: 11px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin: 10px 8px 2px; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 2px 8px; border-radius: 6px; color: var(--text); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
nav li a { font: 13px/1.7 var(--mono); } nav a:hover { background: var(--tint); text-decoration: none; }
nav a[aria-current] { background: var(--tint); color: var(--accent); }
main { padding: 34px 36px 120px; min-width: 0; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 10px; }
h2 { font-size: 23px; line-height: 1.25; letter-spacing: -.01em; margin: 0 0 8px; } h3 { font-size: 17px; margin: 0; }
h4 { font-size: 12px; font-weight: 600; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); margin: 18px 0 6px; }
.lead { font-size: 17px; color: var(--soft); max-width: 70ch; } .facts { display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 14px 0 0; padding: 0; color: var(--soft); font-size: 14px; list-style: none; }
.group { margin-top: 54px; padding-top: 34px; border-top: 1px solid var(--line); }
.kind { font: 600 11px/1 var(--sans); letter-spacing: .07em; text-transform: uppercase; color: var(--soft); margin-bottom: 8px; display: block; }
.part { margin: 38px 0 0; font-size: 18px; }
.entry { border: 1px solid var(--line); border-radius: 12px; margin-top: 16px; padding: 18px 20px 20px; }
[data-entry]:focus { outline: none; } .entry:target { border-color: var(--accent); box-shadow: 0 0 0 3px var(--tint); }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; } .head h3 { font-family: var(--mono); font-weight: 600; min-width: 0; overflow-wrap: anywhere; }
.anchor { color: var(--soft); opacity: 0; font-weight: 400; padding: 0 .3em; } .head:hover .anchor, .anchor:focus { opacity: 1; }
.signature { display: block; margin: 8px 0 10px; color: var(--soft); font-family: var(--mono); font-size: 13.5px; overflow-wrap: anywhere; }
.badge { font: 600 11px/18px var(--sans); border-radius: 9px; padding: 0 8px; background: var(--tint); color: var(--accent); white-space: nowrap; }
.badge.warn { background: var(--warn-tint); color: var(--warn); } .badge.event { background: var(--green-tint); color: var(--green); } .name .badge { margin-left: 8px; }
.split { display: grid; grid-template-columns: minmax(0, .78fr) minmax(0, 1.22fr); gap: 26px; margin-top: 6px; align-items: start; }
.fields { border-top: 1px solid var(--line); }
.field { display: grid; grid-template-columns: minmax(110px, 32%) minmax(0, 1fr); gap: 4px 16px; padding: 9px 0; border-bottom: 1px solid var(--line); }
.field .name > code { font-weight: 600; overflow-wrap: anywhere; } .field .what p { margin: 4px 0 0; font-size: 14px; }
.type { overflow-wrap: anywhere; white-space: pre-wrap; } .value > .fields { margin-top: 8px; } .none { color: var(--soft); }
.rules { list-style: none; margin: 4px 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 6px; font-size: 12.5px; color: var(--soft); }
.rules li { border: 1px solid var(--line); border-radius: 6px; padding: 0 7px; min-width: 0; overflow-wrap: anywhere; } .rules li code { border: 0; background: none; padding: 0; color: var(--text); }
.error + .error { margin-top: 12px; } .error .code { font: 600 13.5px var(--mono); color: var(--warn); }
.snippet { border: 1px solid var(--line); border-radius: 10px; background: var(--panel); overflow: hidden; } .snippet + .snippet { margin-top: 10px; }
.bar { display: flex; align-items: center; min-height: 36px; padding: 0 6px 0 14px; border-bottom: 1px solid var(--line); font-size: 12.5px; color: var(--soft); }
.copy { margin-left: auto; border: 0; background: none; cursor: pointer; color: var(--soft); font-size: 12.5px; padding: 5px 10px; border-radius: 6px; }
.copy:hover { color: var(--accent); background: var(--tint); }
pre { margin: 0; padding: 13px 14px; overflow-x: auto; font-size: 12.3px; line-height: 1.65; tab-size: 2; } pre code { font-size: inherit; }
i { font-style: normal; } .k { color: var(--k); } .s { color: var(--s); } .n { color: var(--n); } .t { color: var(--t); } .c { color: var(--soft); } .f { color: var(--accent); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; } th, td { text-align: left; vertical-align: top; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); }
th { font-size: 12px; color: var(--soft); } td:first-child { white-space: nowrap; } .files { color: var(--soft); font-size: 14px; }
.empty { display: none; color: var(--soft); padding: 40px 0; } .searching .empty.on { display: block; } [hidden] { display: none !important; }
@media (max-width: 1100px) { .split { grid-template-columns: minmax(0, 1fr); } main { padding: 30px 30px 100px; } }
@media (max-width: 760px) {
  .top { gap: 8px; padding: 0 12px; } #menu { display: grid; } .brand { display: none; } .search { flex: 1; } .search kbd { display: none; } .search input { padding-right: 12px; }
  .layout { display: block; } nav { display: none; position: fixed; inset: 58px 0 0 0; height: auto; z-index: 4; border: 0; padding: 18px 16px 60px; } .menu nav { display: block; } nav li a, nav a { padding: 6px 8px; }
  main { padding: 24px 16px 90px; } h1 { font-size: 26px; } .entry { padding: 15px 14px 16px; border-radius: 10px; } .field { grid-template-columns: minmax(0, 1fr); gap: 2px; } table, tbody, tr, td:last-child { display: block; } thead { display: none; } tr { border-bottom: 1px solid var(--line); padding: 8px 0; } td { display: inline-block; border: 0; padding: 0 10px 0 0; color: var(--soft); } td:last-child { color: inherit; }
}
@media print { :root { color-scheme: light; } .top, nav, .copy, .anchor, .skip { display: none !important; } .layout { display: block; } main { padding: 0; } .entry { break-inside: avoid; } pre { white-space: pre-wrap; } .split { display: block; } .snippet { margin-top: 10px; } }
`;
