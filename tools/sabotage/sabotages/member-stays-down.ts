import { memberDown } from "../means/etcd-member.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "An etcd member goes down in the last seconds and stays so.",
  scenario: "tools/sabotage/scenarios/a-moment.ts",
  strike: {
    when: "hold: the cluster is to stand, no more",
    async sabotage({ engine, cluster }, run) {
      const takeBack = await memberDown(engine, `${cluster}-control-plane3`);
      // The members were asked by then: what follows would wait for an API server without its etcd.
      await run.says("check of writes").finally(takeBack);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "members-healthy": /^2 of 3 members answered, none on control-plane3, 2 healthy$/ },
  },
};
export default sabotage;
