import type { Span } from "../../analysis/timeline/span.ts";
import type { Outage } from "../../model/figures.ts";
import type { Judgement } from "../../model/guarantee.ts";

/**
 * What a pass by the length of outages looked at: the stretch until the last of them had ended, because a busy machine
 * makes none longer afterwards. Undefined, which is all of the stretch, where one did not end.
 */
export function untilEnded({ from }: Pick<Span, "from">, outages: readonly Pick<Outage, "to">[]): Judgement["looked"] {
  const ends = outages.flatMap(({ to }) => to ?? []);
  return ends.length === 0 || ends.length < outages.length ? undefined : { from, to: Math.max(...ends) };
}
