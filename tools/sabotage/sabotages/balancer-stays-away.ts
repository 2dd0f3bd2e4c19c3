import { placeOf } from "../../../src/model/node-addresses.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer is away again as soon as it was healed, for longer than it may take to come back.",
  scenario: "tools/sabotage/scenarios/balancer-frozen.ts",
  strike: {
    when: "pause: proven healed",
    async sabotage({ engine, cluster }, run) {
      const node = `${cluster}-external-load-balancer`;
      const place = placeOf(await engine.inspect(node));
      // At once, because ten answers in a row are a return; and not frozen, because that would cost the engine the proxy
      // of its port, which is no fault of the cluster's.
      await engine.act({ do: "kill", node });
      // Once nobody waits for its recovery any more, it is back: the last steady state would be waited for in vain.
      await run.says("last steady state").finally(() => engine.act({ do: "start", node, network: cluster, ...place }));
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: {
      // As long as its recovery is waited for, 15 s, and its start after that.
      "outage-until-healed": /back after the healing; measured (?:at least )?(?:1[3-9]|[2-9]\d)[ .]/,
      "recovered-within": /^not steady again after the heal; last waited for: .*load balancer \(/,
    },
  },
};
export default sabotage;
