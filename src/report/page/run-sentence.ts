import { counted } from "../../analysis/statistics/format.ts";
import type { Report } from "../../model/report.ts";
import type { Verdict } from "../../model/verdict.ts";
import { type Headline, type Told, verdictHeadline } from "./verdict-sentence.ts";

/** What a run came to: the one sentence that is read first, what was found beside it, and a line of counts. */
export interface RunWords extends Headline {
  readonly counts: string;
}

/** Returns the verdict of a run in one sentence in plain words, by the verdict or assumption that says most of it. */
export function runInWords(told: Told): RunWords {
  return { ...runHeadline(told), counts: countsOf(told.report) };
}

function runHeadline(told: Told): Headline {
  const { verdicts, assumptions, outcome, machine, errors, end, prober } = told.report;
  const of = (index: number) => verdictHeadline(verdicts[index] as Verdict, index, told);
  if (outcome === "pass") {
    if (verdicts.length > 0) return of(mostTelling(told));
    const attempts = counted(prober.attempts, "attempt");
    return { sentence: `Nothing was promised, so nothing was judged: ${attempts} were measured.`, detail: "" };
  }
  const decisive = verdicts.findIndex((verdict) => verdict.outcome === outcome);
  if (outcome === "fail" && decisive >= 0) return of(worstFailure(told));
  if (machine.notCarried !== null) {
    const excused = "This machine could not carry the run, so what broke is not held against the cluster.";
    return { sentence: excused, detail: machine.notCarried };
  }
  if (decisive >= 0) return of(decisive);
  const unmet = assumptions.find((assumption) => assumption.outcome === outcome);
  if (unmet === undefined) return { sentence: `The run is ${outcome}.`, detail: errors[0] ?? `it ended: ${end}` };
  const shown = "The run shows nothing for sure: what had to be true was not.";
  return { sentence: shown, detail: `${unmet.name}: ${unmet.summary}` };
}

/** A broken promise of safety before any of time; of these the one that is furthest beyond its limit. */
function worstFailure({ report: { verdicts }, course }: Told): number {
  const failed = indexes(verdicts).filter((index) => verdicts[index]?.outcome === "fail");
  const safety = failed.find((index) => course.guarantees[index]?.about === "safety");
  return safety ?? best(failed, (index) => share(verdicts[index]));
}

/** Of what held: what clients noticed comes before what only the cluster did; then what came closest to its limit. */
function mostTelling({ report: { verdicts }, course }: Told): number {
  return best(indexes(verdicts), (index) => {
    const guarantee = course.guarantees[index];
    const closeness = guarantee?.plainly?.measured === undefined ? 0 : share(verdicts[index]);
    return closeness > 0 && (guarantee?.lanes.length ?? 0) > 0 ? 1 + closeness : closeness;
  });
}

/** How much of its limit was surely used where it broke, perhaps used where it held; 0 without a limit. */
function share(verdict: Verdict | undefined): number {
  const { measuredMs, limitMs, outcome } = verdict ?? {};
  if (measuredMs === undefined || limitMs === undefined || limitMs <= 0) return 0;
  return (outcome === "fail" ? measuredMs[0] : (measuredMs[1] ?? 0)) / limitMs;
}

function indexes(list: readonly unknown[]): number[] {
  return list.map((_, index) => index);
}

function best(of: readonly number[], score: (index: number) => number): number {
  return of.reduce((most, index) => (score(index) > score(most) ? index : most), of[0] ?? 0);
}

function countsOf({ verdicts, assumptions }: Report): string {
  const tell = (parts: readonly { readonly outcome: string }[], noun: string) => {
    const held = parts.filter(({ outcome }) => outcome === "pass").length;
    const broke = parts.filter(({ outcome }) => outcome === "fail").length;
    const open = parts.length - held - broke;
    const rest = [broke > 0 ? `${broke} broke` : "", open > 0 ? `${open} open` : ""].filter(Boolean);
    const all =
      held === parts.length ? `all ${counted(held, noun)} held` : `${held} of ${counted(parts.length, noun)} held`;
    return [parts.length === 1 && held === 1 ? `the one ${noun} held` : all, ...rest].join(", ");
  };
  const parts = verdicts.length === 0 ? [] : [tell(verdicts, "guarantee")];
  return [...parts, tell(assumptions, "assumption")]
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join(" · ");
}
