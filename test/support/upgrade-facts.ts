import type { V1Node, V1Pod } from "@kubernetes/client-node";
import type { Finding, JudgedSetting, TargetPrograms, UpgradeFacts } from "../../src/preflight/facts.ts";
import { parseKubeadmConfig } from "../../src/preflight/kubeadm-config.ts";
import { preflight } from "../../src/preflight/preflight.ts";
import { goodCluster } from "./good-cluster.ts";

const gb = 1e9;

/** A ClusterConfiguration as kubeadm keeps it, with further lines. */
export function kubeadmConfig(more = ""): NonNullable<UpgradeFacts["kubeadm"]> {
  const text = `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.4\n${more}`;
  const parsed = parseKubeadmConfig(text);
  if (parsed === undefined) throw new Error(`no ClusterConfiguration: ${text}`);
  return parsed;
}

/** What the programs of 1.37 say of a cluster with nothing to complain about. */
export function programs(over: Partial<TargetPrograms> = {}): TargetPrograms {
  return { etcd: "3.7.0", imagesBytes: 0.4 * gb, settings: [], kubeadm: { accepts: true, words: "" }, ...over };
}

/** A setting that a program of 1.37 was asked about. */
export function judged(over: Partial<JudgedSetting> = {}): JudgedSetting {
  return {
    ...{ program: "etcd", kind: "flag", name: "experimental-x", value: "true", stays: true },
    ...{ where: "kubeadm-config, etcd.local.extraArgs", said: "refuses", words: "flag provided but not defined" },
    ...over,
  } as JudgedSetting;
}

/** A kind cluster of 1.36.4 that may go to 1.37.0: no check finds anything in it. */
export function upgradable(over: Partial<UpgradeFacts> = {}): UpgradeFacts {
  const good = goodCluster();
  const nodes = good.nodes.map((one) => withKubelet(one, "v1.36.4"));
  const names = nodes.map(({ metadata }) => metadata?.name ?? "");
  return {
    ...good,
    version: "v1.36.4",
    nodes,
    etcd: {
      members: ["control-a", "control-b", "control-c"].map((name) => ({
        ...{ name, place: name, learner: false, answers: true, sizeBytes: 0.03 * gb, version: "3.6.11" },
      })),
      alarms: [],
      quotaBytes: 2 * gb,
    },
    target: {
      kubernetes: "v1.37.0",
      nodeImage: { wanted: "kindest/node:v1.37.0", present: "kindest/node:v1.37.0", canBeBuilt: true },
      programs: programs(),
    },
    apiServers: ["control-a", "control-b", "control-c"].map((name) => ({
      ...{ name, version: "v1.36.4", counted: { since: 0, deprecated: [], storageBytes: 0.03 * gb } },
    })),
    namespaces: [{ metadata: { name: "kube-system" } }, { metadata: { name: "shop", labels: { team: "shop" } } }],
    kubeadm: kubeadmConfig(),
    evictionHard: {},
    space: names.map((node) => ({
      node,
      nodeFs: { available: 50 * gb, capacity: 100 * gb },
      imageFs: { available: 50 * gb, capacity: 100 * gb },
    })),
    gaps: [],
    ...over,
  };
}

/** The same node with another kubelet. */
export function withKubelet(node: V1Node, kubeletVersion: string): V1Node {
  return { ...node, status: { ...node.status, nodeInfo: { kubeletVersion } as never } };
}

/** The same cluster with changes to one node. */
export function withNode(name: string, change: (node: V1Node) => V1Node, facts = upgradable()): UpgradeFacts {
  return { ...facts, nodes: facts.nodes.map((one) => (one.metadata?.name === name ? change(one) : one)) };
}

/** The same cluster with changes to one pod; what becomes undefined is gone. */
export function withPod(name: string, change: (pod: V1Pod) => V1Pod | undefined, facts = upgradable()): UpgradeFacts {
  return { ...facts, pods: facts.pods.flatMap((one) => (one.metadata?.name === name ? (change(one) ?? []) : one)) };
}

/** Findings in short: "stops etcd-path etcd member a: it is 3.6.8, …". */
export function told(facts: UpgradeFacts): string[] {
  return preflight(facts).map(short);
}

function short({ severity, check, subject, evidence }: Finding): string {
  return `${severity} ${check} ${subject}: ${evidence}`;
}
