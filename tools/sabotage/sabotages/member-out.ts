import { memberDown } from "../means/etcd-member.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "One etcd member of three is out from the start, and nobody says so.",
  scenario: "etcd-minority",
  prepare: async ({ engine, cluster }) => ({ takeBack: await memberDown(engine, `${cluster}-control-plane3`) }),
  expected: {
    verdict: "refused",
    // The first look that fails there says it; without leftovers to look for, the health gate does.
    words:
      /is not fit to be used again and stays as it is: [^\n]*(?:control-plane3: a full etcd[^\n]*: context deadline exceeded|etcd members: [^\n]*control-plane3)/,
  },
};
export default sabotage;
