import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The webhook's Service leads to none of its replicas: the pod that replaces a lost one is refused.",
  scenario: "webhook-replicas-spread",
  profile: "fast",
  strike: {
    when: "worker-down: proven active",
    async sabotage({ engine, cluster }, run) {
      const select = (app: string) => {
        const patch = JSON.stringify({ spec: { selector: { app } } });
        return kubectl(engine, cluster, ["-n", "kind-chaos-webhook", "patch", "service/webhook", "-p", patch]);
      };
      await select("nobody");
      // Without pods the steady state would be waited for in vain.
      await run.says("worker-down: proven healed").finally(() => select("webhook"));
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    // Until some time after its worker is back, which is down for 60 s; else another takes it within the limit, 44 s.
    guarantees: { "served-within": / of the 1 from before.*; measured (?:at least )?(?:[5-9]\d(?:\.\d)? s|\d+ min)/ },
  },
};
export default sabotage;
