import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** The namespaces that it is asked about from then on: that of the asking dry run, and its own. */
const asked = { key: "kubernetes.io/metadata.name", operator: "In", values: ["default", "kind-chaos-webhook"] };

const sabotage: Sabotage = {
  weakness: "The webhook is not asked about the application's namespace, so that its pod is made long before any work.",
  scenario: "webhook-deadlock",
  profile: "fast",
  strike: {
    when: "worker-down: proven active",
    async sabotage({ engine, cluster }) {
      const value = { matchExpressions: [asked] };
      const patch = JSON.stringify([{ op: "add", path: "/webhooks/0/namespaceSelector", value }]);
      const what = "validatingwebhookconfiguration/kind-chaos";
      await kubectl(engine, cluster, ["patch", what, "--type=json", "-p", patch]);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "outage-until-repaired": /was not out: \d+ of \d+ attempts succeeded between worker-down and bypass/,
    },
  },
};
export default sabotage;
