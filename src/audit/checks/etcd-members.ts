import { counted } from "../../analysis/statistics/format.ts";
import type { AuditCheck, ClusterFacts, Found } from "../facts.ts";
import { componentPods, etcdPlaces, isNotReady } from "../objects.ts";

const subject = "etcd";
const owner = "cluster";

const check: AuditCheck = {
  name: "etcd-members",
  about: "an odd number of etcd members, at least three, each on a machine of its own, all of them answering",
  scenarios: ["etcd-majority", "etcd-minority", "four-members", "single-control-plane", "two-members"],
  find(facts) {
    const etcd = etcdPlaces(facts);
    if (etcd === undefined) return [];
    const { kind, places } = etcd;
    const [only] = places;
    if (kind === "external" && places.length === 1 && only !== undefined && !isAddress(only)) return [oneName(only)];
    return [...tooFew(kind, places), ...onOneMachine(places), ...silent(facts, places.length)];
  },
};
export default check;

function tooFew(kind: string, places: readonly string[]): Found[] {
  const count = places.length;
  const evidence = `${counted(count, `${kind} member`)}: ${places.join(", ")}`;
  if (count < 3)
    return [
      {
        severity: "high",
        subject,
        owner,
        evidence,
        why: "fewer than three members cannot lose one: all writes, and reads that must be fresh, stop",
        advice: "run three members",
        scenario: count === 1 ? "single-control-plane" : "two-members",
      },
    ];
  if (count % 2 === 1) return [];
  return [
    {
      severity: "medium",
      subject,
      owner,
      evidence,
      why: `${count} members survive the loss of ${count / 2 - 1}, as ${count - 1} do, with one more that can be lost`,
      advice: `run ${count - 1} or ${count + 1} members`,
      scenario: "four-members",
    },
  ];
}

function onOneMachine(places: readonly string[]): Found[] {
  if (new Set(places).size === places.length) return [];
  return [
    {
      severity: "high",
      subject,
      owner,
      evidence: `${places.length} members on ${counted(new Set(places).size, "machine")}: ${places.join(", ")}`,
      why: "one machine takes several members away at once",
      advice: "give each member a machine of its own",
      scenario: "etcd-majority",
    },
  ];
}

/** Members that do not answer: by their own word where they were asked, else by their pods' readiness. */
function silent(facts: ClusterFacts, count: number): Found[] {
  const asked = facts.etcd?.members.filter(({ answers, learner }) => !answers || learner);
  const gone =
    asked?.map(({ name, learner }) => `${name}${learner ? " (learner)" : ""}`) ??
    componentPods(facts, "etcd")
      .filter(isNotReady)
      .map(({ spec, metadata }) => spec?.nodeName ?? metadata?.name ?? "");
  if (gone.length === 0 || count < 3) return [];
  const spare = Math.floor((count - 1) / 2) - gone.length;
  return [
    {
      severity: spare > 0 ? "medium" : "high",
      subject,
      owner,
      evidence: `${gone.length} of ${counted(count, "member")} not ready to vote: ${gone.join(", ")}`,
      why: spare > 0 ? `only ${spare} more can be lost` : "no other can be lost now without all writes stopping",
      advice: "see why: the log of its pod; etcdctl endpoint status --cluster",
      scenario: "etcd-minority",
    },
  ];
}

function oneName(name: string): Found {
  return {
    severity: "medium",
    subject,
    owner,
    evidence: `one external endpoint, by name: ${name}`,
    why: "if one member is behind that name, its loss stops all writes; how many there are cannot be seen from here",
    advice: "name each member in kubeadm's etcd.external.endpoints: API servers go round by themselves",
    scenario: "single-control-plane",
  };
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(":");
}
