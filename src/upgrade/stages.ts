import { counted } from "../analysis/statistics/format.ts";
import { controlPlanes, workers } from "../model/cluster.ts";
import type { Topology } from "../model/topology.ts";
import { type RolledNode, rolledNodes } from "./roll.ts";

/** What is done in a part of an upgrade. */
export type StageKind = "rest" | "before" | "roll" | "mixed" | "after" | "fresh" | "rollback";

/**
 * The ways back from an upgrade. "old-programs": what was upgraded is put back, node by node, while an etcd member of the
 * old version is left; "snapshot": none is left, and etcd is restored on every member.
 */
export const allWaysBack = ["old-programs", "snapshot"] as const;
export type WayBack = (typeof allWaysBack)[number];

/** Stages with the same scenarios, as often as asked, whose runs are compared. */
export type ComparedStage = Extract<StageKind, "before" | "after" | "fresh">;

/** Whether the runs of a stage are compared with those of others. */
export function isCompared(kind: StageKind): kind is ComparedStage {
  return kind === "before" || kind === "after" || kind === "fresh";
}

/** One part of an upgrade that is measured. */
export interface Stage {
  readonly kind: StageKind;
  /** "control plane 2 of 3", for people. */
  readonly title: string;
  /** Which way back is tried in it. */
  readonly way?: WayBack;
  /** The nodes that are upgraded in it. */
  readonly nodes: readonly RolledNode[];
  /** To which version which nodes were upgraded before it, by their short names. */
  readonly upgraded: Readonly<Record<string, string>>;
}

/**
 * The parts of an upgrade of a topology, in their order: a cluster of the old version at rest, which is looked at before
 * anything is broken, scenarios on it, then one control plane after the other with scenarios in the mixed state between them, the last one together with the workers, scenarios on the upgraded
 * cluster, and on a new one of the new version. Without a version that nodes are upgraded to: on the cluster as it is,
 * and on a new one.
 */
export function stagesOf(topology: Pick<Topology, "nodes">, to: string | undefined): Stage[] {
  const rest: Stage = { kind: "rest", title: "at rest", nodes: [], upgraded: {} };
  return [
    ...(to === undefined ? [] : [rest]),
    { kind: "before", title: "before", nodes: [], upgraded: {} },
    ...(to === undefined ? [] : upgradeStages(topology, to)),
    { kind: "fresh", title: "new", nodes: [], upgraded: {} },
  ];
}

function upgradeStages(topology: Pick<Topology, "nodes">, to: string): Stage[] {
  const nodes = rolledNodes(topology);
  const planes = nodes.filter(({ role }) => role === "control-plane");
  const others = nodes.filter(({ role }) => role === "worker");
  const shortOf = ({ role, index }: RolledNode) =>
    (role === "worker" ? workers(topology) : controlPlanes(topology))[index - 1]?.short ?? "";
  const upgraded = (done: readonly RolledNode[]) => Object.fromEntries(done.map((node) => [shortOf(node), to]));
  const rolls = planes.flatMap((plane, index): Stage[] => {
    const isLast = index === planes.length - 1;
    const number = `control plane ${index + 1} of ${planes.length}`;
    const roll: Stage = {
      kind: "roll",
      title: isLast && others.length > 0 ? `${number}, and ${counted(others.length, "worker")}` : number,
      nodes: isLast ? [plane, ...others] : [plane],
      upgraded: upgraded(planes.slice(0, index)),
    };
    const mixed: Stage = {
      kind: "mixed",
      title: `mixed, ${index + 1} of ${planes.length} upgraded`,
      nodes: [],
      upgraded: upgraded(planes.slice(0, index + 1)),
    };
    return isLast ? [roll] : [roll, mixed];
  });
  return [...rolls, { kind: "after", title: "upgraded", nodes: [], upgraded: upgraded(nodes) }];
}
