import type { Judgement, Scope } from "../../model/guarantee.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { lateHeals } from "./late-heals.ts";
import { stretchOf } from "./machine/judged-time.ts";
import { unrealFault } from "./plan-carried-out.ts";
import { portsKept } from "./ports-kept.ts";
import { settingsAlike } from "./settings-alike.ts";
import { settingsKept } from "./settings-kept.ts";

/** A promise that is broken as it seems. */
interface Broken {
  readonly about: "safety" | "time";
  readonly scope: Scope;
  readonly judgement: Judgement;
  /** See GuaranteeDefinition. */
  readonly fromHealing: boolean;
  /** Its limit is computed from settings of the cluster. */
  readonly derived: boolean;
  /** What was asked to find that; see NotedFacts. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Why a broken promise is not held against the cluster: a fault that it is about was not the one that was asked for, or
 * lasted longer, or some of what it was found by cannot be as the journal has it, or may be missing.
 */
export function doubtsOf({ about, scope, judgement, fromHealing, derived, asked }: Broken, facts: Facts): string[] {
  const late = fromHealing ? [] : lateHeals(judgement, stretchOf(facts, scope), facts);
  const unreal = about === "time" ? unrealFault(scope, facts) : undefined;
  return [
    ...(unreal === undefined ? [] : [unreal]),
    ...(about === "time" ? [...lostPorts(facts), ...(derived ? otherSettings(facts) : []), ...late] : []),
    ...contradicted(asked, facts),
    ...uncounted(asked, facts),
  ];
}

/** A limit, and what to expect, is computed from settings that some nodes do not have, or no longer had at the end. */
function otherSettings(facts: Facts): string[] {
  const others = [...settingsAlike(facts), ...settingsKept(facts)].filter(({ outcome }) => outcome !== "pass");
  return others.map(({ summary }) => `settings may have been others (${summary})`);
}

/** What came through a port that the engine led nowhere is no outage of the cluster. */
function lostPorts(facts: Facts): string[] {
  return portsKept(facts).map(({ summary }) => `a published port was lost (${summary})`);
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
