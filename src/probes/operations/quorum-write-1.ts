import type { LaneSpec } from "../../model/lane.ts";
import { quorumWrite } from "../objects/quorum-write.ts";
import { type LaneOptions, laneOf } from "../operation.ts";

const operation = quorumWrite(1);
export default operation;

/** A lane of writes to etcd of one member, from inside the cluster. */
export function quorumWrite1(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
