import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** The address of the Service `kubernetes`: the first of kind's own range of Services. */
const service = "10.96.0.1";
const rule = 'iptables -w 5 -t nat "$1" OUTPUT -p tcp -d "$2" --dport 443 -j DNAT --to-destination "$3:6443"';

const sabotage: Sabotage = {
  weakness: "A worker's connections to the API all lead to one API server, which is not the one that is cut off.",
  scenario: "workers-half-cut",
  prepare: async ({ engine, cluster }) => {
    const { address } = await engine.inspect(`${cluster}-control-plane`);
    const node = `${cluster}-worker3`;
    const set = async (how: "-I" | "-D") => {
      await inNode(engine, node, rule, how, service, address);
    };
    await set("-I");
    return { takeBack: () => set("-D") };
  },
  expected: {
    verdict: "fail",
    guarantees: { "error-rate": /^0 of [\d,]+ attempts failed / },
  },
};
export default sabotage;
