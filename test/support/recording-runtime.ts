import type { Cluster, Node } from "../../src/model/cluster.ts";
import type { ContainerState, ExecResult, FaultContext, NodeRuntime } from "../../src/model/fault.ts";

const shorts = ["control-plane", "control-plane2", "control-plane3", "worker", "worker2", "worker3", "lb"];

/** Three control planes, three workers and a load balancer, as no engine has them. */
export const cluster: Cluster = {
  name: "kc-x",
  network: "kc-x",
  topology: "ha-3cp-3w",
  profile: "fast",
  kubernetes: "1.37.2",
  kind: "kind",
  nodeImage: "node",
  loadBalancerImage: "lb",
  nodes: shorts.map((short, index): Node => {
    const role = short === "lb" ? "load-balancer" : short.startsWith("control") ? "control-plane" : "worker";
    const zone = role === "load-balancer" ? {} : { zone: "abc"[index % 3] ?? "" };
    const ports: Node["ports"] = role === "worker" ? {} : { "6443": 30_000 + index };
    return { name: `kc-x-${short}`, short, role, containerId: short, address: `172.30.0.${index + 2}`, ports, ...zone };
  }),
};

/** The node of that name, hit alone or together with others. */
export function context(short: string, others: readonly string[] = []): FaultContext {
  const find = (name: string) => cluster.nodes.find((node) => node.short === name) as Node;
  return { node: find(short), targets: [short, ...others].map(find), cluster };
}

const up: ContainerState = {
  running: true,
  paused: false,
  exitCode: 0,
  restartCount: 0,
  startedAt: "2026-11-23T10:00:00Z",
  address: "172.30.0.3",
};

/** Answers commands by the first key that is found among their words, and records them. */
export function recordingRuntime(
  answers: Readonly<Record<string, Partial<ExecResult>>>,
  state: Partial<ContainerState> = {},
  tls = true,
): NodeRuntime & { readonly asked: (readonly [string, ...string[]])[] } {
  const asked: [string, ...string[]][] = [];
  return {
    asked,
    exec: async (node, argv) => {
      asked.push([node, ...argv]);
      const key = Object.keys(answers).find((word) => argv.some((part) => part.includes(word)));
      return { exitCode: 0, stdout: "", stderr: "", ...answers[key ?? ""] };
    },
    inspect: async () => ({ ...up, ...state }),
    answersTls: async () => tls,
  };
}
