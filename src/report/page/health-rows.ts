import { wholePercent } from "../../analysis/statistics/format.ts";
import type { CourseHealth } from "../../model/course.ts";
import type { ReporterInput } from "../../model/reporter.ts";
import type { Axis } from "./axis.ts";
import { html, type Markup } from "./markup.ts";
import type { PageData } from "./page-data.ts";
import { backdrop, box, picture } from "./strip.ts";
import { timelineRow } from "./timeline-row.ts";
import { moment } from "./words.ts";

const height = 30;

/** So many points a line has at most: of more, the greatest of each few is drawn. */
const mostPoints = 400;

const shares = [
  { name: "machine's CPU in use", of: ({ machineCpuShare }: CourseHealth) => machineCpuShare },
  { name: "waited for a CPU", of: ({ cpuWaitShare }: CourseHealth) => cpuWaitShare },
  { name: "CPU taken by the host", of: ({ stolenShare }: CourseHealth) => stolenShare },
] as const;

/** What the prober's machine was like, and when the prober was beyond a limit of its own. */
export function healthRows(
  { report, course }: Pick<ReporterInput, "report" | "course">,
  data: PageData,
  axis: Axis,
): Markup[] {
  const rows = shares.flatMap(({ name, of }) => {
    const points = course.health.flatMap((one) => {
      const share = of(one);
      return share === null ? [] : [{ at: one.at, share }];
    });
    if (points.length < 2) return [];
    const most = Math.max(...points.map(({ share }) => share));
    const text = `mean ${wholePercent(points.reduce((sum, { share }) => sum + share, 0) / points.length)}, at most ${wholePercent(most)}`;
    return [
      timelineRow({
        name,
        picture: picture(
          { title: name, text },
          [
            backdrop(axis, data.faults, height),
            html`<path class="h-area" fill="#8a97a6" fill-opacity=".45" d="${areaOf(points, axis)}"/>`,
          ],
          "",
          height,
        ),
        figure: `to ${wholePercent(most)}`,
      }),
    ];
  });
  return [...rows, ...disturbanceRow(report.prober.disturbances, data, axis)];
}

interface Point {
  readonly at: number;
  readonly share: number;
}

function areaOf(points: readonly Point[], axis: Axis): string {
  const few = Math.ceil(points.length / mostPoints);
  const kept = points.flatMap((point, index): Point[] => {
    if (index % few !== 0) return [];
    return [{ at: point.at, share: Math.max(...points.slice(index, index + few).map(({ share }) => share)) }];
  });
  const y = (share: number) => Math.round((height - 1 - share * (height - 3)) * 10) / 10;
  const line = kept.map(({ at, share }) => `L${axis.x(at)} ${y(share)}`).join("");
  return `M${axis.x(kept[0]?.at ?? axis.from)} ${y(0)}${line}L${axis.x(kept.at(-1)?.at ?? axis.to)} ${y(0)}z`;
}

function disturbanceRow(
  disturbances: ReporterInput["report"]["prober"]["disturbances"],
  { faults }: PageData,
  axis: Axis,
): Markup[] {
  const path = disturbances.map(({ from, to }) => box(axis.x(from), axis.x(to), 3, 14)).join("");
  const text = disturbances.map(({ from, to, reason }) => `${moment(from)} to ${moment(to)}: ${reason}`).join("; ");
  const marks = disturbances.length === 0 ? "" : html`<path class="h-beyond" fill="#3f4d60" d="${path}"/>`;
  return [
    timelineRow({
      name: "prober beyond its limits",
      picture: picture({ title: "prober beyond its limits", text: text || "never" }, [
        backdrop(axis, faults, 20),
        marks,
      ]),
      figure: disturbances.length === 0 ? "never" : `${disturbances.length} ×`,
    }),
  ];
}
