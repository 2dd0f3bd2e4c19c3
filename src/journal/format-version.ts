import { UsageError } from "../model/errors.ts";
import { journalVersion } from "../model/event.ts";

/** Throws UsageError where an event is the first one of a journal in another version of the format. */
export function refuseOtherVersion(value: unknown): void {
  const event = value as { readonly type?: unknown; readonly version?: unknown } | null | undefined;
  if (event?.type !== "run-start" || event.version === undefined || event.version === journalVersion) return;
  const told = typeof event.version === "number" ? `version ${event.version}` : "another version";
  throw new UsageError(
    `The journal is of ${told} of its format, and this kind-chaos reads version ${journalVersion}: judge it with the release that recorded it`,
  );
}
