import type { LaneSpec } from "../../model/lane.ts";
import { quorumWrite } from "../objects/quorum-write.ts";
import { type LaneOptions, laneOf } from "../operation.ts";

const operation = quorumWrite(5);
export default operation;

/** A lane of writes to etcd of 5 members, from inside the cluster. */
export function quorumWrite5(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
