import { UsageError } from "../model/errors.ts";
import { journalVersion } from "../model/event.ts";

/**
 * Throws UsageError where a line begins a journal in another version of the format, whatever its first event is called
 * there.
 */
export function refuseOtherVersion(value: unknown, isFirst: boolean): void {
  const event = value as { readonly type?: unknown; readonly version?: unknown } | null | undefined;
  if ((!isFirst && event?.type !== "run-start") || event?.version === undefined || event.version === journalVersion)
    return;
  const told = typeof event.version === "number" ? `version ${event.version}` : "another version";
  throw new UsageError(
    `The journal is of ${told} of its format, and this kind-chaos reads version ${journalVersion}: judge it with the release that recorded it`,
  );
}
