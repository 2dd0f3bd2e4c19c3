/** What the style sheet has for the parts that scripts add. */
export const interactiveStyle: string = `
a.t{color:inherit;text-decoration:underline dotted;text-underline-offset:2px}a.t:hover{color:var(--accent)}
.answers{position:relative}.answers .track{user-select:none;cursor:crosshair;touch-action:pan-y pinch-zoom}.answers .row .track>svg{overflow:hidden}
.answers .axis{cursor:pointer}
.chosen{outline:2px solid var(--accent);outline-offset:-1px}
.mark{stroke:var(--ink);stroke-width:2;fill:none;vector-effect:non-scaling-stroke}
.cursor,.marker,.selection{position:absolute;top:0;bottom:0;pointer-events:none;z-index:1}
.cursor{border-left:1px dashed var(--soft)}
.marker{border-left:2px solid var(--ink)}.marker span{position:absolute;top:-15px;left:-7px;font-size:11px;white-space:nowrap;background:var(--paper);padding:0 4px 0 1px;color:var(--ink);font-weight:600}
.marker.at-end span{left:auto;right:-7px;padding:0 1px 0 4px}
.selection{background:var(--accent);opacity:.22;border:solid var(--accent);border-width:0 1px}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:6px;margin:8px 0 18px;font-size:12px}
.tools button{font:inherit;min-width:30px;min-height:26px;padding:2px 9px;color:var(--ink);background:var(--wash);border:1px solid var(--line);border-radius:5px;cursor:pointer}
.tools button:hover:not([disabled]){border-color:var(--accent)}.tools button[disabled]{opacity:.45;cursor:default}
.shown{color:var(--soft);margin:0 10px}.how{margin:0;flex-basis:auto;max-width:80ch}.how[open]{flex-basis:100%}.how p{color:var(--soft)}
.tip{position:fixed;z-index:3;max-width:min(360px,92vw);padding:6px 10px;font-size:12px;line-height:1.4;background:var(--paper);color:var(--ink);border:1px solid var(--soft);border-radius:6px;box-shadow:0 3px 12px #0003;pointer-events:none}
.panel{position:sticky;bottom:8px;z-index:2;margin:10px 0;padding:8px 14px 12px;background:var(--paper);border:1px solid var(--soft);border-left:5px solid var(--failed);border-radius:6px;box-shadow:0 3px 14px #0003;font-size:13px}
.panel .tools{margin:0 0 6px}.panel .tools button:last-child{margin-left:auto}
.panel dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:6px 0 0}
.latency h3{display:inline;margin-right:8px}.latency{margin-top:26px;font-size:12px}.latency select{font:inherit;max-width:100%;color:var(--ink);background:var(--wash);border:1px solid var(--line);border-radius:5px;padding:3px 6px}
.latency .u-legend{font-size:11px;text-align:left;color:var(--soft);margin:0 0 0 64px}.latency .u-legend th,.latency .u-legend td{padding:2px 4px;border:0}.latency .uplot,.latency .u-legend,.chart{max-width:100%}.chart{min-height:260px}
.latency .u-legend{display:table;width:auto}.latency .u-legend tbody{display:table-row-group}
.u-select{background:var(--accent)!important;opacity:.22}.u-cursor-x,.u-cursor-y{border-color:var(--soft)!important}
[hidden]{display:none!important}
@media print{.tools,.tip,.panel,.latency,.cursor,.marker{display:none!important}a.t{text-decoration:none}.chosen{outline:0}}
`;
