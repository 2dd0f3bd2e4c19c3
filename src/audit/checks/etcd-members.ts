import { counted } from "../../analysis/statistics/format.ts";
import type { AuditCheck, ClusterFacts } from "../facts.ts";
import { componentPods, nodesOf } from "../objects.ts";

const check: AuditCheck = {
  name: "etcd-members",
  about: "an odd number of etcd members, at least three, each on a machine of its own",
  find(facts) {
    const members = membersOf(facts);
    if (members === undefined) return [];
    const { count, places, kind } = members;
    const subject = "etcd";
    const found = [];
    const evidence = `${counted(count, `${kind} member`)}: ${places.join(", ")}`;
    if (count < 3)
      found.push({
        severity: "high" as const,
        subject,
        evidence,
        why: "fewer than three members cannot lose one: all writes, and reads that must be fresh, stop",
        advice: "run three members",
        scenario: count === 1 ? "single-control-plane" : "two-members",
      });
    else if (count % 2 === 0)
      found.push({
        severity: "medium" as const,
        subject,
        evidence,
        why: `${count} members survive the loss of ${count / 2 - 1}, as ${count - 1} do, with one more that can be lost`,
        advice: `run ${count - 1} or ${count + 1} members`,
        scenario: "four-members",
      });
    if (new Set(places).size < places.length)
      found.push({
        severity: "high" as const,
        subject,
        evidence: `${count} members on ${counted(new Set(places).size, "machine")}: ${places.join(", ")}`,
        why: "one machine takes several members away at once",
        advice: "give each member a machine of its own",
        scenario: "etcd-majority",
      });
    return found;
  },
};
export default check;

function membersOf(facts: ClusterFacts): { count: number; places: string[]; kind: string } | undefined {
  const external = facts.controlPlane?.externalEtcd;
  if (external !== undefined) {
    const hosts = external.map((url) => URL.parse(url)?.hostname ?? url);
    return { count: hosts.length, places: hosts, kind: "external" };
  }
  const pods = componentPods(facts, "etcd");
  if (pods.length === 0) return undefined;
  return { count: pods.length, places: pods.flatMap((pod) => nodesOf([pod])), kind: "stacked" };
}
