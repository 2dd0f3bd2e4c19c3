import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** Changes all objects that the run writes to, again and again; $1 is how often. */
const write = `
export KUBECONFIG=/etc/kubernetes/admin.conf
namespace=$(kubectl get configmaps -A --no-headers | awk '$2 ~ /^written-/ {print $1; exit}')
[ -n "$namespace" ] || exit 1
for round in $(seq "$1"); do
  kubectl -n "$namespace" annotate configmaps --all --overwrite "sabotage=$round" > /dev/null || exit
done`;

const sabotage: Sabotage = {
  weakness: "Somebody else changes the objects that the run alone writes to.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  strike: {
    when: "hold: nothing is broken by the harness",
    async sabotage({ engine, cluster }) {
      await inNode(engine, `${cluster}-control-plane`, write, "12");
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "consistent-history": /written-\S+ read as \d+ by fresh-read\/\S+, which no acknowledged write made and /,
    },
  },
};
export default sabotage;
