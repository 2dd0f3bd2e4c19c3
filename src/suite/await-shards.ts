import { counted, listing } from "../analysis/statistics/format.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { callsOf } from "./calls.ts";
import type { FoundSummaries } from "./find-summaries.ts";
import type { FoundSummary } from "./found-summary.ts";

/** How a merge waits for shards that are still on their way. */
export interface Waiting {
  /** Looks what is there now; nothing at all is no error while one waits. */
  find(): Promise<FoundSummaries>;
  /** How many summaries there must be; undefined: as many as the shards that are there say. */
  readonly expected: number | undefined;
  /** Waits until the next look; false: the time is over. */
  pause(): Promise<boolean>;
  /** Told what is waited for, each time it is something else. */
  tell(line: string): void;
}

/**
 * Waits until every shard is there and has come to its end, or the time is over; returns what is there then. A store that
 * answered before and now does not is asked again, as long as there is time; else throws what `find` throws.
 */
export async function awaitShards({ find, expected, pause, tell }: Waiting): Promise<FoundSummaries> {
  let told = "";
  let found: FoundSummaries | undefined;
  for (;;) {
    let line: string;
    let failure: unknown;
    try {
      found = await find();
      const missing = whatIsMissing(found.found, expected);
      if (missing === undefined) return found;
      line = `waiting for ${missing}`;
    } catch (error) {
      if (found === undefined || !(error instanceof PlatformError)) throw error;
      failure = error;
      line = `chaos: ${messageOf(error)}`;
    }
    if (line !== told) tell(line);
    told = line;
    if (await pause()) continue;
    if (failure !== undefined) throw failure;
    return found;
  }
}

/** What has not come yet, in words; undefined: all is there. Throws as `callsOf` does. */
export function whatIsMissing(found: readonly FoundSummary[], expected: number | undefined): string | undefined {
  const calls = callsOf(found);
  const open = calls.flatMap(({ parts, missing, plan }) => {
    const cut = parts.filter(({ suite }) => suite.end === "cut").map(({ index }) => index);
    const of = plan[0]?.of ?? 1;
    return [...missing, ...cut].toSorted((a, b) => a - b).map((index) => `${index}/${of}`);
  });
  const there = calls.reduce((sum, { parts, missing }) => sum + parts.length + missing.length, 0);
  const more = Math.max(expected ?? 1, 1) - there;
  const waited = [
    ...(open.length === 0 ? [] : [`${counted(open.length, "shard")}: ${listing(open, 10)}`]),
    ...(more <= 0 ? [] : [more === 1 ? "one more summary" : `${more} more summaries`]),
  ];
  return waited.length === 0 ? undefined : waited.join(", and ");
}
