import type { Judgement, Scope } from "../../../model/guarantee.ts";
import { loadCheck } from "../../../model/machine.ts";
import type { MachineReport } from "../../../model/machine-report.ts";
import type { Assumption } from "../../../model/verdict.ts";
import type { Facts } from "../../facts/facts.ts";
import { listing } from "../../statistics/format.ts";
import { assume } from "../assume.ts";
import { judgedStretches } from "../disturbances.ts";
import type { Carrying } from "./carried.ts";
import { readingsOf } from "./judged-time.ts";
import { stolenLine } from "./stolen-line.ts";

/** What a machine that could not carry it makes of a judgement about time, for these reasons: they come first. */
export function notHeldAgainst(judgement: Judgement, whyNot: readonly string[]): Judgement {
  const words = judgement.outcome === "fail" ? "not held against the cluster" : "no evidence";
  const summary = `${whyNot.join("; ")}: ${words}: ${judgement.summary}`;
  return { ...judgement, outcome: "inconclusive", summary };
}

/** What the report says of the machine: each stretch, what the host took, and why broken limits are excused. */
export function machineReportOf(
  facts: Facts,
  carrying: Carrying,
  excuses: readonly (readonly string[])[],
): MachineReport {
  const broken = excuses.filter((whyNot) => whyNot.length > 0).map((whyNot) => whyNot.join("; "));
  const reasons = new Set([...neverCalm(facts), ...broken]);
  return {
    notCarried: reasons.size === 0 ? null : [...reasons].join(" | "),
    stolen: stolenLine(readingsOf(facts)),
    stretches: facts.stretches().map((stretch) => carrying.describe(stretch)),
  };
}

/** Why nothing was broken at all, where the machine did not become calm before. */
function neverCalm(facts: Facts): string[] {
  const last = facts.eventsOf("steady-state").findLast(({ when }) => when === "before");
  const load = last?.checks.find(({ name, ok }) => name === loadCheck && !ok);
  return last?.ok === false && load !== undefined
    ? [`this machine did not become calm, and nothing was broken: ${load.detail}`]
    : [];
}

/** What is assumed of the machine. */
export const machineName = "this machine carried what was judged, or every limit held all the same";

/**
 * That the machine carried every judged stretch. It makes a run inconclusive only where a limit of time broke: an
 * answer that was slow because the machine was busy says nothing against a limit that holds all the same.
 */
export function machineAssumption(facts: Facts, scopes: readonly Scope[], machine: MachineReport): Assumption {
  const name = machineName;
  if (machine.notCarried !== null) return assume(name, false, machine.notCarried);
  const judged = new Set(judgedStretches(facts, scopes).map((stretch) => stretch.name));
  const stretches = machine.stretches.filter((stretch) => judged.size === 0 || judged.has(stretch.name));
  const words = stretches.flatMap(({ name: stretch, carried, reasons }) =>
    carried === "no" ? [`not in ${stretch} (${reasons.join("; ")}), and yet every limit held`] : [],
  );
  const unmeasured = stretches.filter(({ carried }) => carried === "not measured").map((stretch) => stretch.name);
  if (unmeasured.length > 0) words.push(`not measured in ${listing(unmeasured)}`);
  return assume(name, true, words.length === 0 ? "it did" : words.join("; "));
}
