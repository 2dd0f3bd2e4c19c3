import type { Scope } from "../../model/guarantee.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { unrealFault } from "./plan-carried-out.ts";
import { settingsKept } from "./settings-kept.ts";

/** A promise that is broken as it seems. */
interface Broken {
  readonly about: "safety" | "time";
  readonly scope: Scope;
  /** What was asked to find that; see NotedFacts. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Why a broken promise is not held against the cluster: a fault that it is about was not the one that was asked for, or
 * some of what it was found by cannot be as the journal has it, or may be missing.
 */
export function doubtsOf({ about, scope, asked }: Broken, facts: Facts): string[] {
  const unreal = about === "time" ? unrealFault(scope, facts) : undefined;
  return [
    ...(unreal === undefined ? [] : [unreal]),
    ...(about === "time" ? changedSettings(facts) : []),
    ...contradicted(asked, facts),
    ...uncounted(asked, facts),
  ];
}

/** A limit, and what to expect, is computed from settings that the cluster no longer had at the end. */
function changedSettings(facts: Facts): string[] {
  const [changed] = settingsKept(facts).filter(({ outcome }) => outcome !== "pass");
  return changed === undefined ? [] : [`settings may have been others (${changed.summary})`];
}

function contradicted(asked: ReadonlySet<string>, facts: Facts): string[] {
  const touching = facts.contradictions().filter(({ touches }) => touches.some((one) => asked.has(one)));
  const words = [...new Set(touching.map(({ what }) => what))];
  return words.length === 0 ? [] : [`the journal contradicts itself (${listing(words)})`];
}

/** What observers did not tell may be missing where the journal does not say how much they told. */
function uncounted(asked: ReadonlySet<string>, { watches }: Facts): string[] {
  const lanes = watches.filter((track) => track.uncounted === true && asked.has(track.lane.operation));
  if (lanes.length === 0) return [];
  const names = listing(lanes.map(({ lane }) => lane.id));
  return [`the journal does not say how many arrivals there were on ${names}, and some may be missing`];
}
