import type { LaneSpec } from "../../model/lane.ts";
import { defineOperation, type LaneOptions, laneOf, type Reading } from "../operation.ts";

/** The leases by which controller managers and schedulers elect their leaders. */
const leases = ["kube-controller-manager", "kube-scheduler"] as const;

/**
 * GET without a resourceVersion of the lease of the controller manager and of that of the scheduler in turn: who leads,
 * when it last renewed. A quorum read, because what a cache tells of the leader may be old.
 */
const operation = defineOperation({
  protocol: "http",
  name: "lease",
  summary: "who leads the controller managers and the schedulers, and when it last renewed its lease",
  vias: ["api", "each-api-server"],
  usualConnection: "reused",
  request: (_lane, attempt) => ({
    method: "GET",
    path: `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${leases[attempt % leases.length]}`,
  }),
  read: readLease,
  isDetail: (detail) => leases.some((lease) => detail?.startsWith(`${lease} `)),
});
export default operation;

/** A lane of looks at both leases, each at half the lane's rate. */
export function lease(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}

/**
 * The holder comes last, because nothing but its own words keeps a space out of it; a leader that gives its lease up
 * leaves it empty.
 */
function readLease(body: string): Reading {
  const { metadata, spec }: { metadata?: { name?: string; resourceVersion?: string }; spec?: LeaseSpec } =
    JSON.parse(body);
  const name = leases.find((lease) => lease === metadata?.name);
  if (name === undefined || metadata?.resourceVersion === undefined) throw new Error("no lease of a leader");
  const { holderIdentity = "", renewTime = "never", leaseTransitions = 0 } = spec ?? {};
  return {
    revision: Number(metadata.resourceVersion),
    detail: `${name} ${leaseTransitions} ${renewTime} ${holderIdentity}`,
  };
}

interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}
