import type { LaneSpec } from "../../model/lane.ts";
import { quorumWrite } from "../objects/quorum-write.ts";
import { type LaneOptions, laneOf } from "../operation.ts";

const operation = quorumWrite(3);
export default operation;

/** A lane of writes to etcd of 3 members, from inside the cluster. */
export function quorumWrite3(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
