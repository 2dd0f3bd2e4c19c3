import { describeBounds, percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Degradation, LaneFigures } from "../../model/figures.ts";
import type { Report } from "../../model/report.ts";

/** What was out for how long on both sides of a pair. */
export interface Out {
  /** What was asked for and on which connections: "write, new". */
  readonly clients: string;
  /** Of the disease and of the cure, in words. */
  readonly sides: readonly [string, string];
}

/**
 * Of every kind of client that was out, or of whom some failed, on one of two sides: the longest outage of any lane of
 * it, as bounds, and how many failed for how long. Lanes through a node that a fault hit are left out: there nobody can
 * answer, whatever stands in elsewhere. Nobody was out only where that was shown.
 */
export function outRows(disease: Report | null, cure: Report | null): Out[] {
  const lanes = [lanesOf(disease), lanesOf(cure)] as const;
  const clients = [...new Set(lanes.flatMap((own) => [...own.keys()]))];
  const rows = clients.map(
    (name): Out => ({
      clients: name,
      sides: [wordsOf(lanes[0].get(name), disease), wordsOf(lanes[1].get(name), cure)],
    }),
  );
  return rows.filter(({ sides }) => sides.some((words) => !untold.includes(words)));
}

const none = "never out";
/** Nobody was seen out, in a run that would not have shown it. */
const unshown = "not shown";
const unasked = "not asked";
const onlyLost = "asked of what was lost alone";
const notRun = "not run";
/** Nobody was out. */
const untold: readonly string[] = [none, unasked, onlyLost, notRun];

/**
 * The lanes of the whole run, by the operation and the kind of connection, without those through a node that was hit: none
 * where there is no other.
 */
function lanesOf(report: Report | null): ReadonlyMap<string, LaneFigures[]> {
  const hit = (report?.faults ?? []).flatMap(({ nodes }) => nodes);
  const lanes = report?.stretches.find(({ name }) => name === "whole-run")?.lanes ?? [];
  const all = Map.groupBy(lanes, ({ lane }) => {
    const [operation, , connection] = lane.split("/");
    return `${operation}, ${connection}`;
  });
  const isElsewhere = ({ lane }: LaneFigures) => !hit.includes(lane.split("/")[1] ?? "");
  return new Map([...all].map(([name, own]) => [name, own.filter(isElsewhere)]));
}

function wordsOf(lanes: readonly LaneFigures[] | undefined, report: Report | null): string {
  if (report === null) return notRun;
  if (lanes === undefined) return unasked;
  if (lanes.length === 0) return onlyLost;
  const outages = lanes.flatMap(({ longestOutage }) => longestOutage ?? []);
  const mosts = outages.map(({ atMostMs }) => atMostMs);
  const most = mosts.includes(null) ? null : Math.max(0, ...mosts.map(Number));
  const out = outages.length === 0 ? [] : [describeBounds([Math.max(...outages.map((one) => one.atLeastMs)), most])];
  const [longest] = lanes.flatMap(({ degradations }) => degradations).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const some = longest === undefined ? [] : [degradedWords(longest)];
  return [...out, ...some].join("; ") || (showsNothing(lanes, report) ? unshown : none);
}

/** Whether nobody who was not out was asked, or what should have hit them is not proven, or the run was cut short. */
function showsNothing(lanes: readonly LaneFigures[], { end, assumptions, faults }: Report): boolean {
  return (
    end !== "completed" ||
    assumptions.some(({ outcome }) => outcome !== "pass") ||
    faults.some(({ active }) => active?.proven !== true) ||
    lanes.some(({ attempts }) => attempts === 0)
  );
}

function degradedWords(longest: Degradation): string {
  const { attempts, failed } = longest;
  return `${percent(failed, attempts)} failed for ${formatMs(lengthOf(longest))}`;
}

function lengthOf({ from, to }: Degradation): number {
  return to - from;
}
