import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const level = "prioritylevelconfigurations/workload-low";

/**
 * What the probes ask, as kubeadm's administrator, in the level of service accounts, which has no queues any more. What the
 * harness itself asks is elsewhere: who could not take the flood away would prove nothing of the flood.
 */
const administrators = `apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: { name: one-level-for-all }
spec:
  priorityLevelConfiguration: { name: workload-low }
  matchingPrecedence: 700
  distinguisherMethod: { type: ByUser }
  rules:
    - subjects: [{ kind: User, user: { name: kubernetes-admin } }]
      resourceRules: [{ verbs: ["*"], apiGroups: [""], resources: [configmaps], namespaces: ["*"] }]
`;

// Without the annotation the API servers would put their own level back.
const noQueues = JSON.stringify({
  metadata: { annotations: { "apf.kubernetes.io/autoupdate-spec": "false" } },
  spec: { limited: { limitResponse: { type: "Reject", queuing: null } } },
});

const queues = JSON.stringify({ metadata: { annotations: { "apf.kubernetes.io/autoupdate-spec": "true" } } });

const sabotage: Sabotage = {
  weakness: "All clients share one priority level without queues: what a noisy one takes, others are refused.",
  scenario: "noisy-neighbour",
  topology: "kind-configs/small-request-limit.yaml",
  async prepare({ engine, cluster }) {
    await kubectl(engine, cluster, ["patch", level, "--type=merge", "--patch", noQueues]);
    await kubectl(engine, cluster, ["create", "-f", "-"], administrators);
    return {
      takeBack: async () => {
        await kubectl(engine, cluster, ["delete", "flowschemas/one-level-for-all", "--ignore-not-found"]);
        await kubectl(engine, cluster, ["patch", level, "--type=merge", "--patch", queues]);
      },
    };
  },
  expected: {
    // Clients that are refused ask again, which takes a small machine whole, and then it may have been for that.
    verdict: "fail or inconclusive",
    guarantees: { "no-failures": / attempts, \d+ failed: .*http-429/ },
  },
};
export default sabotage;
