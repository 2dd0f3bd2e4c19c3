import { UsageError } from "../model/errors.ts";
import type { Quarantine } from "../model/quarantine.ts";
import type { Suite } from "../model/suite.ts";
import type { SuiteTerms } from "../model/suite-terms.ts";

/**
 * The terms on which all were run. Of a quarantine the days left are those of the last that began, and an entry is of the
 * call where it was of any. Throws UsageError where they differ: what decides for one must decide for all.
 */
export function mergeTerms(suites: readonly Suite[]): SuiteTerms {
  const [first, ...others] = suites.map(({ terms }) => terms) as [SuiteTerms, ...SuiteTerms[]];
  for (const other of others)
    if (!areSameTerms(first, other)) {
      throw new UsageError(
        "the summaries are on different terms: --retry-inconclusive, --allow-inconclusive and the quarantine must be the same in all",
      );
    }
  const { quarantine } = first;
  const all = suites.flatMap(({ terms }) => terms.quarantine ?? []);
  return { ...first, quarantine: quarantine && mergeQuarantines(quarantine, all) };
}

/** Whether a person declared the same, on whichever day. */
export function areSameTerms(one: SuiteTerms, other: SuiteTerms): boolean {
  return declared(one) === declared(other);
}

/** The version of kind-chaos that ran all; throws UsageError where there were several: they do not judge alike. */
export function sameHarness(suites: readonly Suite[]): string {
  const [version = "", ...others] = [...new Set(suites.map(({ harness }) => harness))].toSorted();
  if (others.length === 0) return version;
  throw new UsageError(
    `the summaries are of kind-chaos ${[version, ...others].join(" and ")}: merge those of one version`,
  );
}

/** The commit of kind-chaos that ran all; throws UsageError where there were several, also where one is not known. */
export function sameCommit(suites: readonly Suite[]): string | null {
  const [commit = null, ...others] = [...new Set(suites.map((suite) => suite.commit))];
  if (others.length === 0) return commit;
  const names = [commit, ...others].map((one) => one ?? "one that is not known").toSorted();
  throw new UsageError(
    `the summaries are of several commits of kind-chaos (${names.join(", ")}): merge those of one, they do not judge alike`,
  );
}

/** What a person declared, without what follows from the day and from the call. */
function declared({ retryInconclusive, allowInconclusive, quarantine }: SuiteTerms): string {
  const entries = quarantine?.entries.map(({ scenario, guarantee, reason, until }) => [
    scenario,
    guarantee,
    reason,
    until,
  ]);
  return JSON.stringify([retryInconclusive, allowInconclusive, quarantine?.file, entries]);
}

function mergeQuarantines({ file, entries }: Quarantine, all: readonly Quarantine[]): Quarantine {
  const merged = entries.map((entry, index) => {
    const same = all.flatMap((quarantine) => quarantine.entries[index] ?? []);
    const daysLeft = Math.min(...same.map((one) => one.daysLeft));
    return { ...entry, daysLeft, inCall: same.some((one) => one.inCall) };
  });
  return { file, entries: merged };
}
