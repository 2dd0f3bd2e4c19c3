/** Colours by what they mean, in the light and in the dark; told apart by people who do not see all colours. */
const colours = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#596473;--line:#d9dee5;--faint:#eef1f4;--paper:#fff;--wash:#f7f8fa;--accent:#3b6ea5;
--ok:#2a9d8f;--slow:#d98e04;--failed:#c8400a;--unknown:#8a3d8f;--unseen:#98a1ad;--measured:#3f4d60;--expected:#8a97a6;
--pass:#0b6e5f;--fail:#b23608;--open:#7d5700}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e8ed;--soft:#9ba6b4;--line:#333c48;--faint:#232a33;--paper:#151a20;--wash:#1b2129;--accent:#7fb0e6;
--ok:#4cc2b2;--slow:#f0b03c;--failed:#ff7a45;--unknown:#d590da;--unseen:#768191;--measured:#b9c6d6;--expected:#8a97a6;
--pass:#56cdbb;--fail:#ff8a5c;--open:#e5b455}}`;

const text = `
*{box-sizing:border-box}
body{margin:0 auto;max-width:1320px;padding:28px 32px 64px;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1{font-size:clamp(21px,2.5vw,30px);line-height:1.28;font-weight:600;letter-spacing:-.012em;margin:10px 0 8px;max-width:46ch;text-wrap:balance}
h2{font-size:17px;font-weight:600;margin:40px 0 10px}
h3{font-size:13px;font-weight:600;margin:0}
p{margin:6px 0;max-width:100ch}
code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.quiet,.promise,caption .quiet{color:var(--soft);font-weight:400}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.n{text-align:right;white-space:nowrap}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header{border-left:5px solid var(--open);padding:2px 0 2px 20px}
header.o-pass{border-color:var(--pass)}header.o-fail{border-color:var(--fail)}
.what{font-size:13px}.scenario{font-weight:600;margin:0 6px}.counts{color:var(--soft)}.detail{margin-bottom:8px}
.badge{display:inline-block;font-weight:650;white-space:nowrap}
.badge.v-pass{color:var(--pass)}.badge.v-fail{color:var(--fail)}.badge.v-inconclusive{color:var(--open)}
.errors,.deviates{color:var(--fail)}.deviates{font-weight:600}
.myth{margin:18px 0 0 25px;color:var(--soft)}
nav{margin:16px 0 0 25px;font-size:13px}nav a{margin-right:16px;text-decoration:none}nav a:hover{text-decoration:underline}`;

const tables = `
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:left;padding:10px 0 6px;font-weight:600}
caption.quiet{caption-side:bottom;font-size:12px;padding:8px 0 0}
th,td{padding:7px 14px 7px 0;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
th.n,td.n{text-align:right}
thead th{white-space:nowrap;border-top:0;color:var(--soft);font-size:12px;font-weight:500;vertical-align:bottom;padding-bottom:4px}
tbody th{font-weight:500}
th:last-child,td:last-child{padding-right:0}
.guarantees .says{display:block}.guarantees .promise,.waterfall th .quiet{display:block;font-size:12px;line-height:1.4;margin-top:2px}
.guarantees .bars{width:25%;min-width:180px}
.guarantees .n{font-weight:400}.guarantees tbody .n{padding-top:7px}
.waterfall{table-layout:fixed;margin-bottom:8px}.waterfall th:first-child{width:25%}.waterfall .bars{width:auto}
.waterfall .n{width:150px;white-space:normal}.waterfall th:last-child,.waterfall td:last-child{width:150px}
.waterfall td,.waterfall th{padding-top:4px;padding-bottom:4px}
.scroll{overflow-x:auto}.sortable td{max-width:62ch}.sortable tbody th{overflow-wrap:break-word}
.sortable thead button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
.sortable thead button::after{content:" ↕";opacity:.45}
.sortable [aria-sort=ascending] button::after{content:" ↑";opacity:1}.sortable [aria-sort=descending] button::after{content:" ↓";opacity:1}
details{margin-top:14px}summary{cursor:pointer}summary h2{display:inline;margin:0}details.fold{border-top:1px solid var(--line);padding-top:14px;margin-top:26px}
details.more{font-size:13px}
.on-paper{display:none}.plain{padding-left:18px;margin:6px 0}.plain li{margin:3px 0;max-width:100ch}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:8px 24px;margin:12px 0}
.facts div{border-top:1px solid var(--line);padding-top:5px}dt{color:var(--soft);font-size:12px}dd{margin:0}
.command{display:grid;grid-template-columns:14em minmax(0,1fr);gap:2px 10px;align-items:baseline;max-width:none}.command span{color:var(--soft);font-size:12px}
.command code{background:var(--wash);border:1px solid var(--line);border-radius:5px;padding:3px 9px;user-select:all;justify-self:start}
.failover{margin:14px 0 22px}`;

const pictures = `
svg{display:block;overflow:visible}svg svg{overflow:hidden}svg text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}
.axis text{fill:var(--soft)}.patterns{position:absolute}
.legend{display:flex;flex-wrap:wrap;gap:4px 22px;font-size:12px;color:var(--soft);max-width:none}
.key{display:inline-flex;align-items:center;gap:6px;white-space:nowrap}.keys .key{margin-right:10px;gap:4px}
.keys{display:block;font-size:11px;color:var(--soft);white-space:normal}
.lanes{font-size:12px}.lanes h3{display:flex;justify-content:space-between;color:var(--soft);font-size:12px;font-weight:600;padding:12px 0 3px}
.rows{list-style:none;margin:0;padding:0}
.row{display:grid;grid-template-columns:230px minmax(0,1fr) 122px;column-gap:14px;align-items:center;border-top:1px solid var(--faint)}
.axis-row{border:0;color:var(--soft);font-size:11px}.axis-row .figure{text-align:right}
.row .name{padding:2px 0;line-height:1.3}.row .figure{text-align:right;color:var(--soft);font-size:11.5px;line-height:1.3}
.row:hover{background:var(--wash)}
.grid{stroke:var(--line);stroke-width:1;fill:none;vector-effect:non-scaling-stroke}
.band{fill:var(--accent);fill-opacity:.16}.edge{stroke:var(--accent);stroke-opacity:.75;stroke-width:1;fill:none;vector-effect:non-scaling-stroke}
.change{stroke:var(--paper);stroke-width:2.5;vector-effect:non-scaling-stroke}
.s-ok{fill:var(--ok)}.s-slow{fill:var(--slow);stroke:var(--slow)}.s-failed{fill:var(--failed);stroke:var(--failed)}
.s-unknown{stroke:var(--unknown)}.s-slow,.s-failed,.s-unknown{stroke-width:2;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.s-unobserved{stroke:var(--unseen);stroke-width:1;stroke-dasharray:3 3;vector-effect:non-scaling-stroke}
.p-unknown{fill:var(--unknown)}.p-unobserved{stroke:var(--unseen)}.p-lines,.p-dots{fill:var(--accent)}.p-possible{stroke:var(--measured)}
.f-active{fill:var(--accent)}.f-possible{stroke:var(--accent);vector-effect:non-scaling-stroke}.f-steady{stroke:var(--accent);fill:none;stroke-width:1.5;vector-effect:non-scaling-stroke}
.b-0,.b-1,.b-2,.b-3,.b-4{stroke:var(--paper);stroke-width:.8;vector-effect:non-scaling-stroke}.step{stroke:var(--line);fill:var(--wash)}
.h-area{fill:var(--expected)}.h-beyond{fill:var(--measured);stroke:var(--measured);stroke-width:2;vector-effect:non-scaling-stroke}.outage{cursor:help}
.rail,.lead{fill:none;vector-effect:non-scaling-stroke}.lead{stroke:var(--unseen);stroke-width:1;stroke-dasharray:2 3}.rail{stroke:var(--line);vector-effect:non-scaling-stroke}.expected{fill:var(--expected);fill-opacity:.3}
.limit{stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}.zero{stroke:var(--accent);vector-effect:non-scaling-stroke}
.m-sure{fill:var(--measured);stroke:var(--measured)}.m-possible{stroke:var(--measured)}.m-sure,.m-possible{stroke-width:1.5;vector-effect:non-scaling-stroke}
.m-sure.v-fail{fill:var(--fail);stroke:var(--fail)}
.words{container-type:inline-size;display:flex;align-items:center;height:100%;padding:0 6px;font-size:11px;line-height:13px;pointer-events:none}.words.to-right{justify-content:flex-end}
.words span{min-width:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;padding:0 3px;border-radius:2px;background:var(--paper);color:var(--ink)}.step+foreignObject span{background:none}
@container (max-width:42px){.words span{display:none}}`;

const media = `
@media screen and (max-width:760px){.b-0,.b-1,.b-2,.b-3,.b-4{stroke-width:0}body{padding:16px 16px 40px}header{padding-left:13px}nav,.myth{margin-left:0}nav a{display:inline-block;padding:4px 0}
.row{grid-template-columns:minmax(0,1fr) auto;padding:3px 0}.row .track{grid-row:2;grid-column:1/-1}.axis-row{padding:0}.axis-row .name{display:none}.axis-row .track{grid-row:1}.axis-row .figure{display:none}
.guarantees thead,.waterfall thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.guarantees,.guarantees tbody,.guarantees tr,.guarantees td,.guarantees th,.guarantees caption,.waterfall,.waterfall tbody,.waterfall tr,.waterfall td,.waterfall th,.waterfall caption{display:block;width:auto!important;text-align:left!important;border:0;padding:1px 0!important}
.guarantees tr,.waterfall tr{border-top:1px solid var(--line);padding:11px 0 12px!important}.guarantees caption{padding:0 0 12px!important}
.guarantees td[data-label],.waterfall td[data-label]{display:inline-block;font-size:clamp(11px,2.75vw,12px);padding-right:.25em!important}
td[data-label]:not(:empty)::before{content:attr(data-label) " ";color:var(--soft)}td[data-label]:not(:empty):has(~td[data-label]:not(:empty))::after{content:" ·";color:var(--soft)}
.guarantees td:empty,.waterfall td:empty{display:none}.command{grid-template-columns:minmax(0,1fr)}.facts{grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}.sortable td{min-width:12ch}.sortable th{min-width:14ch}}
@media print{@page{size:A4;margin:9mm}.scroll:has(+.on-paper) tbody tr:nth-child(n+7),.plain li:nth-child(n+6),.on-screen{display:none}.on-paper{display:block;font-size:12px}:root{color-scheme:light}main{zoom:.56}.guarantees .bars{width:15%;min-width:100px}.guarantees .n{padding-right:8px}p,.plain li,.sortable td{max-width:none}body{padding:0;max-width:none;line-height:1.35;print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2{margin:18px 0 6px}.promise,.guarantees .promise,.waterfall th .quiet,.says+.promise,nav,details:not([open]),details.more{display:none}
th,td,.guarantees tbody .n,.waterfall td,.waterfall th{padding-top:2px;padding-bottom:2px}.facts{grid-template-columns:repeat(5,1fr);gap:3px 18px;margin:6px 0}dd{font-size:12px}
.lanes h3{padding:6px 0 1px}h2,h3,caption,thead,.command{break-after:avoid}tr,.row{break-inside:avoid}details.fold{margin-top:12px;padding-top:6px}.failover{margin:8px 0}caption{padding:6px 0 2px}}
@media (forced-colors:active){svg{forced-color-adjust:none}}`;

/** The style sheet of the page. */
export const style: string = [colours, text, tables, pictures, media].join("");
