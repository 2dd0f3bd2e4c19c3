/** Versions as numbers say it, newest first: 1.36.10 before 1.36.9, and a release before its candidates. */
export function newestFirst(versions: readonly string[]): string[] {
  const release = (version: string): number => (version.includes("-") ? 0 : 1);
  const core = (version: string): string => version.split("-")[0] ?? "";
  return versions.toSorted(
    (a, b) =>
      core(b).localeCompare(core(a), "en", { numeric: true }) ||
      release(b) - release(a) ||
      b.localeCompare(a, "en", { numeric: true }),
  );
}

/**
 * The version that a person means by "1.36.4", "v1.36.4", "1.36" or "v1.36": the one itself, or the first of the list
 * with these two numbers; undefined where there is none.
 */
export function resolveVersion(wanted: string, versions: readonly string[]): string | undefined {
  const plain = wanted.replace(/^v/, "");
  if (versions.includes(plain)) return plain;
  return /^\d+\.\d+$/.test(plain) ? versions.find((version) => version.startsWith(`${plain}.`)) : undefined;
}
