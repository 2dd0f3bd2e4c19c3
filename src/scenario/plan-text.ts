import { counted } from "../analysis/statistics/format.ts";
import { describeMark } from "../analysis/verdict/quarantine.ts";
import type { AfterCreate } from "../model/cluster.ts";
import { formatMs } from "../model/duration.ts";
import { plainOutput, plainTexts } from "../model/plain-text.ts";
import { fitted } from "../terminal/layout.ts";
import type { Plan } from "./plan.ts";

/**
 * A plan in the words of a person, for a terminal of so many columns: what is done first, then what is watched and must
 * hold, then on what, with what the harness makes of a person's own kind file; the whole configuration as kind gets it, as YAML,
 * only where it is asked for.
 */
export function renderPlan(whole: Plan, width: number, withKindConfig: boolean): string {
  const plan = plainTexts({ ...whole, kindConfig: "", difference: "" });
  const steps = plan.steps.flatMap(({ step, inject, undo, unsupported }) => [
    `  ${step}`,
    ...(unsupported === undefined ? [] : [`      unsupported here: ${unsupported}`]),
    ...inject.map((action) => `      breaks  ${action}`),
    ...undo.map((action) => `      undo    ${action}`),
  ]);
  const { fresh, reuse } = plan.expectedDurationMs;
  const lines = [
    `${plan.scenario}: ${plan.summary}`,
    ...plan.quarantine.map(describeMark),
    "",
    "Steps",
    ...steps,
    "",
    "Lanes",
    ...plan.lanes.map((lane) => `  ${lane}`),
    "",
    `Guarantees (limits from ${plan.limitsSource})`,
    ...plan.guarantees.map(({ promise }) => `  ${promise}`),
    "",
    plan.cluster === undefined
      ? `Topology ${plan.topology}, profile ${plan.profile}, Kubernetes ${plan.kubernetes}`
      : `The cluster ${plan.cluster.name} as it is, on the network ${plan.cluster.network}, Kubernetes ${plan.kubernetes}`,
    ...(plan.replacedTimings ?? []).map((timing) => `Replaced, as asked for: ${timing}`),
    ...(plan.afterCreate === undefined ? [] : [describeScript(plan.afterCreate)]),
    `etcd: ${counted(plan.etcd.members, `${plan.etcd.kind} member`)}, ${plan.etcd.quorum} must agree: tolerates the loss of ${plan.etcd.tolerates}`,
    ...(plan.cluster === undefined
      ? [`Expected duration: about ${formatMs(fresh)} with a new cluster, ${formatMs(reuse)} with --reuse`]
      : [`Expected duration: about ${formatMs(reuse)}; the cluster is given back as it was`]),
    ...(withKindConfig || plan.cluster !== undefined ? [] : ["All that kind gets as its configuration: --kind-config"]),
  ];
  const config = withKindConfig ? `\nThe configuration as kind gets it\n\n${whole.kindConfig.trimEnd()}\n` : "";
  const difference = whole.difference === undefined ? "" : `\n${describeDifference(whole.difference)}`;
  return `${fitted(lines.join("\n"), width)}\n${difference}${config}`;
}

function describeScript({ script, sha256 }: AfterCreate): string {
  return `Run once the cluster stands: ${script} (sha256 ${sha256})`;
}

/** A diff is not broken into lines that fit: its spaces mean something. */
function describeDifference(difference: string): string {
  if (difference === "") return "kind gets the file as it is.\n";
  const lines = difference.trimEnd().split("\n");
  return ["What kind gets, beside the file", "", ...lines.map(plainOutput), ""].join("\n");
}
