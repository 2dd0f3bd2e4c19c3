import { counted, listing } from "../../analysis/statistics/format.ts";
import { controlPlaneNodes } from "../../audit/objects.ts";
import type { Found, UpgradeCheck, UpgradeFacts } from "../facts.ts";

const subject = "etcd";

const check: UpgradeCheck = {
  name: "etcd-health",
  about:
    "all of etcd's members vote and answer, as many as there are control planes, without an alarm; only where it can be asked",
  find(facts) {
    const { etcd } = facts;
    if (etcd === undefined) return [];
    const silent = etcd.members.filter(({ answers }) => !answers).map(({ name }) => name);
    const learners = etcd.members.filter(({ learner }) => learner).map(({ name }) => name);
    return [
      ...found(silent, "answers nothing", {
        why: "a member is down while its etcd is replaced: with another one away there may be no majority, and then no API",
        advice: "bring it back (kubectl -n kube-system logs of its pod), or remove it and add it again, as a learner",
      }),
      ...found(learners, "is a learner", {
        why: "a learner has no vote: it counts for no majority, and kubeadm adds no other beside it",
        advice: "wait until it has caught up, then etcdctl member promote; else etcdctl member remove",
      }),
      ...found(etcd.alarms, "is raised", {
        why: "etcd refuses writes with NOSPACE, and serves what may be wrong with CORRUPT: the upgrade could write nothing",
        advice: "compact and defragment, then etcdctl alarm disarm; of CORRUPT: replace the member",
      }),
      ...tooFew(facts),
    ];
  },
};
export default check;

function found(names: readonly string[], is: string, rest: Pick<Found, "why" | "advice">): Found[] {
  if (names.length === 0) return [];
  return [{ severity: "stops", subject, evidence: `${listing(names)} ${is}`, ...rest }];
}

/** A control plane whose member is missing was never whole, or lost it. */
function tooFew(facts: UpgradeFacts): Found[] {
  if (facts.controlPlane === undefined || facts.controlPlane.externalEtcd !== undefined) return [];
  const planes = controlPlaneNodes(facts).length;
  const members = facts.etcd?.members.length ?? 0;
  if (members >= planes) return [];
  return [
    {
      severity: "stops",
      subject,
      evidence: `${counted(members, "member")} of ${counted(planes, "control plane")}`,
      why: "kubeadm upgrades the member of each control plane, and waits for one that is not there",
      advice: "let the control plane without a member join anew (kubeadm reset, kubeadm join --control-plane)",
    },
  ];
}
