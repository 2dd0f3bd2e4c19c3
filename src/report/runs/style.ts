import { style as pageStyle } from "../page/style.ts";

/** What pages of several runs have beside the style of a run's own page, whose colours they share. */
const ownStyle = `
.small{font-size:12px}
.scroll{border:1px solid var(--line);border-radius:6px}.scroll th,.scroll td{padding:6px 12px}
.scroll thead th{background:var(--wash)}.scroll tbody tr:first-child>*{border-top:0}
.scroll tbody th{min-width:15rem;font-weight:600}.scroll td{white-space:nowrap}.scroll td.text{white-space:normal;min-width:14rem;max-width:34rem}
.flaky{border:1.5px dashed var(--open);border-radius:4px;padding:0 .4em;color:var(--open);font-weight:650;white-space:nowrap}
.spark{max-width:100%}.spark .limit{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 2}
.spark .pass{stroke:var(--pass);fill:var(--pass)}.spark .fail{stroke:var(--fail);fill:var(--fail)}.spark .inconclusive{stroke:var(--open);fill:var(--open)}
.one{fill:var(--accent);stroke:var(--accent)}.two{fill:none;stroke:var(--ink);stroke-width:1.5}
.comparison td.plot{width:50%;min-width:20rem}
.row-of-runs{border-top:1px solid var(--line);padding:10px 0 4px;margin-top:18px}.row-of-runs summary{font-weight:600;padding:4px 0 10px}
.row-of-runs>div{scroll-margin-top:64px}h3{margin:14px 0 6px}ul{margin:6px 0;padding-left:20px}
@media (max-width:760px){.scroll th,.scroll td{padding:6px 8px}.scroll tbody th{min-width:9.5rem}.scroll td.text{min-width:10rem}.comparison td.plot{min-width:12rem}}
@media print{.scroll{overflow:visible}}`;

/** The style sheet of pages of several runs. */
export const style: string = pageStyle + ownStyle;
