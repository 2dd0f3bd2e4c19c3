import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";

/**
 * Whether all nodes of a kind had the same settings: limits are computed from those of the first. None where only the
 * first was asked, as in journals of earlier releases.
 */
export function settingsAlike(facts: Pick<Facts, "eventsOf">): Assumption[] {
  const differing = facts.eventsOf("settings")[0]?.settings.differing;
  if (differing === undefined) return [];
  return [assume("all nodes have the same settings", differing.length === 0, listing(differing) || "they have")];
}
