import type { EventOf, JournalEvent } from "../model/event.ts";
import type { GuaranteeSpec } from "../model/guarantee.ts";
import { heldFault } from "./fates.ts";
import type { Story } from "./story.ts";
import { storyCluster } from "./story-cluster.ts";

/** When the second balancer takes the address, when the first has it again, and when the second gives it up; milliseconds. */
interface Moves {
  readonly takenAt: number;
  readonly backAt: number;
  readonly givenUpAt: number;
}

const pair = ["balancer", "balancer2"] as const;

/** The first of two balancers loses the address with a fault of which it does not die: both are asked every 400 ms. */
export function addressMoved(guarantee: GuaranteeSpec, { takenAt, backAt, givenUpAt }: Moves): Story {
  const has = (node: string, at: number) =>
    node === "balancer" ? at < heldFault.injectingAt + 500 || at >= backAt : at >= takenAt && at < givenUpAt;
  const moments = Array.from({ length: 18 }, (_, index) => 3_950 + index * 400);
  return {
    lanes: ["readyz/control-plane/new"],
    guarantees: [guarantee],
    fault: heldFault,
    change: withPair,
    events: moments.flatMap((at) =>
      pair.map(
        (node): EventOf<"virtual-address"> => ({
          type: "virtual-address",
          at,
          tookMs: 40,
          node,
          has: has(node, at),
        }),
      ),
    ),
  };
}

/** The cluster of all stories with the pair besides, of which the fault hits the first. */
function withPair(event: JournalEvent): JournalEvent {
  if (event.type === "fault-intent") return { ...event, nodes: ["balancer"] };
  if (event.type !== "cluster") return event;
  const nodes = pair.map((short, index) => ({
    name: `kc-story-${short}`,
    short,
    role: "balancer" as const,
    containerId: short.padEnd(12, "0"),
    address: `172.30.0.${211 + index}`,
    ports: {},
  }));
  return { ...event, cluster: { ...storyCluster, nodes: [...storyCluster.nodes, ...nodes] } };
}
