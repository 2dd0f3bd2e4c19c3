import { memberDown } from "../means/etcd-member.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "An etcd member goes down in the last seconds and stays so.",
  scenario: "tools/sabotage/scenarios/api-server-down.ts",
  strike: {
    when: "hold: calm after the fault",
    sabotage: ({ engine, cluster }) => memberDown(engine, `${cluster}-control-plane3`),
  },
  expected: {
    verdict: "fail",
    guarantees: { "members-healthy": /^2 of 3 members answered, none on control-plane3, 2 healthy$/ },
  },
};
export default sabotage;
