import { outagesIn } from "../../analysis/outages/figures.ts";
import { answerWithinMs, findOutages, longestOutage, mostApartMs } from "../../analysis/outages/outages.ts";
import type { Span } from "../../analysis/timeline/span.ts";
import type { Outage } from "../../model/figures.ts";
import type { Judgement } from "../../model/guarantee.ts";
import type { LaneTrack } from "../../model/timeline.ts";

/** The longest outage of a lane that touches a stretch; undefined where it was never out there. */
export function longestOutageIn(track: LaneTrack, stretch: Span): Outage | undefined {
  const options = { withinMs: answerWithinMs, apartMs: mostApartMs([track]) };
  return longestOutage(outagesIn(findOutages(track.all, options), stretch));
}

/**
 * What a pass by the length of outages looked at: the stretch until the last of them had ended, because a busy machine
 * makes none longer afterwards. Undefined, which is all of the stretch, where one did not end.
 */
export function untilEnded(
  { from }: Pick<Span, "from">,
  lanes: readonly { readonly outage: Outage | undefined }[],
): Judgement["looked"] {
  const seen = lanes.flatMap(({ outage }) => outage ?? []);
  const ends = seen.flatMap(({ to }) => to ?? []);
  return ends.length === 0 || ends.length < seen.length ? undefined : { from, to: Math.max(...ends) };
}
