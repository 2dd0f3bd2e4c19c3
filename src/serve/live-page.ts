import { cellCharacters, cellWords } from "../live/cells.ts";
import type { Cell } from "../live/live-snapshot.ts";
import { style } from "../report/page/style.ts";

/** What the live page has beside the report's own style; the colours are that one's. */
const liveStyle = `
.phase{font-size:20px}progress{width:100%;height:12px;accent-color:var(--accent)}
#lanes td,#lanes th{padding:1px 14px 1px 0;white-space:nowrap;border:0}
#lanes td.strip{width:100%;max-width:0;overflow:hidden;direction:rtl;text-align:right}.strip>span{direction:ltr;unicode-bidi:isolate}
@media (max-width:760px){#lanes tr{display:grid;grid-template-columns:auto minmax(0,1fr);column-gap:8px}#lanes td:nth-child(n+3){grid-column:1/-1;max-width:100%}#lanes td,#lanes th{padding:1px 0;white-space:normal}}
.strip{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;line-height:1.2}
tr.out td,tr.out th,.c-failed,.c-unknown,.unproven em,.not-healed em{color:var(--fail)}tr.out th{font-weight:700}
tr.degraded td:first-child,.c-part,.c-slow,.active em,.injecting em,.healing em{color:var(--open)}
.c-fast,.c-usual,.c-long,.c-longer,.healed em,.done em{color:var(--pass)}.c-none,time,#link{color:var(--soft)}
#faults,#log{list-style:none;margin:0;padding:0}em{font-style:normal}.legend span{display:inline}#log{max-height:320px;overflow-y:auto}
`;

/** Puts what the server sends into the page; texts were made harmless by the server. */
const script = `
const link = document.getElementById("link");
const say = (text) => { if (link.textContent !== text) link.textContent = text; };
const source = new EventSource("events");
source.addEventListener("state", ({ data }) => {
  for (const [id, html] of Object.entries(JSON.parse(data))) {
    const part = document.getElementById(id);
    if (part.dataset.html !== html) { part.innerHTML = html; part.dataset.html = html; }
  }
  say("Live.");
});
source.addEventListener("end", () => { source.close(); say("The command has ended; this page stays as it is."); });
source.onerror = () => say("No connection: trying again.");
`;

/** The live page before its first event; it asks for nothing but the events beside it. `nonce` allows its own script. */
export function livePage(nonce: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>kind-chaos, live</title><link rel="icon" href="data:,"><style nonce="${nonce}">${style}${liveStyle}</style></head>
<body><main><header id="head"><h1>kind-chaos</h1></header>
<p id="link" role="status">Connecting.</p>
<noscript><p>This page needs scripts; the terminal and the report do not.</p></noscript>
<section id="now" aria-label="Now"></section>
<h2>Faults</h2><ul id="faults"></ul>
<h2>Lanes</h2><p class="quiet">One character a second, the newest at the right; ${legend()}.</p>
<div class="scroll"><table><thead class="unseen"><tr><th scope="col">State</th><th scope="col">Lane</th><th scope="col">Now</th><th scope="col">Last two minutes</th></tr></thead><tbody id="lanes"></tbody></table></div>
<h2>Events</h2><ul id="log" tabindex="0" aria-label="Events, the newest first"></ul></main>
<script nonce="${nonce}">${script}</script></body></html>
`;
}

function legend(): string {
  return (Object.keys(cellWords) as Cell[])
    .map((cell) => `<span class="c-${cell}">${cellCharacters[cell]}</span> ${cellWords[cell]}`)
    .join(", ");
}

/** What a browser may do with the page: run its own script and style, and ask its own server. */
export function pagePolicy(nonce: string): string {
  const own = `'nonce-${nonce}'`;
  const allowed = { "script-src": own, "style-src": own, "connect-src": "'self'", "img-src": "data:" };
  const none = ["default-src", "base-uri", "form-action", "frame-ancestors"].map((name) => `${name} 'none'`);
  return [...none, ...Object.entries(allowed).map((rule) => rule.join(" "))].join("; ");
}
