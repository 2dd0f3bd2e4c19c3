import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { readInputFile } from "../host/input-file.ts";
import { readYamlText } from "../host/yaml-text.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { Quarantine, QuarantineEntry, QuarantineMark } from "../model/quarantine.ts";
import { fileOf, namesOf } from "./catalogue.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import { unknownName } from "./nearest-names.ts";
import { isScenarioFile } from "./scenario-word.ts";

/** A quarantine file with what it means for the scenarios of one call. */
export interface ReadQuarantine {
  readonly quarantine: Quarantine;
  /** What has effect on the scenario of a file. */
  marksOf(scenarioFile: string): readonly QuarantineMark[];
}

/** Room for as many entries as there may be with the longest reason; a parser takes a second for as many keys at worst. */
const mostBytes = 2 ** 17;
/** Several times the library: with more, a suite would hardly decide anything. */
const mostEntries = 200;
const mostCharacters = 500;
/**
 * Days. Our own choice, a quarter of a year: long enough for a flaw to be mended upstream, and somebody has to look again
 * before the next.
 */
const mostDays = 90;
const dayMs = 24 * 3_600_000;

const whatIsMissing: Readonly<Record<string, string>> = {
  scenario: "which scenario, as run takes it",
  reason: "why it is in quarantine, in one sentence",
  until: "the last day on which it has effect, for example 2027-01-31",
};

const text = (field: string) =>
  z
    .string({
      error: ({ input }) => (input === undefined ? `is missing: say ${whatIsMissing[field] ?? "it"}` : "is no text"),
    })
    .max(mostCharacters, `is longer than ${mostCharacters} characters`)
    .refine((value) => /[\p{L}\p{N}]/u.test(value), `says nothing: say ${whatIsMissing[field] ?? "it"}`)
    .transform((value) => plainText(value).trim());

const entrySchema = z.strictObject(
  {
    scenario: text("scenario"),
    reason: text("reason"),
    until: text("until").pipe(z.iso.date("is no date: write year, month and day, for example 2027-01-31")),
    guarantee: text("guarantee").optional(),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "is no entry: scenario, reason and until" : undefined) },
);
type Entry = z.infer<typeof entrySchema>;

const fileSchema = z
  .array(entrySchema, 'is no list of entries: each begins with "- scenario: "')
  .max(mostEntries, `has more than ${mostEntries} entries`)
  .nullable();

/**
 * Reads a quarantine file for scenarios that were called on `today` (YYYY-MM-DD, UTC). Scenarios that are files are
 * looked for beside it. Throws UsageError with file, line and reason for what is none: a scenario or guarantee that does
 * not exist, an entry without a reason, an end that is no date or too far ahead, one that is there twice.
 */
export function readQuarantine(path: string, called: readonly LoadedScenario[], today: string): ReadQuarantine {
  const { value, lineOf } = readYamlText(readInputFile(path, { mostBytes }), path);
  const refuse = (place: readonly PropertyKey[], reason: string): UsageError => {
    const [index, ...rest] = place;
    const words = [typeof index === "number" ? `entry ${index + 1}` : "", rest.map(String).join(".")].filter(Boolean);
    const message = `${words.length === 0 ? "the file" : words.join(": ")}: ${plainText(reason).slice(0, mostCharacters)}`;
    return new UsageError(`${path}:${lineOf(place)}: ${message}`);
  };
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(issue?.path ?? [], issue?.message ?? "is no quarantine file");
  }
  const entries = (parsed.data ?? []).map((entry, index) => {
    const check = <Value>(field: keyof Entry, how: () => Value): Value => {
      try {
        return how();
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        throw refuse([index, field], messageOf(error));
      }
    };
    const file = check("scenario", () => scenarioBeside(entry.scenario, dirname(path)));
    const loaded = called.find((scenario) => scenario.file === file);
    const daysLeft = check("until", () => daysUntil(entry.until, today));
    check("guarantee", () => mustHave(loaded, entry.guarantee));
    return { file, entry: entryOf(entry, daysLeft, loaded !== undefined) };
  });
  for (const [index, { file, entry }] of entries.entries()) {
    const twin = entries.slice(0, index).find((other) => other.file === file && overlap(other.entry, entry));
    if (twin !== undefined) throw refuse([index], `${entry.scenario} is there twice: keep one of them`);
  }
  return {
    quarantine: { file: plainText(path), entries: entries.map(({ entry }) => entry) },
    marksOf: (scenario) =>
      entries.flatMap(({ file, entry }) => {
        const { scenario: _, inCall, ...mark } = entry;
        return file === scenario && inCall && mark.daysLeft >= 0 ? [mark] : [];
      }),
  };
}

function entryOf({ scenario, guarantee, reason, until }: Entry, daysLeft: number, inCall: boolean): QuarantineEntry {
  return { scenario, guarantee: guarantee ?? null, reason, until, daysLeft, inCall };
}

/** Whether two entries of one scenario say something about the same guarantee. */
function overlap(one: QuarantineEntry, other: QuarantineEntry): boolean {
  return one.guarantee === other.guarantee || one.guarantee === null || other.guarantee === null;
}

/**
 * The file of a scenario that a file in a folder names; throws UsageError where there is none, with the nearest names.
 */
export function scenarioBeside(nameOrFile: string, folder: string): string {
  if (isScenarioFile(nameOrFile)) {
    const file = resolve(folder, nameOrFile);
    if (existsSync(file)) return file;
    throw new UsageError(`${nameOrFile}: there is no such scenario file in ${folder}`);
  }
  const names = namesOf("scenario");
  if (!names.includes(nameOrFile)) throw unknownName("scenario", nameOrFile, names);
  return fileOf("scenario", nameOrFile);
}

function daysUntil(until: string, today: string): number {
  const days = Math.round((Date.parse(until) - Date.parse(today)) / dayMs);
  if (days <= mostDays) return days;
  throw new UsageError(
    `${until} is ${days} days ahead, at most ${mostDays} are: set a nearer day, and a new one when somebody has looked again`,
  );
}

/** Throws UsageError where a scenario of the call does not have the guarantee; of others nothing was loaded. */
function mustHave(loaded: LoadedScenario | undefined, id: string | undefined): void {
  if (loaded === undefined || id === undefined) return;
  const ids = loaded.scenario.guarantees.map((guarantee) => guarantee.id);
  if (!ids.includes(id)) throw unknownName(`guarantee of ${loaded.name}`, id, ids);
}
