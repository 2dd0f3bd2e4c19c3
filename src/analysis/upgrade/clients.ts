import type { NodeStretch } from "../../model/upgrade-report.ts";
import type { Facts } from "../facts/facts.ts";
import { outagesIn } from "../outages/figures.ts";
import { longestOutage } from "../outages/outages.ts";
import { samplesIn } from "../timeline/stretches.ts";
import type { FollowedStretch } from "./node-stretches.ts";

/**
 * What each lane went without while a node was worked on, at its widest: every outage of which an attempt belongs to
 * that time, with the bounds that the whole lane gives it. Lanes without any failure are left out. Nothing is asked of a
 * node that is as it was found: that may be all of the run.
 */
export function clientsDuring(
  { begin, end, asFound }: Pick<FollowedStretch, "begin" | "end" | "asFound">,
  facts: Pick<Facts, "tracks" | "outagesOf">,
): Pick<NodeStretch, "attempts" | "clients"> {
  if (asFound) return { attempts: 0, clients: [] };
  const stretch = { from: begin[0] ?? 0, to: end?.[1] ?? Number.POSITIVE_INFINITY, fromInjection: true };
  const lanes = facts.tracks.map((track) => {
    const samples = samplesIn(track.samples, stretch);
    const outages = outagesIn(facts.outagesOf(track), stretch);
    const longest = longestOutage(outages);
    return {
      lane: track.lane.id,
      attempts: samples.length,
      failed: samples.filter(({ outcome }) => outcome !== "ok").length,
      outages: outages.length,
      longestOutage: longest === undefined ? null : withoutSamples(longest),
    };
  });
  return {
    attempts: lanes.reduce((sum, { attempts }) => sum + attempts, 0),
    clients: lanes.filter(({ failed, outages }) => failed > 0 || outages > 0),
  };
}

function withoutSamples<Outage extends { readonly samples: unknown }>(outage: Outage): Omit<Outage, "samples"> {
  const { samples: _, ...rest } = outage;
  return rest;
}
