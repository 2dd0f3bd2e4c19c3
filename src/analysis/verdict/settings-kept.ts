import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";

/**
 * Whether the cluster's settings were the same at the end: limits are computed from those of the begin. None where they
 * were not read again, as in a run that did not come so far.
 */
export function settingsKept(facts: Pick<Facts, "eventsOf">): Assumption[] {
  const [before] = facts.eventsOf("settings");
  const [after] = facts.eventsOf("settings-end");
  if (before === undefined || after === undefined) return [];
  const [was, is] = [leaves(before.settings), leaves(after.settings)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const changed = names.filter((name) => was.get(name) !== is.get(name));
  const told = changed.map((name) => `${name} from ${was.get(name) ?? "nothing"} to ${is.get(name) ?? "nothing"}`);
  const summary = changed.length === 0 ? `${counted(names.length, "setting")} read again` : listing(told);
  return [assume("no setting of the cluster changed", changed.length === 0, summary)];
}

/** Every value by its path: "etcd.electionMs". */
function leaves(value: unknown, path = ""): Map<string, unknown> {
  if (typeof value !== "object" || value === null) return new Map([[path, value]]);
  const entries = Object.entries(value).flatMap(([name, inner]) => [
    ...leaves(inner, path === "" ? name : `${path}.${name}`),
  ]);
  return new Map(entries);
}
