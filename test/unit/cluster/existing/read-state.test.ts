import { expect, test } from "vitest";
import { type ReadingEngine, readState } from "../../../../src/cluster/existing/read-state.ts";
import type { Node } from "../../../../src/model/cluster.ts";

const nodes: Node[] = [
  { name: "shop-control-plane", short: "control-plane", role: "control-plane" },
  { name: "shop-external-load-balancer", short: "lb", role: "load-balancer" },
].map((node) => ({ ...node, containerId: node.short, address: "172.18.0.2", ports: {} }) as Node);

/** An engine whose nodes answer a command by the first of these words that it has. */
function answering(answers: Readonly<Record<string, string>>, exitCode = 0): ReadingEngine {
  return {
    inspect: async (name) => ({
      id: name,
      hostname: name,
      running: true,
      paused: false,
      exitCode: 0,
      restartCount: 0,
      startedAt: "",
      address: "172.18.0.2",
    }),
    exec: async (_node, argv) => {
      const known = Object.keys(answers).find((word) => argv.some((one) => one.includes(word)));
      return { exitCode, stdout: answers[known ?? ""] ?? "", stderr: "it does not answer" };
    },
  };
}

test("a state has what the engine, kubectl and the nodes tell", async () => {
  const list = (items: unknown) => JSON.stringify({ items });
  const taints = [
    { key: "b", effect: "NoSchedule" },
    { key: "a", value: "1", effect: "NoExecute" },
  ];
  const node = {
    metadata: { name: "shop-control-plane" },
    spec: { unschedulable: true, taints },
    status: { conditions: [{ type: "Ready", status: "True" }], nodeInfo: { kubeletVersion: "v1.37.0" } },
  };
  const engine = answering({
    nodes: list([node]),
    namespaces: list([{ metadata: { name: "shop" } }, { metadata: { name: "default" } }]),
    sha256sum: "11aa  etcd.yaml\n22bb *kube-apiserver.yaml\n",
    mangle: "iptables -P INPUT ACCEPT\nqdisc noqueue 0: root \n",
  });
  expect(await readState(engine, nodes)).toEqual({
    containers: Object.fromEntries(nodes.map(({ name }) => [name, { id: name, state: "running", at: "172.18.0.2" }])),
    nodes: {
      "shop-control-plane": {
        ...{ ready: true, cordoned: true, taints: ["a=1:NoExecute", "b=:NoSchedule"] },
        kubelet: "v1.37.0",
      },
    },
    namespaces: ["default", "shop"],
    manifests: { "shop-control-plane": ["etcd.yaml 11aa", "kube-apiserver.yaml 22bb"] },
    rules: { "shop-control-plane": ["iptables -P INPUT ACCEPT", "qdisc noqueue 0: root "] },
  });
});

test("a cluster that does not answer has no state", async () => {
  await expect(readState(answering({}, 1), nodes)).rejects.toThrow(
    /no control plane lists the nodes: .*does not answer/,
  );
});
