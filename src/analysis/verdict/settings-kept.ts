import type { EventOf } from "../../model/event.ts";
import { leaves } from "../../model/leaves.ts";
import type { Settings } from "../../model/settings.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { otherLimits } from "../limits/derived-limits.ts";
import { counted, listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";
import { holds } from "./plan-steps.ts";

const name = "no setting of the cluster changed";
const upgradedName = "no limit changed with the upgrade";

/**
 * Whether the cluster's settings were the same at the end: limits are computed from those of the begin. None where they
 * were not to be read again, as in journals of earlier releases, or in a run that did not come so far.
 */
export function settingsKept(facts: Pick<Facts, "eventsOf">): Assumption[] {
  const [before] = facts.eventsOf("settings");
  const [after] = facts.eventsOf("settings-end");
  if (before === undefined) return [];
  if (after?.settings === undefined) {
    const last = facts.eventsOf("steady-state").findLast(({ when }) => when === "end");
    const wasDue = before.again === true && last !== undefined && holds(last);
    return wasDue || after !== undefined ? [assume(name, false, after?.problem ?? "nobody read them again")] : [];
  }
  const [was, is] = [leaves(before.settings), leaves(after.settings)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const changed = names.filter((path) => was.get(path) !== is.get(path));
  const told = changed.map((path) => `${path} from ${was.get(path) ?? "nothing"} to ${is.get(path) ?? "nothing"}`);
  const upgrades = facts.eventsOf("procedure").filter(({ upgradesTo }) => upgradesTo !== undefined);
  if (upgrades.length > 0) return [keptBy(upgrades, told, before.settings, after.settings)];
  const summary = changed.length === 0 ? `${counted(names.length, "setting")} read again` : listing(told);
  return [assume(name, changed.length === 0, summary)];
}

/**
 * An upgrade may change settings, since the new version has others: what counts then is whether any limit that is
 * computed from settings would be another one by now, also one that a guarantee has without naming it, and whether all
 * nodes still tell the same, since limits are computed from the first.
 */
function keptBy(
  upgrades: readonly EventOf<"procedure">[],
  told: readonly string[],
  before: Settings,
  after: Settings,
): Assumption {
  const by = listing(upgrades.map(({ id }) => id));
  const other = otherLimits(before, after);
  if (other.length > 0)
    return assume(
      upgradedName,
      false,
      `after ${by} these limits would be others: ${listing(other)} (${listing(told)})`,
    );
  const { differing = [] } = after;
  if (differing.length > 0) return assume(upgradedName, false, `nodes differ after ${by}: ${listing(differing)}`);
  return assume(upgradedName, true, told.length === 0 ? "none changed" : `changed by ${by}: ${listing(told)}`);
}
