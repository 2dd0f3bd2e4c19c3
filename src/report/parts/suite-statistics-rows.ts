import type { SuiteFigure } from "../../model/suite-statistics.ts";
import { describeFigure, describeKept } from "../comparison/words.ts";

/** The cells of one figure in a table of what repeated runs came to. */
export function suiteStatisticsRows(figure: SuiteFigure): string[] {
  const { scenario, on, id, runs, kept, broken, open, keptShare, medianMs, medianIntervalMs, p95Ms, worstMs } = figure;
  const certain = medianIntervalMs === null ? tooFew(medianMs, runs) : `; 95 %: ${describeFigure(medianIntervalMs)}`;
  return [
    `${scenario} (${on})`,
    id,
    keptShare === null ? `${runs} runs` : describeKept(kept, broken, open, keptShare),
    medianMs === null ? "" : `${describeFigure(medianMs)}${certain}`,
    describeFigure(p95Ms),
    describeFigure(worstMs),
  ];
}

function tooFew(median: SuiteFigure["medianMs"], runs: number): string {
  return median === null ? "" : `; ${runs} runs are too few for an interval, 6 are needed`;
}
