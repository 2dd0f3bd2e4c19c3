import { counted } from "../../analysis/statistics/format.ts";
import { etcdNodes, quorumOf } from "../../model/cluster.ts";
import { formatMs } from "../../model/duration.ts";
import type { Tag } from "../../model/tags.ts";
import type { Topology } from "../../model/topology.ts";
import type { LoadedScenario } from "../load-scenario.ts";
import type { Plan } from "../plan.ts";
import { type Description, sections } from "./description.ts";

/**
 * A scenario: what it runs on, does, watches and promises, and which ones it is the cure of; its commands are in its plan.
 */
export function describeScenario(
  { name, scenario, topology }: LoadedScenario,
  plan: Plan,
  diseases: readonly string[],
): Description {
  const { fresh, reuse } = plan.expectedDurationMs;
  const unsupported = plan.steps.flatMap((step) => step.unsupported ?? []);
  return {
    kind: "scenario",
    name,
    summary: scenario.summary,
    sections: sections({
      "The belief it tests": scenario.myth === undefined ? [] : [`"${scenario.myth.claim}"`],
      "What it runs on": [
        `${plan.topology} (${nodesOf(topology)}), ${plan.profile} timings`,
        `etcd: ${counted(plan.etcd.members, `${plan.etcd.kind} member`)}, ${plan.etcd.quorum} must agree: tolerates the loss of ${plan.etcd.tolerates}`,
      ],
      "Its cure": cureOf(scenario),
      "What it is the cure of": diseases,
      "What is done": plan.steps.map(({ step }) => step),
      "What is watched": plan.lanes,
      "What must hold": plan.guarantees.map(({ promise }) => promise),
      "What comparisons make claims about": scenario.guarantees.flatMap(({ id, primary }) => (primary ? [id] : [])),
      "How long it takes": [`about ${formatMs(fresh)} with a new cluster, ${formatMs(reuse)} with --reuse`],
      Tags: scenario.tags.length === 0 ? [] : [scenario.tags.join(", ")],
      "Not here": unsupported,
      "What to do next": [
        `npx kind-chaos plan ${name}`,
        `npx kind-chaos ${name}${scenario.cure === undefined ? "" : " --with-cure"}`,
      ],
    }),
  };
}

function cureOf({ cure, noCure }: Pick<LoadedScenario["scenario"], "cure" | "noCure">): string[] {
  if (cure !== undefined) return [`${cure}: the same, where something stands in for it`];
  return noCure === undefined ? [] : [`none here: ${noCure}`];
}

/** A topology: its nodes, and how much of it may be lost. */
export function describeTopology(topology: Topology, users: readonly string[]): Description {
  const members = etcdNodes(topology);
  const quorum = quorumOf(members.length);
  const place = members.some(({ role }) => role === "etcd") ? "in containers of their own" : "on control planes";
  return {
    kind: "topology",
    name: topology.name,
    summary: nodesOf(topology),
    sections: sections({
      Nodes: topology.nodes.map(
        ({ short, role, zone }) => `${short} (${role}${zone === undefined ? "" : `, ${zone}`})`,
      ),
      etcd: [
        `${counted(members.length, "member")} ${place}, ${quorum} must agree: tolerates the loss of ${members.length - quorum}`,
      ],
      File: [topology.file],
      "Scenarios on it": users,
    }),
  };
}

/** A tag: what is true of the scenarios that have it, and which they are. */
export function describeTag(name: Tag, meaning: string, users: readonly string[]): Description {
  return { kind: "tag", name, summary: meaning, sections: sections({ "Scenarios with it": users }) };
}

/** Nodes by their kinds: "3 control planes, 3 workers in 3 zones". */
export function nodesOf({
  controlPlanes,
  workers,
  zones,
}: Pick<Topology, "controlPlanes" | "workers" | "zones">): string {
  const where = zones.length === 0 ? "" : ` in ${counted(zones.length, "zone")}`;
  return `${counted(controlPlanes, "control plane")}, ${counted(workers, "worker")}${where}`;
}
