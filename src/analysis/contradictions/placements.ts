import { ofWorkload, workloadName } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { wantedReplicas } from "../rescheduling/wanted-replicas.ts";
import { type Contradiction, stepKey } from "./contradiction.ts";

/** Where what was to be hit, or to run, and on which nodes, is told in two ways. */
export function misplacements(facts: Facts): Contradiction[] {
  return [
    ...faultsOfOtherNodes(facts),
    ...podsOfOtherNodes(facts),
    ...unnamedReplicas(facts),
    ...unaskedReplicas(facts),
  ];
}

/** Faults that hit no node, or others than were looked at before. */
function faultsOfOtherNodes(facts: Facts): Contradiction[] {
  return facts
    .eventsOf("fault-intent")
    .filter(({ nodes, captured }) => nodes.length === 0 || (captured ?? nodes).length !== nodes.length)
    .map(({ id, nodes, captured }) => ({
      what: `${id} hits ${nodes.length} nodes, of which ${captured?.length ?? "none"} were looked at before`,
      touches: [stepKey(id)],
    }));
}

/** Applications that the pods at the run's begin have on other nodes, or not at all. */
function podsOfOtherNodes(facts: Facts): Contradiction[] {
  const begin = facts.eventsOf("pods").find(({ when }) => when === "begin");
  const workload = facts.workload();
  if (begin === undefined || workload === undefined) return [];
  const placed = [
    ...workload.replicas.map((one) => ({ ...one, by: "workload" })),
    ...facts.eventsOf("store").map(({ pod, node }) => ({ pod, node, by: "store" })),
  ];
  const nodes = new Map(
    begin.pods.flatMap(({ namespace, name, node }) => (namespace === workload.namespace ? [[name, node]] : [])),
  );
  return placed
    .filter(({ pod, node }) => nodes.get(pod) !== node)
    .map(({ pod, by }) => ({ what: `${by} and pods (begin) tell of ${pod} in two ways`, touches: [by, "pods"] }));
}

/** Replicas that the pods at the run's begin have Ready, and that the workload, told just before, does not name. */
function unnamedReplicas(facts: Facts): Contradiction[] {
  const workload = facts.workload();
  const begin = facts.eventsOf("pods").find(({ when }) => when === "begin");
  const isReplica = ofWorkload(workload);
  const names = new Set(workload?.replicas.map(({ pod }) => pod));
  const unnamed = (begin?.pods ?? []).filter(
    (pod) => pod.namespace === workload?.namespace && isReplica(pod) && pod.ready && !names.has(pod.name),
  );
  return unnamed.map(({ name }) => ({ what: `workload does not tell of ${name}`, touches: ["workload"] }));
}

/** Numbers of replicas that the workload is expected to have, and for which nobody asked. */
function unaskedReplicas(facts: Facts): Contradiction[] {
  const workload = facts.workload();
  // Nobody asks for replicas of an application of a person's own.
  if (workload === undefined || workload.named !== undefined) return [];
  return facts.eventsOf("expected").flatMap(({ at, expected }) => {
    const asked = wantedReplicas(facts, { from: at, to: at }).at(-1);
    const own = expected.sets.filter(
      ({ namespace, name }) => namespace === workload.namespace && name === workloadName,
    );
    return own
      .filter(({ replicas }) => replicas !== asked)
      .map(({ replicas }) => ({
        what: `the workload is expected to have ${replicas} replicas, and ${asked} were asked for`,
        touches: ["workload", "procedure"],
      }));
  });
}
