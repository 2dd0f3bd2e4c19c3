import type { Damage } from "../../model/damage.ts";
import { formatMs } from "../../model/duration.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";

/** Damaged places that are told; how many there are more is only counted. */
const told = 5;

/**
 * The journal is as it was written, and can be so: what is damaged may have said anything, so that nothing is shown
 * without it.
 */
export function journalWhole({
  damaged,
  damage,
  contradictions,
}: Pick<Facts, "damaged" | "damage" | "contradictions">): Assumption {
  const name = "the journal is undamaged";
  const cannotBe = contradictions().map(({ what }) => what);
  if (damaged === 0 && cannotBe.length > 0) return assume(name, false, `it contradicts itself: ${listing(cannotBe)}`);
  if (damaged === 0) return assume(name, true, "every line was read");
  const places = damage.slice(0, told).map(describeDamage);
  const more = damaged - places.length;
  const rest = places.length === 0 ? [] : more > 0 ? [`and ${more} more`] : [];
  return assume(
    name,
    false,
    `it is damaged at ${counted(damaged, "place")}, and what stood there is not known: ${[...places, ...rest].join("; ") || "attempts of no lane"}`,
  );
}

function describeDamage({ from, to, what, between }: Damage): string {
  const lines = from === to ? `line ${from}` : `lines ${from} to ${to}`;
  const when = between === undefined ? "" : ` (${formatMs(between[0])} to ${formatMs(between[1])})`;
  return `${lines}${when}: ${what}`;
}
