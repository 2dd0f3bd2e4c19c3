import { controlPlanes, workers } from "../model/cluster.ts";
import type { Step } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { upgradeControlPlane } from "../procedures/upgrade-control-plane.ts";
import { upgradeWorker } from "../procedures/upgrade-worker.ts";
import { controlPlane } from "../targets/roles/control-plane.ts";
import { worker } from "../targets/roles/worker.ts";

/** A node that is upgraded, counted from 1 among those of its role, in the order of their names. */
export interface RolledNode {
  readonly role: "control-plane" | "worker";
  readonly index: number;
}

/** Which nodes are upgraded to which version, one after another. */
export interface Roll {
  /** Of Kubernetes, without the "v". */
  readonly to: string;
  readonly nodes: readonly RolledNode[];
}

/** Enough attempts of every lane to show that nothing failed before the first node. */
const warmUp: Step = { hold: "8s", reason: "warm-up before the first node" };
const rest: Step = { hold: "5s", reason: "rest after a node" };

/** The nodes of a topology in the order in which they are upgraded: all control planes, then the workers. */
export function rolledNodes(topology: Pick<Topology, "nodes">): RolledNode[] {
  const counted = (role: RolledNode["role"], nodes: readonly unknown[]) =>
    nodes.map((_, index): RolledNode => ({ role, index: index + 1 }));
  return [...counted("control-plane", controlPlanes(topology)), ...counted("worker", workers(topology))];
}

/** What the step of a node is called: "upgrade-control-plane-2". */
export function rollStepName({ role, index }: RolledNode): string {
  return `upgrade-${role}-${index}`;
}

/**
 * The steps that upgrade nodes one after another; each waits until its node is whole in the new version and the cluster
 * with it, and none follows one of which that could not be seen. The first control plane upgrades what all share.
 */
export function rollSteps({ to, nodes }: Roll): Step[] {
  const works = nodes.flatMap((node): Step[] => {
    const { role, index } = node;
    const perform =
      role === "worker"
        ? upgradeWorker(worker(index), to)
        : upgradeControlPlane(controlPlane(index), to, { first: index === 1 });
    return [{ perform, as: rollStepName(node) }, rest];
  });
  return [warmUp, ...works];
}
