import { placeOf } from "../../../src/model/node-addresses.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer is away again as soon as it was healed, for longer than it may take to come back.",
  scenario: "lb-pause",
  strike: {
    when: /: proven healed/,
    async sabotage({ engine, cluster }) {
      const node = `${cluster}-external-load-balancer`;
      const place = placeOf(await engine.inspect(node));
      // One that is frozen for so long would cost the engine the proxy of its port: no fault of the cluster's.
      await engine.act({ do: "stop", node, limitSeconds: 1 });
      return async () => {
        const { running } = await engine.inspect(node);
        if (!running) await engine.act({ do: "start", node, network: cluster, ...place });
      };
    },
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "outage-until-healed": /not back after the healing/,
      "recovered-within": /^not steady again after the heal; last waited for: .*load balancer \(/,
    },
  },
};
export default sabotage;
