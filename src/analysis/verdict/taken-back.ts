import type { EventOf } from "../../model/event.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";

/**
 * A run whose faults somebody else took back shows nothing of them: they ended when nobody measured it, or were taken
 * away from under a harness that stood still. None where nobody did.
 */
export function takenBackByOthers(facts: Pick<Facts, "eventsOf">): Assumption[] {
  const deeds = facts.eventsOf("undo-deed");
  if (deeds.length === 0) return [];
  return [assume("nobody else took back what the run broke", false, listing(deeds.map(describeDeed)))];
}

function describeDeed({ by, deed, id, detail }: EventOf<"undo-deed">): string {
  const who = { watchdog: "the watchdog", clean: "clean", "next-run": "the next run" }[by];
  const did = { "took-over": "took over", healed: "healed", "not-healed": "could not heal" }[deed];
  return `${[who, did, id].filter(Boolean).join(" ")} (${detail})`;
}
