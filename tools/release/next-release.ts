import { UsageError } from "../../src/model/errors.ts";

const steps = ["major", "minor", "patch"] as const;
const form = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/**
 * The version after another: the next by a step (major, minor, patch), or one that is given and is higher. Throws
 * UsageError for anything else.
 */
export function nextVersion(current: string, wanted: string): string {
  const now = numbersOf(current);
  const step = steps.indexOf(wanted as (typeof steps)[number]);
  if (step >= 0) return now.map((value, index) => (index < step ? value : index === step ? value + 1 : 0)).join(".");
  const asked = numbersOf(wanted);
  const first = asked.findIndex((value, index) => value !== now[index]);
  if (first < 0 || (asked[first] ?? 0) < (now[first] ?? 0))
    throw new UsageError(`${wanted}: is not higher than ${current}, the version that there is`);
  return wanted;
}

function numbersOf(version: string): number[] {
  const found = form.exec(version);
  if (found === null) throw new UsageError(`${version}: is no version: 1.2.3, or one of ${steps.join(", ")}`);
  return found.slice(1).map(Number);
}

/**
 * The changelog in which what was unreleased is a release of a date (YYYY-MM-DD), under an empty section for what comes
 * next. Throws UsageError where nothing is unreleased, or the release is in it already.
 */
export function releasedChangelog(text: string, version: string, date: string): string {
  const title = "## [Unreleased]\n";
  const start = text.indexOf(title);
  if (start < 0) throw new UsageError("CHANGELOG.md: it has no section [Unreleased]");
  if (text.includes(`\n## [${version}]`)) throw new UsageError(`CHANGELOG.md: it has a section [${version}] already`);
  const rest = text.slice(start + title.length);
  const end = rest.indexOf("\n## ");
  const notes = end < 0 ? rest : rest.slice(0, end);
  if (!/^- /m.test(notes)) throw new UsageError("CHANGELOG.md: nothing is written under [Unreleased]");
  return `${text.slice(0, start)}${title}\n## [${version}] - ${date}\n${rest}`;
}

/** What a release says of itself: its section of the changelog without the title. Throws UsageError where it has none. */
export function releaseNotes(changelog: string, version: string): string {
  const [, notes] = changelog.split(`\n## [${version}]`);
  if (notes === undefined) throw new UsageError(`CHANGELOG.md: it has no section [${version}]`);
  return `${(notes.slice(notes.indexOf("\n")).split("\n## ")[0] ?? "").trim()}\n`;
}
