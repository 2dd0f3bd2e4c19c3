import type { V1Pod } from "@kubernetes/client-node";
import { counted } from "../../analysis/statistics/format.ts";
import { disruptionsOf } from "../disruption.ts";
import type { AuditCheck } from "../facts.ts";
import { owned, ownerOf, weighedForProvider } from "../ownership.ts";
import { workloadsOf } from "../workloads.ts";

/** The API refuses to evict a pod of two budgets (kubernetes, registry/core/pod/storage/eviction.go). */
const check: AuditCheck = {
  name: "overlapping-budgets",
  about: "pods that more than one budget selects, which the API never evicts",
  scenarios: ["impossible-budget"],
  find(facts) {
    const budgetsOf = new Map<V1Pod, string[]>();
    for (const { pods, budget } of disruptionsOf(facts))
      for (const pod of pods) budgetsOf.set(pod, [...(budgetsOf.get(pod) ?? []), String(budget.metadata?.name)]);
    const several = [...budgetsOf].filter(([, names]) => names.length > 1);
    const groups = Map.groupBy(several, ([pod, names]) => [pod.metadata?.namespace, ...names].join("\n"));
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const [pod, names] = first;
      const { namespace, name } = pod.metadata ?? {};
      const owner = ownerOf(owned({ namespace, name: names[0] }), facts);
      return [
        {
          severity: weighedForProvider("high", owner),
          subject: workloadsOf(facts).find(({ pods }) => pods.includes(pod))?.subject ?? `Pod ${namespace}/${name}`,
          owner,
          evidence: `${counted(group.length, "pod")} under ${counted(names.length, "budget")} at once: ${names.join(", ")}`,
          why: "the API refuses every eviction of a pod of two budgets: each drain of its node waits for ever",
          advice: "let one budget select them: narrow the selector of the others, or delete these",
          scenario: "impossible-budget",
        },
      ];
    });
  },
};
export default check;
