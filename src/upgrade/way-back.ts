import { counted } from "../analysis/statistics/format.ts";
import { maxOutage } from "../guarantees/max-outage.ts";
import { membersHealthy } from "../guarantees/members-healthy.ts";
import { noLostWrites } from "../guarantees/no-lost-writes.ts";
import { noOutage } from "../guarantees/no-outage.ts";
import { noStaleReads } from "../guarantees/no-stale-reads.ts";
import { oneLeader } from "../guarantees/one-leader.ts";
import { recoveryPoint } from "../guarantees/recovery-point.ts";
import { watchComplete } from "../guarantees/watch-complete.ts";
import { controlPlanes } from "../model/cluster.ts";
import { defineScenario, type Scenario, type Step } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { etcdSnapshot } from "../procedures/etcd-snapshot.ts";
import { restoreControlPlanes } from "../procedures/restore-control-planes.ts";
import { rollbackControlPlane } from "../procedures/rollback-control-plane.ts";
import { allControlPlanes } from "../targets/roles/all-control-planes.ts";
import { controlPlane } from "../targets/roles/control-plane.ts";
import { type RolledNode, rolledNodes, rollSteps } from "./roll.ts";
import { ofClients, type RollGround } from "./roll-scenario.ts";
import { allWaysBack, type Stage, type WayBack } from "./stages.ts";

/** Versions of Kubernetes, without the "v". */
export interface Versions {
  readonly from: string;
  readonly to: string;
}

/** What a scenario of a way back is called. */
export const wayNames: Readonly<Record<WayBack, string>> = {
  "old-programs": "back-with-old-programs",
  snapshot: "back-with-a-snapshot",
};

/** The step of a restore, and the one of its snapshot. */
const restoreStep = "restore-control-planes";
const snapshotStep = "snapshot";

/** What is read off the steps of a way back is how long they took. */
export function isStepBack(name: string): boolean {
  return name === restoreStep || name.startsWith("rollback-");
}

/**
 * How long the API may be gone while every member is restored: all are taken down, and what then begins has 300 s to be
 * whole (procedure restore-control-planes).
 */
const restoreOutage = "300s";

const beforeSnapshot: Step = { hold: "15s", reason: "writes before the snapshot" };
const rest: Step = { hold: "10s", reason: "rest on the way back" };

/**
 * The ways back that a topology has: the first needs a control plane of the old version beside an upgraded one, the
 * second an etcd whose members are on them.
 */
export function waysBack(topology: Pick<Topology, "nodes">): WayBack[] {
  return allWaysBack.filter((way) => (way === "snapshot" ? isStacked(topology) : upgradedIn(way, topology).length > 0));
}

/** A way back as a part of the gate, on a cluster of its own. */
export function wayStage(way: WayBack, topology: Pick<Topology, "nodes">): Stage {
  const nodes = upgradedIn(way, topology);
  const all = controlPlanes(topology).length;
  const title =
    way === "snapshot"
      ? "the way back with no old member left"
      : `the way back with ${nodes.length} of ${all} upgraded`;
  return { kind: "rollback", title, way, nodes, upgraded: {} };
}

/**
 * The scenario of a way back: control planes are upgraded as in any upgrade, as many as can still go back in that way, and
 * put back. What clients go without is bounded in each step back; what was acknowledged stays, or with a snapshot what
 * was acknowledged before it and after the restore.
 */
export function wayScenario(
  way: WayBack,
  { from, to }: Versions,
  ground: RollGround,
  topology: Pick<Topology, "nodes">,
): Scenario {
  const nodes = upgradedIn(way, topology);
  const upgrades = rollSteps({ to, nodes });
  const common = { ...ground, tags: ["maintenance"] as const };
  if (way === "snapshot")
    return defineScenario({
      summary: `Upgrades all control planes to Kubernetes ${to}, and restores ${from} from a snapshot of before.`,
      ...common,
      steps: [
        beforeSnapshot,
        { perform: etcdSnapshot(controlPlane(1)), as: snapshotStep },
        ...upgrades,
        { perform: restoreControlPlanes(allControlPlanes(), from), as: restoreStep },
        rest,
      ],
      guarantees: [
        noOutage({ lanes: "*/api/*", during: restoreStep, limit: restoreOutage }),
        maxOutage({ lanes: "*/api/*", during: restoreStep, limit: restoreOutage }),
        recoveryPoint({ snapshot: snapshotStep, during: restoreStep }),
        membersHealthy(),
      ],
    });
  // The first that was upgraded has what all share, and goes back last.
  const back = nodes.toReversed().map(({ index }) => index);
  return defineScenario({
    summary: `Upgrades ${counted(nodes.length, "control plane")} to Kubernetes ${to}, and goes back to ${from}.`,
    ...common,
    steps: [
      ...upgrades,
      ...back.flatMap((index): Step[] => [
        { perform: rollbackControlPlane(controlPlane(index), from, { first: index === 1 }), as: backName(index) },
        rest,
      ]),
    ],
    guarantees: [
      ...back.flatMap((index) => ofClients(backName(index), controlPlanes(topology).length)),
      noLostWrites(),
      noStaleReads(),
      watchComplete({ limit: "180s" }),
      oneLeader(),
      membersHealthy(),
    ],
  });
}

function backName(index: number): string {
  return `rollback-control-plane-${index}`;
}

/**
 * The control planes that are upgraded before a way back. With the old programs it is all but the last, which takes the
 * old etcd along, and the old kube-proxy and CoreDNS: kubeadm upgrades those once no old API server is left.
 */
function upgradedIn(way: WayBack, topology: Pick<Topology, "nodes">): RolledNode[] {
  const planes = rolledNodes(topology).filter(({ role }) => role === "control-plane");
  return way === "old-programs" ? planes.slice(0, -1) : planes;
}

function isStacked({ nodes }: Pick<Topology, "nodes">): boolean {
  return !nodes.some(({ role }) => role === "etcd");
}
