import { leaves } from "../../model/leaves.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";
import { holds } from "./plan-steps.ts";

const name = "no setting of the cluster changed";

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
  const summary = changed.length === 0 ? `${counted(names.length, "setting")} read again` : listing(told);
  return [assume(name, changed.length === 0, summary)];
}
