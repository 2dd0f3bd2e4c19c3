import type { Quarantine, QuarantineEntry, QuarantineMark } from "../../model/quarantine.ts";
import type { Suite, SuiteRun } from "../../model/suite.ts";
import { counted } from "../statistics/format.ts";

/** A quarantine that has effect, in words: "in quarantine until 2026-12-31 (34 days left): a flaw of the image". */
export function describeMark({ guarantee, until, daysLeft, reason }: QuarantineMark): string {
  const what = guarantee === null ? "" : `${guarantee} is `;
  return `${what}in quarantine until ${until} (${daysLeft === 0 ? "the last day" : `${counted(daysLeft, "day")} left`}): ${reason}`;
}

/** An entry whose end is over, in one line; what to do about it comes last. */
export function describeEnded({ scenario, guarantee, until, reason }: QuarantineEntry, file: string): string {
  const what = guarantee === null ? scenario : `${guarantee} of ${scenario}`;
  return `${file}: the quarantine of ${what} ended on ${until} and has no effect (${reason}): take it out, or set a new day`;
}

/** The entries about scenarios of the call whose end is over; of no file there are none. */
export function endedOf(quarantine: Quarantine | null): readonly QuarantineEntry[] {
  return (quarantine?.entries ?? []).filter(({ inCall, daysLeft }) => inCall && daysLeft < 0);
}

/**
 * What passes though it is in quarantine: each scenario, or guarantee of it, that passed in every one of its runs and was
 * carried out in each.
 */
export function passingMarks({
  runs,
}: Pick<Suite, "runs">): readonly { readonly scenario: string; readonly mark: QuarantineMark }[] {
  return [
    ...Map.groupBy(
      runs.filter(({ quarantine }) => quarantine.length > 0),
      ({ scenario }) => scenario,
    ),
  ].flatMap(([scenario, those]) =>
    (those[0]?.quarantine ?? [])
      .filter(({ guarantee }) => those.every((run) => passes(run, guarantee)))
      .map((mark) => ({ scenario, mark })),
  );
}

function passes({ result }: SuiteRun, guarantee: string | null): boolean {
  if (result === null) return false;
  if (guarantee === null) return result.outcome === "pass";
  return result.verdicts.find(({ id }) => id === guarantee)?.outcome === "pass";
}
