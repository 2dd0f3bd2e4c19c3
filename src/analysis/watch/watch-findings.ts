import { formatMs } from "../../model/duration.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, describeBounds } from "../statistics/format.ts";
import type { FollowedWatch } from "./followed-watch.ts";
import { describeReasons, longestSilence } from "./watch.ts";

/** A shorter silence is not worth a sentence, milliseconds. */
const worthTellingMs = 1_000;

/** What the lanes that listen say about where it went wrong, in plain words. */
export function watchFindingsOf(facts: Facts): string[] {
  return facts.followedWatches().flatMap((watch) => silenceOf(watch));
}

function silenceOf({ track, silences }: FollowedWatch): string[] {
  const long = silences.filter(({ atLeastMs }) => atLeastMs >= worthTellingMs);
  const longest = longestSilence(long);
  if (longest === undefined) return [];
  const length = describeBounds([longest.atLeastMs, longest.atMostMs]);
  const others = long.length === 1 ? "" : `, the longest of ${counted(long.length, "silence")}`;
  const why =
    longest.reasons.length === 0
      ? "its stream stood all the time, so that a client could not know"
      : `streams were lost or could not be opened: ${describeReasons(longest)}`;
  return [
    `${track.lane.id} heard nothing for ${length} from ${formatMs(longest.from)} on while writes were acknowledged${others}; ${why}.`,
  ];
}
