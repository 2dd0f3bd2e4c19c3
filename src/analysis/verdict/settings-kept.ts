import type { EventOf } from "../../model/event.ts";
import { leaves } from "../../model/leaves.ts";
import type { Settings } from "../../model/settings.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { derivedNames, deriveLimit } from "../limits/derived-limits.ts";
import { counted, listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";
import { holds } from "./plan-steps.ts";

const name = "no setting of the cluster changed";
const upgradedName = "no limit of a guarantee changed with the upgrade";

/**
 * Whether the cluster's settings were the same at the end: limits are computed from those of the begin. None where they
 * were not to be read again, as in journals of earlier releases, or in a run that did not come so far.
 */
export function settingsKept(facts: Pick<Facts, "eventsOf" | "start">): Assumption[] {
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
  if (upgrades.length > 0) return [keptBy(upgrades, told, facts, before.settings, after.settings)];
  const summary = changed.length === 0 ? `${counted(names.length, "setting")} read again` : listing(told);
  return [assume(name, changed.length === 0, summary)];
}

/**
 * An upgrade may change settings, since the new version has others: what counts then is whether any limit that was
 * computed from those of the begin would be another one by now.
 */
function keptBy(
  upgrades: readonly EventOf<"procedure">[],
  told: readonly string[],
  { start }: Pick<Facts, "start">,
  before: Settings,
  after: Settings,
): Assumption {
  const names = new Set(start.guarantees.flatMap(({ params }) => derivedNames(params)));
  const other = [...names].filter((one) => deriveLimit(one, before)?.limitMs !== deriveLimit(one, after)?.limitMs);
  const by = listing(upgrades.map(({ id }) => id));
  if (other.length > 0)
    return assume(
      upgradedName,
      false,
      `after ${by} these limits would be others: ${listing(other)} (${listing(told)})`,
    );
  return assume(upgradedName, true, told.length === 0 ? "none changed" : `changed by ${by}: ${listing(told)}`);
}
