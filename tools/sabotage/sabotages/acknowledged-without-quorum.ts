import { acknowledging } from "../means/acknowledging.ts";
import { inApiPath } from "../means/in-path.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "API servers acknowledge writes that etcd, without a quorum, does not take.",
  scenario: "etcd-majority",
  prepare: (ground) => inApiPath(ground, acknowledging()),
  expected: {
    verdict: "fail",
    guarantees: { "writes-refused": /^\d+ of [\d,]+ attempts acknowledged in .* without a quorum: .*write\/api\// },
  },
};
export default sabotage;
