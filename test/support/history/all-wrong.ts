import type { Sample } from "../../../src/model/sample.ts";
import type { SimulatedRun } from "./simulated-run.ts";

/**
 * A run in which every answer contradicts another: revisions count down over the run, every event comes twice, and the
 * API servers show at the end what was refused and nothing that was acknowledged.
 */
export function allWrong(run: SimulatedRun): SimulatedRun {
  const most = run.samples.reduce((last, { revision = 0 }) => Math.max(last, revision), 0);
  const turned = (sample: Sample): Sample =>
    sample.revision === undefined ? sample : { ...sample, revision: 2 * most - sample.revision };
  const refused: Record<string, string[]> = {};
  for (const { outcome, detail = "" } of run.samples) {
    const [object = "", token] = detail.split(" ");
    if (outcome !== "failed" || token === undefined) continue;
    refused[object] ??= [];
    refused[object].push(token);
  }
  return {
    ...run,
    samples: run.samples.map(turned),
    watches: run.watches.map(({ lane, arrivals }) => ({
      lane,
      arrivals: arrivals.flatMap((arrival) => (arrival.kind === "event" ? [arrival, arrival] : [arrival])),
    })),
    readBacks: run.readBacks.map((readBack) => ({ ...readBack, objects: refused })),
  };
}
