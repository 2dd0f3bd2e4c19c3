import { percent } from "../../analysis/statistics/format.ts";
import type { Series } from "../../model/series.ts";
import { type Axis, width } from "./axis.ts";
import { html, type Markup } from "./markup.ts";
import type { PageData } from "./page-data.ts";
import { backdrop, picture } from "./strip.ts";
import { timelineRow } from "./timeline-row.ts";

const height = 34;

/** So many columns a picture of shares has at most, and so many attempts one of them stands for at least in the mean. */
const mostColumns = 240;
const fewestAttempts = 8;

/** From dark to light, so that neighbours differ in the grey that they make, too; a line parts them. */
const fills = ["#2f5f95", "#c3d5e8", "#7ba3cc", "#e4ecf5", "#5683b4"];

/** The attempts through the load balancer by the control plane that they met: new connections, and kept ones. */
export function shareRows(series: Series, data: PageData, axis: Axis): Markup[] {
  const through = data.lanes.filter(({ via }) => via === "lb" || via === "server");
  const groups = [
    { name: "new connections", lanes: through.filter(({ connection }) => connection === "new") },
    { name: "kept connections", lanes: through.filter(({ connection }) => connection !== "new") },
  ];
  return groups.flatMap(({ name, lanes }) => {
    const ids = new Set(lanes.map(({ lane }) => lane));
    const own = series.lanes.filter(({ lane }) => ids.has(lane));
    const met = sharesOf(own, series, axis, data.backends);
    return met.length < 2 ? [] : [shareRow(name, met, data, axis)];
  });
}

/** Attempts that one backend met, for each column of the picture. */
interface Met {
  readonly name: string;
  readonly counts: Float64Array;
  readonly total: number;
}

function sharesOf(lanes: Series["lanes"], series: Series, axis: Axis, names: readonly string[]): Met[] {
  const attempts = lanes.flatMap((lane) => Object.values(lane.backends).flat());
  const all = attempts.reduce((sum, one) => sum + one, 0);
  const columns = Math.max(1, Math.min(mostColumns, Math.floor(all / fewestAttempts)));
  return names
    .map((name): Met => {
      const counts = new Float64Array(columns);
      for (const lane of lanes)
        for (const [bin, count] of (lane.backends[name] ?? []).entries()) {
          const at = axis.x(series.from + (bin + 0.5) * series.binMs);
          const column = Math.min(columns - 1, Math.floor((at / width) * columns));
          counts[column] = (counts[column] ?? 0) + count;
        }
      return { name, counts, total: counts.reduce((sum, count) => sum + count, 0) };
    })
    .filter(({ total }) => total > 0);
}

function shareRow(name: string, met: readonly Met[], data: PageData, axis: Axis): Markup {
  const all = met.reduce((sum, { total }) => sum + total, 0);
  const text = met.map((one) => `${one.name} ${percent(one.total, all)}`).join(", ");
  const areas = met.map((_, index) => {
    const fill = fills[index % fills.length] as string;
    return html`<path class="b-${index % fills.length}" fill="${fill}" d="${area(met, index)}"/>`;
  });
  const legend = met.map(
    (one, index) =>
      html`<span class="key"><svg width="12" height="10" aria-hidden="true"><rect class="b-${index % fills.length}" width="12" height="10" fill="${fills[index % fills.length] as string}"/></svg> ${one.name} ${percent(one.total, all)}</span>`,
  );
  return timelineRow({
    name: html`${name} met <span class="keys">${legend}</span>`,
    picture: picture({ title: `${name} met`, text }, [backdrop(axis, data.faults, height), areas], "", height),
    figure: "",
  });
}

/** One backend's share in every column, on those before it; nothing where there was no attempt. */
function area(met: readonly Met[], index: number): string {
  const columns = met[index]?.counts.length ?? 0;
  const step = width / columns;
  const parts: string[] = [];
  for (let column = 0; column < columns; column += 1) {
    const all = met.reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0);
    const own = met[index]?.counts[column] ?? 0;
    if (own === 0) continue;
    const below = met.slice(0, index).reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0);
    const y = (share: number) => Math.round((height - 2 - (share / all) * (height - 4)) * 10) / 10;
    const from = Math.round(column * step * 10) / 10;
    parts.push(`M${from} ${y(below)}V${y(below + own)}h${Math.round(step * 10) / 10}V${y(below)}z`);
  }
  return parts.join("");
}
