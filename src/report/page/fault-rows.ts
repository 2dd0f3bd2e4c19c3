import type { CourseMoment } from "../../model/course.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { type Axis, width } from "./axis.ts";
import { html, type Markup } from "./markup.ts";
import type { PageData } from "./page-data.ts";
import { backdrop, box, picture } from "./strip.ts";
import { stripWords } from "./strip-words.ts";
import { timelineRow } from "./timeline-row.ts";
import { moment } from "./words.ts";

const height = 22;

/** A fault has its bar and a line of words below it, which nothing lies on. */
const faultHeight = 36;
const labelHeight = 16;

/** A label that begins further right ends where what it names does. */
const roomy = 0.55 * width;

/** A row for each fault, from its intent over the proof that it is active to the proof that it is gone; then the steps. */
export function faultRows(
  all: readonly FaultRecord[],
  moments: readonly CourseMoment[],
  data: PageData,
  axis: Axis,
): Markup[] {
  const faults = all.filter(({ injectingAt }) => injectingAt !== undefined);
  return [...faults.map((fault) => faultRow(fault, data, axis)), ...stepRows(moments, data, axis)];
}

function faultRow(fault: FaultRecord, data: PageData, axis: Axis): Markup {
  const { id, description, nodes, injectingAt = 0, activeAt, healingAt, healedAt, steadyAt } = fault;
  const told = faultInWords(fault);
  const held = activeAt ?? injectingAt;
  const healing = healingAt ?? (fault.sustained ? axis.to : held);
  const gone = healedAt ?? (fault.sustained ? axis.to : held);
  const x = (ms: number) => axis.x(ms);
  const shapes = html`<path class="f-possible" fill="url(#lines)" d="${box(x(injectingAt), x(held), 5, 12)}${box(x(healing), x(gone), 5, 12)}"/><path class="f-active" fill="#3b6ea5" d="${box(x(held), x(healing), 5, 12)}"/>${
    steadyAt === undefined
      ? ""
      : html`<path class="f-steady" stroke="#3b6ea5" d="M${x(gone)} 11H${x(steadyAt)}M${x(steadyAt)} 5V17"/>`
  }`;
  const end = Math.max(steadyAt ?? gone, held);
  const wide = (Number.parseFloat(axis.percent(end)) - Number.parseFloat(axis.percent(injectingAt))).toFixed(3);
  const extent = html`<svg x="${axis.percent(injectingAt)}" width="${wide}%" height="${faultHeight}"><title>${told}</title><rect width="100%" height="${faultHeight}" fill="none" pointer-events="all"/></svg>`;
  const label = `${description}${nodes.length === 0 ? "" : ` on ${nodes.join(", ")}`}`;
  return timelineRow({
    name: id,
    picture: picture(
      { title: `${id}: ${label}`, text: told },
      [backdrop(axis, data.faults, faultHeight), shapes],
      [labelBelow(label, x(end), x(injectingAt)), extent],
      faultHeight,
    ),
    figure: fault.active?.proven === true ? "✓ proven" : "? not proven",
  });
}

/** A label below what it names: from its beginning to the right, or else to its end from the left. */
function labelBelow(label: string, end: number, begin: number): Markup {
  const percent = (units: number) => `${((100 * units) / width).toFixed(2)}%`;
  const words = (x: number, wide: number, side: "left" | "right") =>
    html`<svg x="${percent(x)}" y="20" width="${percent(wide)}" height="${labelHeight}">${stripWords(label, labelHeight, side)}</svg>`;
  return begin <= roomy ? words(begin, width - begin, "left") : words(0, end, "right");
}

/** The times of a fault in words. */
export function faultInWords({ injectingAt, activeAt, healingAt, healedAt, steadyAt, sustained }: FaultRecord): string {
  const parts = [
    ["injected", injectingAt],
    ["seen active", activeAt],
    [sustained ? "heal began" : "", healingAt],
    ["seen healed", healedAt],
    ["steady again", steadyAt],
  ] as const;
  return parts
    .filter(([what]) => what !== "")
    .map(([what, at]) => `${what} ${at === undefined ? "never" : moment(at)}`)
    .join(", ");
}

function stepRows(moments: readonly CourseMoment[], data: PageData, axis: Axis): Markup[] {
  const spans = moments.filter(
    ({ kind, at, to }) => (kind === "step" || kind === "work") && (to ?? axis.to) >= axis.from && at <= axis.to,
  );
  if (spans.length === 0) return [];
  const boxes = spans.map((span) => stepBox(span, axis));
  const told = spans.map(({ at, text }) => `${moment(at)}: ${text}`).join("; ");
  return [
    timelineRow({
      name: "steps",
      picture: picture({ title: "Steps", text: told }, backdrop(axis, data.faults, height), boxes, height),
      figure: "",
    }),
  ];
}

/** A step's own words, as far as they fit before the next begins. */
function stepBox({ at, to, text }: CourseMoment, axis: Axis): Markup {
  const [from, end] = [axis.percent(at), axis.percent(to ?? axis.to)];
  const wide = (Number.parseFloat(end) - Number.parseFloat(from)).toFixed(3);
  return html`<svg x="${from}" width="${wide}%" height="${height}"><title>${text}, from ${moment(at)}${to === undefined ? "" : ` to ${moment(to)}`}</title><rect class="step" x="0" y="3" width="100%" height="16" fill="none" stroke="#8c8c8c"/>${stripWords(text, height)}</svg>`;
}
