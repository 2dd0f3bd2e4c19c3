import { parse } from "yaml";
import { z } from "zod";
import { messageOf, UsageError } from "../model/errors.ts";
import { severities } from "./audit.ts";
import { fitsGlob } from "./exclusion.ts";
import type { Finding } from "./facts.ts";

/** An entry, by the words that there are for how bad something is, the worst first. */
function entrySchema(severities: readonly string[]) {
  const [worst = ""] = severities;
  return z.strictObject({
    /** Which check finds it. */
    check: z.string(),
    /** What it is about, as the audit writes it; * stands for any characters. */
    subject: z.string().min(1),
    /** The worst that is accepted; a finding that has become worse counts. */
    severity: z.enum(severities).default(worst),
    reason: z.string().trim().min(1),
    /** The last day on which it is accepted, in UTC: "2026-12-31". */
    until: z.iso.date(),
  });
}

/** A finding that somebody lives with, why, and until when. */
export type Acceptance = z.infer<ReturnType<typeof entrySchema>>;

/** What of a finding an acceptance speaks of: an audit's, or one before an upgrade. */
type Acceptable = Pick<Finding, "check" | "subject"> & { readonly severity: string };

/** A finding that is accepted, with the reason. */
export type AcceptedFinding<Found extends Acceptable = Finding> = Found & {
  readonly reason: string;
  readonly until: string;
};

/** Findings by whether they are accepted, and what is to be said of the file. */
export interface Accepted<Found extends Acceptable = Finding> {
  readonly open: readonly Found[];
  readonly accepted: readonly AcceptedFinding<Found>[];
  readonly notes: readonly string[];
}

/**
 * The acceptances of a file; throws UsageError with one line where it is no such file, or names a check that is none.
 * Severities are those that findings have, the worst first.
 */
export function readAcceptances(
  text: string,
  file: string,
  checks: readonly string[],
  words: readonly string[] = severities,
): Acceptance[] {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new UsageError(`${file}: is no YAML: ${messageOf(error).split("\n")[0]}`, { cause: error });
  }
  const parsed = z.strictObject({ accepted: z.array(entrySchema(words)) }).safeParse(value);
  if (!parsed.success) {
    const [{ path, message } = { path: [], message: "is not as it should be" }] = parsed.error.issues;
    const where = path
      .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
      .join("")
      .slice(1);
    throw new UsageError(
      `${file}: ${where || "the whole file"}: ${message}; it has a list "accepted" of check, subject, reason, until (2026-12-31) and maybe severity`,
    );
  }
  parsed.data.accepted.forEach(({ check }, index) => {
    if (!checks.includes(check))
      throw new UsageError(`${file}: accepted[${index}].check: there is no check "${check}": ${checks.join(", ")}`);
  });
  return parsed.data.accepted;
}

/**
 * Sets apart what is accepted on that day (milliseconds since 1970). An acceptance that has ended, that is for less than
 * what was found, or that fits nothing any more is told in the notes; it never hides a finding.
 */
export function accept<Found extends Acceptable>(
  findings: readonly Found[],
  acceptances: readonly Acceptance[],
  now: number,
  words: readonly string[] = severities,
): Accepted<Found> {
  const current = acceptances.filter(({ until }) => now < endOf(until));
  const covers = (worst: string, { severity }: Acceptable) => words.indexOf(severity) >= words.indexOf(worst);
  const reasonFor = (finding: Found) => current.find((one) => fits(finding, one) && covers(one.severity, finding));
  return {
    open: findings.filter((finding) => reasonFor(finding) === undefined),
    accepted: findings.flatMap((finding) => {
      const found = reasonFor(finding);
      return found === undefined ? [] : [{ ...finding, reason: found.reason, until: found.until }];
    }),
    notes: acceptances.flatMap(
      (one) =>
        noteOn(
          one,
          findings.filter((finding) => fits(finding, one)),
          now,
          covers,
        ) ?? [],
    ),
  };
}

function noteOn(
  one: Acceptance,
  fitting: readonly Acceptable[],
  now: number,
  covers: (worst: string, finding: Acceptable) => boolean,
): string | undefined {
  const what = `the acceptance of ${one.check}: ${one.subject}`;
  if (fitting.length === 0) return `${what} fits nothing that was found: it can go`;
  if (now >= endOf(one.until)) return `${what} ended with ${one.until}: what it was for counts again (${one.reason})`;
  const worse = fitting.filter((finding) => !covers(one.severity, finding));
  return worse.length === 0
    ? undefined
    : `${what} is for ${one.severity} at the worst: it is ${worse[0]?.severity} now, and counts`;
}

function fits({ check, subject }: Acceptable, acceptance: Acceptance): boolean {
  return check === acceptance.check && fitsGlob(subject, acceptance.subject);
}

function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + 86_400_000;
}
