(() => {
"use strict";
const m0 = (() => {
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...digits].map((digit, value) => [digit, value]));
function encodeColumn(column){
const parts= [];
let zeros = 0;
const endZeros = () => {
if (zeros > 0) parts.push("A", quantity(zeros));
zeros = 0;
};
for (const value of column) {
if (value === 0) zeros += 1;
else {
endZeros();
parts.push(quantity(value));
}
}
endZeros();
return parts.join("");
}
function decodeColumn(text){
const column= [];
let value = 0;
let weight = 1;
let afterZero = false;
for (const digit of text) {
const bits = values.get(digit);
if (bits === undefined) throw new Error(`"${digit}" is no digit of a column`);
value += (bits & 31) * weight;
weight *= 32;
if (bits >= 32) continue;
if (afterZero) for (let zero = 0; zero < value; zero += 1) column.push(0);
else if (value > 0) column.push(value);
afterZero = value === 0 && !afterZero;
value = 0;
weight = 1;
}
return column;
}
function encodeAscending(numbers){
return encodeColumn(numbers.map((number, index) => number - (numbers[index - 1] ?? 0)));
}
function decodeAscending(text){
let sum = 0;
return decodeColumn(text).map((step) => {
sum += step;
return sum;
});
}
function quantity(value){
let rest = value;
let text = "";
do {
const bits = rest % 32;
rest = Math.floor(rest / 32);
text += digits[rest > 0 ? bits + 32 : bits];
} while (rest > 0);
return text;
}
return { encodeColumn, decodeColumn, encodeAscending, decodeAscending };
})();
const m1 = (() => {
const courseStates = ["ok", "slow", "failed", "unknown", "unobserved"] ;
 
return { courseStates };
})();
const m2 = (() => {
const { courseStates } = m1;
const nothing = -1;
function laneSpans(lane, series, holes){
const { from, binMs, bins } = series;
const states = new Int8Array(bins).fill(nothing);
const own = Array.from({ length: bins }, (_, bin) => worstOf(lane, bin));
let last = nothing;
let lastBin = bins - 1;
while (lastBin >= 0 && own[lastBin] === nothing) lastBin -= 1;
for (let bin = 0; bin <= lastBin; bin += 1) {
const state = own[bin] ?? nothing;
if (state !== nothing) last = state;
states[bin] = last;
}
for (const hole of holes) {
const first = Math.max(0, Math.floor((hole.from - from) / binMs));
const end = Math.min(bins, Math.ceil((hole.to - from) / binMs));
for (let bin = first; bin < end; bin += 1) states[bin] = unobserved;
}
for (const [bin, state] of own.entries()) if (state > 0) states[bin] = state;
return merged(states, series);
}
const [, slow, failed, unknown, unobserved] = [0, 1, 2, 3, 4];
function worstOf({ ok, late, failed: lost, unknown: open }, bin){
if ((lost[bin] ?? 0) > 0) return failed ;
if ((open[bin] ?? 0) > 0) return unknown ;
if ((late[bin] ?? 0) > 0) return slow ;
return (ok[bin] ?? 0) > 0 ? 0 : nothing;
}
function merged(states, { from, binMs }){
const spans= [];
let first = 0;
for (let bin = 1; bin <= states.length; bin += 1) {
if (bin < states.length && states[bin] === states[first]) continue;
const state = courseStates[states[first] ?? nothing];
if (state !== undefined) spans.push({ from: from + first * binMs, to: from + bin * binMs, state });
first = bin;
}
return spans;
}
return { laneSpans };
})();
const m3 = (() => {
const { decodeAscending, decodeColumn, encodeAscending, encodeColumn } = m0;
function encodeOutages(outages, words){
const place = new Map(words.map((word, index) => [word, index]));
const of = (word) => place.get(word) ?? 0;
const column = (value) => encodeColumn(outages.map(value));
const open = (ms) => (ms === null ? 0 : tenths(ms) + 1);
return {
from: encodeAscending(outages.map(({ from }) => tenths(from))),
length: column(({ from, to }) => (to === null ? 0 : tenths(to) - tenths(from) + 1)),
least: column(({ atLeastMs }) => tenths(atLeastMs)),
most: column(({ atMostMs }) => open(atMostMs)),
attempts: column(({ attempts }) => attempts),
first: column(({ from, first }) => Math.max(0, tenths(first.at) - tenths(from))),
last: column(({ from, last }) => Math.max(0, tenths(last.at) - tenths(from))),
errors: encodeColumn(
outages.flatMap(({ first, last, errors }) => {
const counts = Object.entries(errors);
return [
of(first.error),
of(last.error),
counts.length,
...counts.flatMap(([word, count]) => [of(word), count]),
];
}),
),
};
}
function decodeOutages(columns, words){
const [length, least, most, attempts, first, last] = (
["length", "least", "most", "attempts", "first", "last"]
).map((name) => decodeColumn(columns[name]));
const errors = decodeColumn(columns.errors);
let at = 0;
const next = () => errors[at++] ?? 0;
const word = () => words[next()] ?? "";
return decodeAscending(columns.from).map((from, index)=> {
const of = (column) => column?.[index] ?? 0;
const open = (value, from0 = 0) => (value === 0 ? null : (from0 + value - 1) / 10);
const [firstError, lastError] = [word(), word()];
const counts = Array.from({ length: next() }, () => [word(), next()] );
return {
from: from / 10,
to: open(of(length), from),
atLeastMs: of(least) / 10,
atMostMs: open(of(most)),
attempts: of(attempts),
errors: Object.fromEntries(counts),
first: { at: (from + of(first)) / 10, error: firstError },
last: { at: (from + of(last)) / 10, error: lastError },
};
});
}
function tenths(ms){
return Math.round(ms * 10);
}
return { encodeOutages, decodeOutages };
})();
const m4 = (() => {
const { decodeAscending, decodeColumn } = m0;
const { laneSpans } = m2;
const { decodeOutages, } = m3;
function laneOf(lane, { bins, errors, backends }){
const [ok, late, failed, unknown, least, spread] = (
["ok", "late", "failed", "unknown", "least", "spread"]
).map((name) => decodeColumn(lane.columns[name])) ;
const series = { from: bins.from, binMs: bins.ms, bins: bins.count };
return {
name: lane.lane,
deadlineMs: lane.deadlineMs,
...{ ok, late, failed, unknown },
leastMs: least.map((value) => (value === 0 ? null : (value - 1) / 10)),
greatestMs: least.map((value, bin) => (value === 0 ? null : (value - 1 + (spread[bin] ?? 0)) / 10)),
spans: laneSpans({ ok, late, failed, unknown }, series, lane.unobserved),
failures: failuresOf(lane, errors, backends),
outages: decodeOutages(lane.outages, errors),
unobserved: lane.unobserved,
limits: lane.limits,
};
}
function failuresOf({ failures }, errors, backends){
if (failures === null) return [];
const [unknown, error, backend, latency] = (["unknown", "error", "backend", "latency"] ).map((name) =>
decodeColumn(failures[name]),
);
return decodeAscending(failures.at).map((at, index) => ({
at: at / 10,
latencyMs: (latency?.[index] ?? 0) / 10,
outcome: unknown?.[index] === 1 ? "unknown" : "failed",
error: errors[error?.[index] ?? 0] ?? "",
backend: backends[backend?.[index] ?? 0] ?? "",
}));
}
return { laneOf };
})();
const m5 = (() => {
function hashOf(ms){
return `#t=${Math.max(0, Math.round(ms / 10) / 100)}s`;
}
function momentOf(hash){
const [, seconds, hours = 0, minutes, rest] =
/^#t=(?:(\d{1,9}(?:\.\d{1,6})?)s|(?:(\d{1,4}):)?(\d{1,2}):(\d{2}(?:\.\d{1,6})?))$/.exec(hash) ?? [];
if (seconds !== undefined) return Number(seconds) * 1_000;
return minutes === undefined ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(rest)) * 1_000;
}
return { hashOf, momentOf };
})();
const m6 = (() => {
function clock(ms, digits){
const scale = 10 ** digits;
const units = Math.round((Math.abs(ms) * scale) / 1_000);
const seconds = Math.floor(units / scale);
const two = (value) => String(value).padStart(2, "0");
const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
const fraction = digits === 0 ? "" : `.${String(units % scale).padStart(digits, "0")}`;
const sign = ms < 0 && units > 0 ? "−" : "";
return `${sign}${hours === 0 ? minutes : `${hours}:${two(minutes)}`}:${two(seconds % 60)}${fraction}`;
}
return { clock };
})();
const m7 = (() => {
const { clock } = m6;
const steps = [
...[
0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200,
],
86_400,
];
function ticksOf({ from, to }, most = 8){
const stepMs = 1_000 * (steps.find((step) => (to - from) / (1_000 * step) <= most) ?? 172_800);
const ticks= [];
for (let tick = Math.ceil(from / stepMs); tick * stepMs <= to; tick += 1) ticks.push(Math.round(tick * stepMs));
return ticks;
}
function tickLabel(ms){
const hundredths = Math.round(ms / 10);
return clock(ms, hundredths % 100 === 0 ? 0 : hundredths % 10 === 0 ? 1 : 2);
}
return { ticksOf, tickLabel };
})();
const m8 = (() => {
const leastSpanMs = 50;
function fitted({ from, to }, whole){
const span = Math.min(whole.to - whole.from, Math.max(leastSpanMs, to - from));
const begin = Math.min(Math.max(from, whole.from), whole.to - span);
return { from: begin, to: begin + span };
}
function zoomed(view, factor, around, whole){
const span = Math.max(leastSpanMs, factor * (view.to - view.from));
const share = (around - view.from) / (view.to - view.from);
return fitted({ from: around - share * span, to: around + (1 - share) * span }, whole);
}
function panned({ from, to }, share, whole){
const by = share * (to - from);
return fitted({ from: from + by, to: to + by }, whole);
}
function selected(one, other, whole){
const middle = (one + other) / 2;
const half = Math.max(leastSpanMs, Math.abs(other - one)) / 2;
return fitted({ from: middle - half, to: middle + half }, whole);
}
function centredOn(ms, view, whole){
const all = whole.to - whole.from;
const span = isWhole(view, whole) ? Math.min(all, Math.max(2_000, all / 8)) : view.to - view.from;
return fitted({ from: ms - span / 2, to: ms + span / 2 }, whole);
}
function isWhole(view, whole){
return view.to - view.from >= whole.to - whole.from - 1e-6;
}
function shareOf(ms, { from, to }){
return (ms - from) / (to - from);
}
function momentAt(share, { from, to }){
return from + share * (to - from);
}
return { leastSpanMs, fitted, zoomed, panned, selected, centredOn, isWhole, shareOf, momentAt };
})();
const m9 = (() => {
const { tickLabel, ticksOf } = m7;
const { shareOf, } = m8;
function axesOf(list){
const axes = [...list.querySelectorAll("svg.axis")];
return (view) => {
for (const axis of axes) draw(axis, view);
};
}
function draw(axis, view){
const width = Math.max(1, axis.clientWidth);
const most = Math.max(2, Math.min(8, Math.floor(width / labelPixels)));
axis.replaceChildren(...ticksOf(view, most).map((tick) => label(tick, view, labelPixels / 3 / width)));
}
const labelPixels = 60;
function label(tick, view, edge){
const share = shareOf(tick, view);
const made = document.createElementNS("http://www.w3.org/2000/svg", "text");
made.setAttribute("x", `${(100 * share).toFixed(3)}%`);
made.setAttribute("y", "12");
made.setAttribute("text-anchor", share < edge ? "start" : share > 1 - edge ? "end" : "middle");
made.textContent = tickLabel(tick);
return made;
}
return { axesOf };
})();
const m10 = (() => {
class UsageError extends Error {
name = "UsageError";
}
class PlatformError extends Error {
name = "PlatformError";
code;
constructor(code, message, options) {
super(message, options);
this.code = code;
}
}
function messageOf(error){
try {
return error instanceof Error ? String(error.message) : String(error);
} catch {
return "something was thrown that cannot be described";
}
}
const machineCodes = ["ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE", "ENOMEM", "EAGAIN"];
function isMachineError(error){
return error instanceof Error && machineCodes.includes((error ).code ?? "");
}
function isDiskFull(cause){
return ["ENOSPC", "EDQUOT"].includes((cause )?.code ?? "");
}
return { UsageError, PlatformError, messageOf, machineCodes, isMachineError, isDiskFull };
})();
const m11 = (() => {
const { UsageError } = m10;
const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } ;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
function toMs(duration){
const match = pattern.exec(duration.trim());
if (match === null) throw new UsageError(`"${duration}" is not a duration: write for example 250ms, 20s, 5m or 1h`);
return Number(match[1]) * unitMs[match[2] ];
}
const goUnitMs = { ns: 1e-6, us: 1e-3, "\u00b5s": 1e-3, "\u03bcs": 1e-3, ...unitMs } ;
const goPart = /(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|h|m|s)/g;
function goDurationMs(text){
const [, sign = "", length = ""] = /^([-+]?)(.*)$/s.exec(text) ?? [];
if (length === "0") return 0;
const parts = [...length.matchAll(goPart)];
if (parts.length === 0 || parts.map((part) => part[0]).join("") !== length) return undefined;
const ms = parts.reduce((sum, part) => sum + Number(part[1]) * goUnitMs[part[2] ], 0);
return sign === "-" ? -ms : ms;
}
function formatMs(ms){
if (!Number.isFinite(ms)) return "unbounded";
if (Math.round(ms) < 1_000) return `${Math.round(ms)} ms`;
const hundredths = Number((ms / 1_000).toFixed(2));
const seconds = hundredths < 10 ? hundredths : Number((ms / 1_000).toFixed(1));
if (seconds < 100) return `${seconds} s`;
const whole = Math.round(ms / 1_000);
const rest = whole % 60;
return `${Math.floor(whole / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
}
return { toMs, goDurationMs, formatMs };
})();
const m12 = (() => {
const { formatMs } = m11;
function counted(count, noun){
return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
function listing(names, most = 4){
if (names.length <= most) return names.join(", ");
return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
function listingOf(items, tell, count = items.length){
const most = 4;
const named = items.slice(0, most).map(tell).join(", ");
return count <= most ? named : `${named} and ${count - most} more`;
}
function describeBounds([atLeastMs, atMostMs]){
if (atMostMs === null) return `at least ${formatMs(atLeastMs)}`;
if (atLeastMs === 0) return `at most ${formatMs(atMostMs)}`;
const [least, most] = [formatMs(atLeastMs), formatMs(atMostMs)];
return least === most ? least : `${least} to ${most}`;
}
function describeCounts(counts){
return Object.entries(counts)
.map(([word, count]) => `${word} ${count}`)
.join(", ");
}
function percent(part, whole){
const value = whole === 0 ? 0 : (part / whole) * 100;
return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}
function wholePercent(share){
return `${Math.round(100 * share)} %`;
}
return { counted, listing, listingOf, describeBounds, describeCounts, percent, wholePercent };
})();
const m13 = (() => {
const { formatMs } = m11;
const { clock } = m6;
function rangeInWords([atLeastMs, atMostMs]){
if (atMostMs === null) return `at least ${formatMs(atLeastMs)}`;
const [least, most] = [formatMs(atLeastMs), formatMs(atMostMs)];
if (least === most) return most;
if (atLeastMs <= 0) return `at most ${most}`;
const unit = / [a-z]+$/.exec(most)?.[0] ?? "";
return least.endsWith(unit) && !least.includes("min")
? `${least.slice(0, -unit.length)} to ${most}`
: `${least} to ${most}`;
}
function limitInWords(ms){
return formatMs(ms)
.replace(/ min 0 s$/, " min")
.replace(/\.0+ |(\.\d*?[1-9])0+ /, "$1 ");
}
const outcomeSigns= { pass: "✓", inconclusive: "?", fail: "✗" };
function sentence(text){
const first = text.slice(0, 1).toUpperCase() + text.slice(1);
return /[.!?]$/.test(first) ? first : `${first}.`;
}
function moment(ms){
return clock(ms, 1);
}
return { rangeInWords, limitInWords, outcomeSigns, sentence, moment };
})();
const m14 = (() => {
function outageAt(outages, ms, nearMs){
let best = -1;
let least = { distance: nearMs, length: Number.POSITIVE_INFINITY };
for (const [index, { from, to, first, last }] of outages.entries()) {
const end = to === null ? Number.POSITIVE_INFINITY : Math.max(to, last.at);
const distance = Math.max(0, Math.min(from, first.at) - ms, ms - end);
const length = end - from;
const isCloser = distance < least.distance || (distance === least.distance && (best < 0 || length < least.length));
if (!isCloser) continue;
best = index;
least = { distance, length };
}
return best;
}
function failuresWithin(failures, from, to){
const first = failures.findIndex(({ at }) => at >= from);
if (first < 0) return [];
const end = failures.findIndex(({ at }) => at >= to);
return failures.slice(first, end < 0 ? undefined : end);
}
function neighbour(moments, ms, direction){
const apart = 0.05;
return direction === 1
? moments.find((moment) => moment > ms + apart)
: moments.findLast((moment) => moment < ms - apart);
}
function eventAt(
events,
ms,
nearMs,
){
const near = events.flatMap((event) => {
const distance = Math.max(0, event.from - ms, ms - event.to);
return distance <= nearMs ? [{ event, distance, length: event.to - event.from }] : [];
});
return near.toSorted((a, b) => a.distance - b.distance || a.length - b.length)[0]?.event;
}
return { outageAt, failuresWithin, neighbour, eventAt };
})();
const m15 = (() => {
const { counted } = m12;
const { formatMs } = m11;
const { clock } = m6;
const { rangeInWords } = m13;
const { failuresWithin } = m14;
const mostFailures = 4;
function exactMoment(ms){
return clock(ms, Math.round(ms) % 100 === 0 ? 1 : 3);
}
function toldBetween(lane, bins, from, to){
const first = Math.max(0, Math.floor((from - bins.from) / bins.ms));
const last = Math.min(bins.count - 1, Math.max(first, Math.ceil((to - bins.from) / bins.ms) - 1));
const [begin, end] = [bins.from + first * bins.ms, bins.from + (last + 1) * bins.ms];
const sum = (column) => column.slice(first, last + 1).reduce((all, one) => all + one, 0);
const counts = [
[sum(lane.ok), "ok"],
[sum(lane.late), "late"],
[sum(lane.failed), "failed"],
[sum(lane.unknown), "without an answer"],
] ;
const words = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
const hole = lane.unobserved.find((one) => one.from < end && one.to > begin);
return [
`${exactMoment(begin)} to ${exactMoment(end)}`,
words.length === 0 ? "no attempt began" : words.join(", "),
...latencyLine(lane, first, last),
...(hole === undefined ? [] : [`nobody looked: ${hole.reason}`]),
...failureLines(failuresWithin(lane.failures, begin, end)),
];
}
function failureInWords({ at, error, latencyMs, outcome, backend }){
const met = backend === "" || backend === "unknown" ? "" : ` at ${backend}`;
return `${exactMoment(at)}: ${outcome === "unknown" ? "no answer to a write, " : ""}${error} after ${formatMs(latencyMs)}${met}`;
}
function latencyLine({ leastMs, greatestMs }, first, last){
const known = (column) => column.slice(first, last + 1).filter((one) => one !== null);
const [least, greatest] = [known(leastMs), known(greatestMs)];
if (least.length === 0) return [];
return [`answered after ${rangeInWords([Math.min(...least), Math.max(...greatest)])}`];
}
function failureLines(failures){
const lines = failures.slice(0, mostFailures).map(failureInWords);
const left = failures.length - lines.length;
return left > 0 ? [...lines, `and ${counted(left, "more failure")}`] : lines;
}
return { exactMoment, toldBetween, failureInWords };
})();
const m16 = (() => {
const beforeUnit = /(?<=\d) (?=(?:ms|s|min|h|%|×|[KMG]i?B)(?!\w))|(?<=\d min) (?=\d)/g;
function unbroken(text){
return text.replaceAll(beforeUnit, "\u00a0");
}
return { unbroken };
})();
const m17 = (() => {
const { unbroken } = m16;
function element(
tag,
attributes= {},
...contents
){
const made = document.createElement(tag);
for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
made.append(...contents.map((content) => (typeof content === "string" ? unbroken(content) : content)));
return made;
}
function button(sign, name, press){
const made = element("button", { type: "button", "aria-label": name, title: name }, sign);
made.addEventListener("click", press);
return made;
}
function momentAnchor(hash, words){
return element("a", { class: "t", href: hash }, words);
}
return { element, button, momentAnchor };
})();
const m18 = (() => {
const { exactMoment } = m15;
const { panned, zoomed } = m8;
const { button, element } = m17;
const zoomStep = 1.6;
function addToolbar(before, stage){
const middle = () => stage.marked ?? (stage.view.from + stage.view.to) / 2;
const zoom = (factor) => stage.show(zoomed(stage.view, factor, inView(middle(), stage), stage.whole));
const whole = button("Whole run", "Show the whole run (0)", () => stage.show(stage.whole));
const closer = button("+", "Zoom in (+)", () => zoom(1 / zoomStep));
const further = button("−", "Zoom out (−)", () => zoom(zoomStep));
const left = button("◀", "Earlier (←)", () => stage.show(panned(stage.view, -0.25, stage.whole)));
const right = button("▶", "Later (→)", () => stage.show(panned(stage.view, 0.25, stage.whole)));
const shown = element("output", { class: "shown", "aria-live": "polite" });
const how = element(
"details",
{ class: "how" },
element("summary", {}, "How to use it"),
element(
"p",
{},
"Drag over a time to see it larger, hold Shift to move it, turn the wheel with Ctrl or ⌘ to zoom. Where few are shown, a dark line is one attempt without success. Click an outage " +
"for its first and last failure, an event or the axis for a link to that moment. Keys, with the timeline " +
"focused: + − 0 zoom, ← → move, ↑ ↓ choose a row, N P go to its next or previous event, Enter tells about it, " +
"Esc closes.",
),
);
before.before(
element(
"div",
{ class: "tools", role: "group", "aria-label": "What the timeline shows" },
further,
closer,
left,
right,
whole,
shown,
how,
),
);
stage.drawWith(() => {
const { from, to } = stage.view;
const words = stage.showsAll ? "all of the run" : `${exactMoment(from)} to ${exactMoment(to)}`;
if (shown.textContent !== words) shown.textContent = words;
for (const one of [further, left, right, whole]) one.toggleAttribute("disabled", stage.showsAll);
});
}
function inView(ms, { view: { from, to } }){
return ms >= from && ms <= to ? ms : (from + to) / 2;
}
return { zoomStep, addToolbar, inView };
})();
const m19 = (() => {
const { panned, selected, zoomed } = m8;
const { zoomStep } = m18;
const clickPixels = 4;
function listenToPointer(list, pointing){
const { stage, overlay } = pointing;
let from;
let lastX = 0;
list.addEventListener(
"wheel",
(event) => {
if (!event.ctrlKey && !event.metaKey) return;
event.preventDefault();
const factor = zoomStep ** Math.max(-1, Math.min(1, event.deltaY / 60));
stage.show(zoomed(stage.view, factor, overlay.momentAtX(event.clientX), stage.whole));
},
{ passive: false },
);
list.addEventListener("pointerdown", (event) => {
if (event.button !== 0 || !isOnTrack(event.target)) return;
if (event.pointerType === "mouse") event.preventDefault();
list.focus({ preventScroll: true });
list.setPointerCapture(event.pointerId);
from = { x: event.clientX, ms: overlay.momentAtX(event.clientX), pans: event.shiftKey };
lastX = event.clientX;
});
list.addEventListener("pointermove", (event) => {
if (from === undefined) return hover(event, pointing);
if (Math.abs(event.clientX - from.x) < clickPixels && !from.pans) return;
pointing.quiet();
if (!from.pans) return overlay.select(from.ms, overlay.momentAtX(event.clientX));
const { from: begin, to } = stage.view;
stage.show(panned(stage.view, ((lastX - event.clientX) * overlay.msOfPixel) / (to - begin), stage.whole));
lastX = event.clientX;
});
list.addEventListener("pointerup", (event) => {
if (from === undefined) return;
const { x, ms, pans } = from;
from = undefined;
overlay.select(undefined, undefined);
if (Math.abs(event.clientX - x) >= clickPixels) {
if (!pans) stage.show(selected(ms, overlay.momentAtX(event.clientX), stage.whole));
} else click(event, ms, pointing);
});
list.addEventListener("pointercancel", () => {
from = undefined;
overlay.select(undefined, undefined);
});
list.addEventListener("pointerleave", () => pointing.quiet());
list.addEventListener("dblclick", () => getSelection()?.removeAllRanges());
}
function hover(event, pointing){
const ms = pointing.overlay.momentAtX(event.clientX);
if (isOnTrack(event.target)) pointing.tell(pointing.rowAt(event.clientY), ms, event.clientY, false);
else pointing.quiet();
}
function click(event, ms, pointing){
const row = pointing.rowAt(event.clientY);
if (row === undefined) pointing.link(ms);
else pointing.choose(row, ms);
}
function isOnTrack(target){
return target instanceof Element && target.closest(".track") !== null;
}
return { listenToPointer };
})();
const m20 = (() => {
const { panned, zoomed } = m8;
const { inView, zoomStep } = m18;
function listenToKeys(list, pointing){
const { stage, overlay, rows } = pointing;
let chosen = -1;
const moment = () => inView(overlay.at ?? stage.marked ?? Number.NaN, stage);
const choose = (index) => {
rows[chosen]?.item.classList.remove("chosen");
chosen = Math.max(0, Math.min(rows.length - 1, index));
rows[chosen]?.item.classList.add("chosen");
rows[chosen]?.item.scrollIntoView({ block: "nearest" });
tell(moment());
};
const tell = (ms) => {
stage.drawNow();
const row = rows[chosen];
const { bottom } = (row?.track ?? list).getBoundingClientRect();
pointing.tell(row, ms, bottom - 10, true);
};
const goTo = (direction) => {
if (chosen < 0) chosen = firstWithEvents(pointing);
const row = rows[chosen];
const from = overlay.at ?? (direction === 1 ? stage.whole.from - 1 : stage.whole.to + 1);
const ms = row && pointing.neighbourOf(row, from, direction);
if (row === undefined || ms === undefined) return choose(chosen);
row.item.classList.add("chosen");
if (ms < stage.view.from || ms > stage.view.to) {
const half = (stage.view.to - stage.view.from) / 2;
stage.show({ from: ms - half, to: ms + half });
}
tell(ms);
};
const zoom = (factor) => stage.show(zoomed(stage.view, factor, moment(), stage.whole));
const acts= {
"+": () => zoom(1 / zoomStep),
"=": () => zoom(1 / zoomStep),
"-": () => zoom(zoomStep),
"0": () => stage.show(stage.whole),
ArrowLeft: () => stage.show(panned(stage.view, -0.1, stage.whole)),
ArrowRight: () => stage.show(panned(stage.view, 0.1, stage.whole)),
ArrowUp: () => choose(chosen - 1),
ArrowDown: () => choose(chosen + 1),
Home: () => choose(0),
End: () => choose(rows.length - 1),
n: () => goTo(1),
p: () => goTo(-1),
Enter: () => {
const row = rows[chosen];
if (row === undefined || !pointing.choose(row, moment())) pointing.link(moment());
},
Escape: () => {
pointing.quiet();
pointing.panel.close();
},
};
list.addEventListener("keydown", (event) => {
const act =
event.ctrlKey || event.metaKey || event.altKey || event.target !== list ? undefined : acts[keyOf(event)];
if (act === undefined) return;
event.preventDefault();
act();
});
list.addEventListener("blur", () => {
rows[chosen]?.item.classList.remove("chosen");
pointing.quiet();
});
}
function keyOf({ key }){
return key.length === 1 ? key.toLowerCase() : key;
}
function firstWithEvents({ rows }){
return Math.max(
0,
rows.findIndex(({ lane, events }) => lane !== undefined && events.length > 0),
);
}
return { listenToKeys };
})();
const m21 = (() => {
const leastShownMs = 0.1;
function latencyColumns(lane, bins){
const points = [
...lane.leastMs.flatMap((least, bin) => {
const nothing = (lane.failed[bin] ?? 0) + (lane.unknown[bin] ?? 0) > 0 ? null : undefined;
if (least === null && nothing === undefined) return [];
const greatest = lane.greatestMs[bin] ?? least;
return [
{ at: bins.from + (bin + 0.5) * bins.ms, least: shown(least), greatest: shown(greatest), lost: undefined },
];
}),
...lane.failures.map(({ at, latencyMs }) => {
const isAlone = (lane.leastMs[Math.floor((at - bins.from) / bins.ms)] ?? null) === null;
const answered = isAlone ? null : undefined;
return { at, least: answered, greatest: answered, lost: shown(latencyMs) };
}),
].toSorted((a, b) => a.at - b.at);
return {
at: points.map(({ at }) => at),
least: points.map(({ least }) => least),
greatest: points.map(({ greatest }) => greatest),
lost: points.map(({ lost }) => lost),
};
}
function latencyRange(
{ least, greatest, lost },
limits,
){
let [low, high] = [Number.POSITIVE_INFINITY, 0];
for (const column of [least, greatest, lost, limits.map(({ ms }) => ms)])
for (const value of column) {
if (value === null || value === undefined || value <= 0) continue;
low = Math.min(low, value);
high = Math.max(high, value);
}
return high === 0 ? [1, 1_000] : [low / 1.5, high * 1.8];
}
function shown(ms){
return ms === null ? null : Math.max(leastShownMs, ms);
}
return { latencyColumns, latencyRange };
})();
const m22 = (() => {

const { formatMs } = m11;
const { tickLabel, ticksOf } = m7;
const { limitInWords } = m13;
const { latencyColumns, latencyRange } = m21;
const { exactMoment } = m15;
const { selected } = m8;
const { element } = m17;
const height = 260;
function addLatency(
rows,
after,
stage,
lanes,
data,
){
const choice = element(
"select",
{ "aria-label": "Lane whose latency is shown" },
...lanes.map(({ name }) => element("option", { value: name }, name)),
);
const box = element("div", { class: "chart" });
const told = element("p", { class: "quiet" });
after.after(
element(
"section",
{ class: "latency", "aria-labelledby": "latency-title" },
element("h3", { id: "latency-title" }, "Latency"),
choice,
box,
told,
),
);
let plot;
const pick = (lane) => {
choice.value = lane.name;
plot?.destroy();
plot = chart(box, lane, data, stage, marginsOf(rows));
told.textContent = inWords(lane);
};
const redraw = () => {
const lane = lanes.find(({ name }) => name === choice.value);
if (lane !== undefined) pick(lane);
};
choice.addEventListener("change", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
new ResizeObserver(() => {
if (plot !== undefined && box.clientWidth > 0 && plot.width !== box.clientWidth) redraw();
}).observe(box);
stage.drawWith(() => plot?.setScale("x", { min: stage.view.from, max: stage.view.to }));
const worst = lanes.toSorted((a, b) => longest(b) - longest(a))[0];
if (worst !== undefined) pick(worst);
return { pick };
}
function longest({ outages }){
return outages.reduce((most, { atLeastMs }) => Math.max(most, atLeastMs + 1), 0);
}
function inWords({ limits, failures }){
const told = limits.map(({ verdict, ms }) => `${limitInWords(ms)} (${verdict})`);
const lines = told.length === 0 ? [] : [`dashed: the limits of its outages, ${told.join(", ")}`];
const lost = failures.length === 0 ? [] : ["× an attempt without success, at the time that it took"];
return ["The band reaches from the quickest to the slowest answer of each bin; logarithmic scale", ...lost, ...lines]
.join("; ")
.concat(".");
}
function marginsOf(rows){
const [all, track] = [rows.getBoundingClientRect(), (rows.querySelector(".track") ?? rows).getBoundingClientRect()];
return { left: Math.max(64, track.left - all.left), right: Math.max(18, all.right - track.right) };
}
function chart(
box,
lane,
data,
stage,
margins,
){
const columns = latencyColumns(lane, data.bins);
const [low, high] = latencyRange(columns, lane.limits);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const axis = {
stroke: colour("--soft"),
grid: { stroke: colour("--line"), width: 1 },
ticks: { show: false },
font: "11px system-ui, sans-serif",
};
const shownMs = (_, value) =>
value === null || value === undefined ? "–" : formatMs(value);
const line = (label) => ({
label,
stroke: colour("--measured"),
width: 1,
points: { show: false },
value: shownMs,
});
const options= {
width: Math.max(200, box.clientWidth),
height,
padding: [8, margins.right, 0, 0],
scales: { x: { time: false, min: stage.view.from, max: stage.view.to }, y: { distr: 3, range: [low, high] } },
axes: [
{
...axis,
size: 28,
space: 60,
splits: (_plot, _axis, min, max) => ticksOf({ from: min, to: max }),
values: (_plot, splits) => splits.map(tickLabel),
},
{
...axis,
grid: { stroke: colour("--faint"), width: 1 },
size: margins.left,
values: (_plot, splits) => splits.map((ms) => (ms === null ? "" : ms < 1 ? `${ms} ms` : limitInWords(ms))),
},
],
series: [
{ label: "at", value: (_, value) => (value === null ? "–" : exactMoment(value)) },
line("quickest"),
line("slowest"),
{
label: "× without success",
stroke: colour("--failed"),
paths: () => null,
points: { show: true, size: 7, paths: crosses },
value: shownMs,
},
],
bands: [{ series: [2, 1], fill: `${colour("--measured")}33` }],
cursor: { drag: { x: true, y: false, setScale: false } },
legend: { live: true },
hooks: {
drawClear: [(plot) => drawFaults(plot, data, colour("--accent"))],
draw: [(plot) => drawLimits(plot, lane, colour("--ink"), high)],
setSelect: [
(plot) => {
const { left, width } = plot.select;
if (width < 4) return;
stage.show(selected(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"), stage.whole));
plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
},
],
},
};
const aligned = [columns.at, columns.least, columns.greatest, columns.lost] ;
const plot = new uPlot(options, aligned, box);
plot.root.setAttribute("role", "img");
plot.root.setAttribute("aria-label", `Latency of ${lane.name} over time; the tables below have its figures`);
return plot;
}
const crosses= (plot, series, first, last) => {
const path = new Path2D();
const [moments, values] = [plot.data[0], plot.data[series] ?? []];
const arm = 3 * devicePixelRatio;
for (let index = first; index <= last; index += 1) {
const value = values[index];
if (value === null || value === undefined) continue;
const x = plot.valToPos(moments[index] ?? 0, "x", true);
const y = plot.valToPos(value, "y", true);
path.moveTo(x - arm, y - arm);
path.lineTo(x + arm, y + arm);
path.moveTo(x - arm, y + arm);
path.lineTo(x + arm, y - arm);
}
return { stroke: path, fill: null };
};
function drawFaults(plot, { faults, to }, colour){
const { ctx, bbox } = plot;
for (const { injectingAt, activeAt, healedAt, sustained } of faults) {
if (injectingAt === undefined) continue;
const end = healedAt ?? (sustained ? to : (activeAt ?? injectingAt));
const [left, right] = [injectingAt, end].map((ms) =>
Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(ms, "x", true))),
) ;
ctx.fillStyle = `${colour}29`;
ctx.fillRect(left, bbox.top, right - left, bbox.height);
}
}
function drawLimits(plot, { limits }, colour, high){
const { ctx, bbox } = plot;
ctx.save();
ctx.strokeStyle = colour;
ctx.fillStyle = colour;
ctx.lineWidth = devicePixelRatio;
ctx.textAlign = "left";
ctx.textBaseline = "bottom";
ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
for (const ms of new Set(limits.map((limit) => limit.ms))) {
if (ms > high) continue;
const y = plot.valToPos(ms, "y", true);
ctx.beginPath();
ctx.moveTo(bbox.left, y);
ctx.lineTo(bbox.left + bbox.width, y);
ctx.stroke();
ctx.fillText(`limit ${limitInWords(ms)}`, bbox.left + 6 * devicePixelRatio, y - 2 * devicePixelRatio);
}
ctx.restore();
}
return { addLatency };
})();
const m23 = (() => {
const { exactMoment } = m15;
const { momentAt, shareOf } = m8;
const { element } = m17;
class Overlay {
#list;
#stage;
#marker = element("div", { class: "marker", hidden: "" }, element("span"));
#cursor = element("div", { class: "cursor", hidden: "" });
#selection = element("div", { class: "selection", hidden: "" });
at;
constructor(list, stage) {
this.#list = list;
this.#stage = stage;
list.append(this.#selection, this.#cursor, this.#marker);
stage.drawWith(() => this.draw());
new ResizeObserver(() => this.draw()).observe(list);
}
get #tracks(){
return (this.#list.querySelector(".track") ?? this.#list).getBoundingClientRect();
}
momentAtX(x){
const { left, width } = this.#tracks;
return momentAt(Math.min(1, Math.max(0, (x - left) / width)), this.#stage.view);
}
get msOfPixel(){
const { from, to } = this.#stage.view;
return (to - from) / Math.max(1, this.#tracks.width);
}
xOf(ms){
const { left, width } = this.#tracks;
return left + shareOf(ms, this.#stage.view) * width;
}
point(ms){
this.at = ms;
this.#place(this.#cursor, ms, ms);
}
select(from, to){
this.#place(this.#selection, from, to);
}
draw(){
const { marked } = this.#stage;
this.#place(this.#cursor, this.at, this.at);
this.#place(this.#marker, marked, marked);
if (marked !== undefined) this.#marker.querySelector("span")?.replaceChildren(`▼ ${exactMoment(marked)}`);
}
#place(part, from, to){
const { left, right } = this.#tracks;
const [begin, end] = [this.xOf(from ?? 0), this.xOf(to ?? 0)].toSorted((a, b) => a - b) ;
const isShown = from !== undefined && to !== undefined && begin <= right + 1 && end >= left - 1;
part.toggleAttribute("hidden", !isShown);
if (!isShown) return;
part.style.left = `${begin - this.#list.getBoundingClientRect().left}px`;
if (end > begin) part.style.width = `${end - begin}px`;
part.classList.toggle("at-end", end > right - 90);
}
}
return { Overlay };
})();
const m24 = (() => {
const { counted, describeCounts } = m12;
const { rangeInWords } = m13;
const { failuresWithin } = m14;
const { hashOf } = m5;
const { exactMoment, failureInWords } = m15;
const { selected } = m8;
const { button, element, momentAnchor } = m17;
class Panel {
#box = element("section", { class: "panel", "aria-label": "Outage", tabindex: "-1", hidden: "" });
#stage;
#back;
constructor(list, stage) {
this.#stage = stage;
this.#back = list;
list.after(this.#box);
this.#box.addEventListener("keydown", (event) => {
if (event.key === "Escape") this.close();
});
}
open(lane, index){
const outage = lane.outages[index];
if (outage === undefined) return;
const step = (by) =>
button(by < 0 ? "‹" : "›", by < 0 ? "Previous outage" : "Next outage", () => this.#go(lane, index + by));
const [previous, next] = [step(-1), step(1)];
previous.toggleAttribute("disabled", index === 0);
next.toggleAttribute("disabled", index === lane.outages.length - 1);
const larger = button("Show it larger", "Show this outage larger", () => this.#enlarge(outage));
const heading = element("h3", {}, `${lane.name}: out for ${rangeInWords([outage.atLeastMs, outage.atMostMs])}`);
const place = element("span", { class: "quiet" }, `outage ${index + 1} of ${lane.outages.length}`);
this.#box.replaceChildren(
element(
"div",
{ class: "tools" },
previous,
next,
place,
larger,
button("✕", "Close (Esc)", () => this.close()),
),
heading,
element(
"dl",
{},
...facts(lane, outage).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
),
);
this.#box.hidden = false;
this.#box.focus({ preventScroll: true });
}
close(){
if (this.#box.hidden) return;
this.#box.hidden = true;
this.#back.focus({ preventScroll: true });
}
#go(lane, index){
const outage = lane.outages[index];
if (outage === undefined) return;
this.#stage.mark(outage.first.at, !this.#shows(outage.first.at));
this.open(lane, index);
}
#shows(ms){
return ms >= this.#stage.view.from && ms <= this.#stage.view.to;
}
#enlarge({ from, to, last }){
const end = to ?? last.at;
const margin = Math.max(20, 0.25 * (end - from));
this.#stage.show(selected(from - margin, end + margin, this.#stage.whole));
}
}
function facts(lane, { from, to, first, last, attempts, errors }){
const edge = ({ at, error }) => {
const failure = failuresWithin(lane.failures, at - 0.06, at + 0.06)[0];
const words = failure === undefined ? `${exactMoment(at)}: ${error}` : failureInWords(failure);
return momentAnchor(hashOf(at), words);
};
return [
["not before", momentAnchor(hashOf(from), exactMoment(from))],
["not after", to === null ? "still out at the end" : momentAnchor(hashOf(to), exactMoment(to))],
["first failure", edge(first)],
["last failure", edge(last)],
[counted(attempts, "attempt"), describeCounts(errors)],
];
}
return { Panel };
})();
const m25 = (() => {
const { eventAt, neighbour, outageAt } = m14;
const { hashOf } = m5;
const { exactMoment, toldBetween } = m15;
const nearPixels = 5;
class Pointing {
rows;
stage;
overlay;
tip;
panel;
#bins;
#pick;
constructor(
parts,
bins,
pick,
) {
this.rows = parts.rows;
this.stage = parts.stage;
this.overlay = parts.overlay;
this.tip = parts.tip;
this.panel = parts.panel;
this.#bins = bins;
this.#pick = pick;
}
rowAt(y){
return this.rows.find(({ track }) => {
const { top, bottom } = track.getBoundingClientRect();
return y >= top && y < bottom;
});
}
tell(row, ms, y, aloud){
this.overlay.point(ms);
this.tip.show(row === undefined ? [exactMoment(ms)] : this.#lines(row, ms), this.overlay.xOf(ms), y, aloud);
}
quiet(){
this.overlay.point(undefined);
this.tip.hide();
}
choose(row, ms){
const near = nearPixels * this.overlay.msOfPixel;
if (row.lane === undefined) {
const event = eventAt(row.events, ms, near);
if (event === undefined) return false;
this.link(event.from);
return true;
}
this.#pick(row.lane);
const index = outageAt(row.lane.outages, ms, near);
const outage = row.lane.outages[index];
if (outage === undefined) return false;
this.link(outage.first.at);
this.panel.open(row.lane, index);
return true;
}
link(ms){
this.stage.mark(ms, false);
if (location.hash !== hashOf(ms)) location.hash = hashOf(ms);
}
neighbourOf(row, ms, direction){
return neighbour(
row.events.map(({ from }) => from).toSorted((a, b) => a - b),
ms,
direction,
);
}
#lines({ lane, name, events }, ms){
const pixel = this.overlay.msOfPixel;
if (lane === undefined) {
const event = eventAt(events, ms, nearPixels * pixel);
return [name, ...(event === undefined ? [] : [event.words]), exactMoment(ms)];
}
const half = Math.max(pixel, 0.01) * 1.5;
const out =
lane.outages[outageAt(lane.outages, ms, nearPixels * pixel)] === undefined ? [] : ["an outage: Enter or click"];
return [name, ...toldBetween(lane, this.#bins, ms - half, ms + half), ...out];
}
}
return { Pointing };
})();
const m26 = (() => {
const places= {
ok: [8, 4],
slow: [6, 8],
unknown: [3, 14],
failed: [1, 18],
unobserved: [4, 12],
};
const drawnStates= ["unobserved", "ok", "slow", "unknown", "failed"];
function stateOf(text){
return Object.hasOwn(places, text) ? (text ) : "unobserved";
}
function drawnBoxes(spans, state, canvas){
const { from, to, width, step, least } = canvas;
const scale = width / Math.max(1e-9, to - from);
const boxes= [];
for (const span of spans) {
if (span.to < from || span.from > to || stateOf(span.state) !== state) continue;
const left = Math.max(0, Math.floor(((span.from - from) * scale) / step) * step);
const right = Math.min(width, Math.ceil(((span.to - from) * scale) / step) * step);
const begin = Math.max(0, Math.min(left, width - least));
const end = Math.max(right, begin + Math.min(least, width));
const last = boxes.at(-1);
if (last !== undefined && begin <= last[1]) last[1] = Math.max(last[1], end);
else boxes.push([begin, end]);
}
return boxes;
}
function boxesPath(boxes, state){
const [top, height] = places[state];
const short = (value) => Math.round(value * 100) / 100;
return boxes
.map(([from, to]) => `M${short(from)} ${top}h${short(to - from)}v${height}h-${short(to - from)}z`)
.join("");
}
return { places, drawnStates, stateOf, drawnBoxes, boxesPath };
})();
const m27 = (() => {
const outside = 4_000;
function zoomedPath(path, { scale, shift }){
let x = 0;
return path.replaceAll(/([MLHh])(-?[\d.]+)/g, (_, command, number) => {
x = command === "h" ? x + Number(number) * scale : Number(number) * scale + shift;
const kept = Math.round(Math.max(-outside, Math.min(2_000 + outside, x)) * 10) / 10;
return `${command === "h" ? "H" : command}${kept}`;
});
}
return { zoomedPath };
})();
const m28 = (() => {
const { boxesPath, drawnBoxes, drawnStates } = m26;
const { ticksOf } = m7;
const { failuresWithin } = m14;
const { shareOf, } = m8;
const { zoomedPath } = m27;
const units = 2_000;
const roomPixels = 6;
const mostMarkedMs = 10_000;
function readRows(list, lanes, whole){
return [...list.querySelectorAll("li.row")].map((item) => {
const lane = lanes[Number(item.dataset.lane ?? -1)];
const track = item.querySelector(".track") ?? item;
const placed = readPlaced(track, whole, lane !== undefined);
const drawers = [
placed.draw,
...readPaths(track, whole, lane),
...(lane === undefined ? [] : [failureMarks(track, lane)]),
];
nameQuietly(track);
return {
item,
name: item.querySelector(".name")?.firstChild?.textContent?.trim() ?? "",
track,
lane,
events:
lane === undefined
? placed.events
: lane.outages.map((outage) => ({ from: outage.first.at, to: outage.last.at, words: "" })),
draw: (view) => {
for (const draw of drawers) draw(view);
},
};
});
}
function nameQuietly(track){
const title = track.querySelector("svg > title");
title?.parentElement?.setAttribute("aria-label", title.textContent ?? "");
title?.remove();
}
function readPlaced(track, whole, isLane) {
const parts = [...track.querySelectorAll(":scope > svg > [x]")];
if (isLane) for (const part of parts) part.remove();
const placed = isLane ? [] : parts.map((part) => readPart(part, whole));
const events = placed.filter(({ words }) => words !== "").toSorted((a, b) => a.from - b.from);
return {
events,
draw: (view) => {
const isEventful = events.some(({ from, to }) => from <= view.to && to >= view.from);
for (const { part, words, from, to } of placed) {
const [left, right] = [Math.max(0, shareOf(from, view)), Math.min(1, shareOf(to, view))];
const isShown = right >= left && (words !== "" || isEventful);
part.style.display = isShown ? "" : "none";
if (!isShown) continue;
part.setAttribute("x", `${100 * left}%`);
part.setAttribute("width", `${100 * (right - left)}%`);
}
},
};
}
function readPart(part, whole) {
const at = (name) => Number.parseFloat(part.getAttribute(name) ?? "0") / 100;
const title = part.querySelector("title");
const words = title?.textContent ?? "";
title?.remove();
const span = whole.to - whole.from;
const from = whole.from + at("x") * span;
return { part, words, from, to: from + at("width") * span };
}
function readPaths(track, whole, lane){
const picture = track.querySelector("svg[viewBox]");
if (picture === null) return [];
const paths = [...picture.querySelectorAll("path")].map((path) => ({
path,
d: path.getAttribute("d") ?? "",
}));
const height = Number(picture.getAttribute("height"));
return paths.map(({ path, d }) => {
const state = drawnStates.find((one) => path.classList.contains(`s-${one}`));
if (path.classList.contains("grid")) return (view) => path.setAttribute("d", gridPath(view, height));
if (lane !== undefined && state !== undefined)
return (view) => {
const unit = units / Math.max(1, track.clientWidth);
const canvas = { ...view, width: units, step: unit / 2, least: 2 * unit };
path.setAttribute("d", boxesPath(drawnBoxes(lane.spans, state, canvas), state));
};
return (view) => {
const scale = (whole.to - whole.from) / (view.to - view.from);
path.setAttribute("d", zoomedPath(d, { scale, shift: shareOf(whole.from, view) * units }));
};
});
}
function failureMarks(track, lane){
const mark = document.createElementNS("http://www.w3.org/2000/svg", "path");
mark.setAttribute("class", "mark");
track.querySelector("svg[viewBox]")?.append(mark);
return (view) => {
const shown = failuresWithin(lane.failures, view.from, view.to);
const isRoomy = track.clientWidth >= roomPixels * shown.length;
const lines = shown.map(({ at }) => `M${Math.round(shareOf(at, view) * units * 10) / 10} 1V9`);
mark.setAttribute("d", isRoomy && view.to - view.from <= mostMarkedMs ? lines.join("") : "");
};
}
function gridPath(view, height){
return ticksOf(view)
.map((tick) => `M${Math.round(shareOf(tick, view) * units * 10) / 10} 0V${height}`)
.join("");
}
function drawRows(rows, stage, drawAxes){
stage.drawWith(() => {
drawAxes(stage.view);
for (const row of rows) row.draw(stage.view);
});
}
return { readRows, drawRows };
})();
const m29 = (() => {
const { centredOn, fitted, isWhole, } = m8;
class Stage {
whole;
view;
marked;
#draws= [];
#due = false;
constructor(whole) {
this.whole = whole;
this.view = whole;
}
drawWith(draw){
this.#draws.push(draw);
draw();
}
show(view){
this.view = fitted(view, this.whole);
this.#change();
}
mark(ms, centre){
this.marked = ms;
if (ms !== undefined && centre) this.view = centredOn(ms, this.view, this.whole);
this.#change();
}
get showsAll(){
return isWhole(this.view, this.whole);
}
drawNow(){
for (const draw of this.#draws) draw();
}
#change(){
if (this.#due) return;
this.#due = true;
requestAnimationFrame(() => {
this.#due = false;
this.drawNow();
});
}
}
return { Stage };
})();
const m30 = (() => {
const { element } = m17;
class Tip {
#box = element("div", { class: "tip", role: "tooltip", id: "tip", hidden: "" });
#said = element("p", { class: "unseen", role: "status" });
constructor(list) {
list.append(this.#box, this.#said);
}
show(lines, x, y, aloud){
const [first = "", ...rest] = lines;
this.#box.replaceChildren(element("strong", {}, first), ...rest.map((line) => element("div", {}, line)));
this.#box.hidden = false;
const { width, height } = this.#box.getBoundingClientRect();
const [right, bottom] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
this.#box.style.left = `${Math.max(4, x + 14 + width > right ? Math.min(x - width - 14, right - width - 4) : x + 14)}px`;
this.#box.style.top = `${y + 18 + height > bottom ? Math.max(4, y - height - 12) : y + 18}px`;
if (aloud) this.#said.textContent = lines.join(". ");
}
hide(){
this.#box.hidden = true;
}
}
return { Tip };
})();
const m31 = (() => {
const { laneOf } = m4;
const { momentOf } = m5;
const { axesOf } = m9;
const { listenToPointer } = m19;
const { listenToKeys } = m20;
const { addLatency } = m22;
const { Overlay } = m23;
const { Panel } = m24;
const { Pointing } = m25;
const { drawRows, readRows } = m28;
const { Stage } = m29;
const { Tip } = m30;
const { addToolbar } = m18;
const list = document.getElementById("lanes");
const written = document.getElementById("data")?.textContent;
if (list !== null && written) start(list, JSON.parse(written) );
function start(rowList, data){
const lanes = data.lanes.map((lane) => laneOf(lane, data));
const stage = new Stage({ from: data.from, to: Math.max(data.to, data.from + 1) });
rowList.classList.add("answers");
rowList.tabIndex = 0;
rowList.setAttribute("role", "group");
rowList.setAttribute(
"aria-label",
"Timeline: plus and minus zoom, arrows move and choose a row, N goes to its next event",
);
addToolbar(rowList, stage);
const rows = readRows(rowList, lanes, stage.whole);
drawRows(rows, stage, axesOf(rowList));
const panel = new Panel(rowList, stage);
const latency =
lanes.length === 0 ? undefined : addLatency(rowList, rowList.nextElementSibling , stage, lanes, data);
const overlay = new Overlay(rowList, stage);
const parts = { rows, stage, overlay, tip: new Tip(rowList), panel };
const pointing = new Pointing(parts, data.bins, (lane) => lane !== undefined && latency?.pick(lane));
listenToPointer(rowList, pointing);
listenToKeys(rowList, pointing);
new ResizeObserver(() => stage.drawNow()).observe(rowList);
followAddress(rowList, stage);
printWhole(stage);
}
function followAddress(rowList, stage){
const go = (hash) => {
const ms = momentOf(hash);
if (ms === undefined || ms < stage.whole.from - 10 || ms > stage.whole.to + 10) return;
if (stage.marked !== undefined && Math.abs(stage.marked - ms) < 10) return;
stage.mark(ms, true);
rowList.scrollIntoView({ block: "nearest" });
};
go(location.hash);
addEventListener("hashchange", () => go(location.hash));
document.addEventListener("click", (event) => {
const link = event.target instanceof Element ? event.target.closest("a.t") : null;
if (link === null) return;
stage.marked = undefined;
go(link.hash);
});
}
function printWhole(stage){
let before = stage.view;
addEventListener("beforeprint", () => {
before = stage.view;
stage.view = stage.whole;
stage.drawNow();
});
addEventListener("afterprint", () => stage.show(before));
}
return {  };
})();
})();
