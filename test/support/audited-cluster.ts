import type { V1Node, V1Pod, V1PodDisruptionBudget } from "@kubernetes/client-node";
import type { ClusterFacts, Severity } from "../../src/audit/facts.ts";
import { tolerations } from "./good-cluster.ts";

/** A cluster as public sources show it, written anew, and what an audit has to find in it. */
export interface AuditedCluster {
  readonly about: string;
  /** Where its facts are from: documents, manifests, threads. */
  readonly sources: readonly string[];
  readonly facts: ClusterFacts;
  /** Faults that were planted: check, severity, subject. A cluster that is well made has none. */
  readonly planted?: readonly (readonly [check: string, severity: Severity, subject: string])[];
}

type Part = Partial<Pick<ClusterFacts, "deployments" | "statefulSets" | "pods" | "budgets" | "services">>;

const dayMs = 86_400_000;
const now = Date.parse("2026-09-01T12:00:00Z");

/** Facts of a cluster from its nodes and parts, with a certificate that is good for long. */
export function clusterOf(
  version: string,
  nodes: readonly V1Node[],
  parts: readonly Part[],
  rest: Partial<ClusterFacts> = {},
): ClusterFacts {
  return {
    now,
    clockAhead: [-500, 500],
    version,
    nodes,
    deployments: parts.flatMap(({ deployments = [] }) => deployments),
    statefulSets: parts.flatMap(({ statefulSets = [] }) => statefulSets),
    pods: parts.flatMap(({ pods = [] }) => pods),
    budgets: parts.flatMap(({ budgets = [] }) => budgets),
    services: parts.flatMap(({ services = [] }) => services),
    volumes: [],
    claims: [],
    cronJobs: [],
    mutatingWebhooks: [],
    validatingWebhooks: [],
    controlPlane: undefined,
    certificates: [{ what: "API server's certificate", from: now - 100 * dayMs, until: now + 265 * dayMs }],
    loadBalancers: [],
    etcd: undefined,
    ...rest,
  };
}

interface MachineTerms {
  readonly zone?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly osImage?: string;
  readonly providerID?: string;
  readonly addresses?: readonly string[];
  readonly notReady?: boolean;
}

/** A node as the API gives it. */
export function machine(name: string, kubelet: string, terms: MachineTerms = {}): V1Node {
  const { zone, labels, annotations, osImage = "Debian GNU/Linux 12", providerID, addresses = [], notReady } = terms;
  const zoneLabel = zone === undefined ? {} : { "topology.kubernetes.io/zone": zone };
  return {
    metadata: {
      name,
      labels: { "kubernetes.io/hostname": name, ...zoneLabel, ...labels },
      ...(annotations && { annotations }),
    },
    spec: { ...(providerID && { providerID }) },
    status: {
      addresses: [
        ...addresses.map((address) => ({ type: "InternalIP", address })),
        { type: "Hostname", address: name },
      ],
      nodeInfo: { kubeletVersion: kubelet, osImage } as never,
      conditions: [{ type: "Ready", status: notReady === true ? "Unknown" : "True" }],
    },
  };
}

interface AppTerms {
  /** Labels of its pods; app=<name> where they are not given. */
  readonly pods?: Record<string, string>;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly kind?: "Deployment" | "StatefulSet";
  readonly spec?: Partial<NonNullable<V1Pod["spec"]>>;
}

/** A Deployment or StatefulSet with a living pod on each of these nodes. */
export function app(namespace: string, name: string, on: readonly string[], terms: AppTerms = {}): Part {
  const { pods: podLabels = { app: name }, labels, annotations, kind = "Deployment", spec } = terms;
  const isDeployment = kind === "Deployment";
  const hash = isDeployment ? { "pod-template-hash": "6d9f" } : {};
  const made = {
    metadata: { namespace, name, ...(labels && { labels }), ...(annotations && { annotations }) },
    spec: {
      replicas: on.length,
      selector: { matchLabels: podLabels },
      template: { metadata: { labels: podLabels }, spec: { containers: [] } },
    },
  };
  const owner = isDeployment ? { kind: "ReplicaSet", name: `${name}-6d9f` } : { kind, name };
  return {
    ...(isDeployment
      ? { deployments: [made] }
      : { statefulSets: [{ ...made, spec: { ...made.spec, serviceName: "" } }] }),
    pods: on.map((node, index) => pod(namespace, `${name}-${index}`, node, { ...podLabels, ...hash }, owner, spec)),
  };
}

/** A living pod, of a controller where one is named. */
export function pod(
  namespace: string,
  name: string,
  nodeName: string,
  labels: Record<string, string>,
  owner?: { readonly kind: string; readonly name: string },
  spec: AppTerms["spec"] = {},
): V1Pod {
  const owners = owner && [{ ...owner, apiVersion: "v1", uid: "u", controller: true }];
  return {
    metadata: { namespace, name, labels, ...(owners && { ownerReferences: owners }) },
    spec: { containers: [], tolerations: tolerations(300), ...spec, nodeName },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  };
}

/** A budget with the status that the disruption controller writes. */
export function budget(
  namespace: string,
  name: string,
  matchLabels: Record<string, string>,
  rule: { readonly minAvailable?: number | string; readonly maxUnavailable?: number | string },
  [expectedPods, desiredHealthy, currentHealthy]: readonly [number, number, number],
): Part {
  const one: V1PodDisruptionBudget = {
    metadata: { namespace, name, generation: 1 },
    spec: { ...(rule as object), selector: { matchLabels } },
    status: {
      observedGeneration: 1,
      expectedPods,
      desiredHealthy,
      currentHealthy,
      disruptionsAllowed: Math.max(0, currentHealthy - desiredHealthy),
    },
  };
  return { budgets: [one] };
}

/** An application as it should be: three replicas on these nodes, with a budget of one. */
export function shop(on: readonly [string, string, string]): Part[] {
  return [app("shop", "web", on), budget("shop", "web", { app: "web" }, { maxUnavailable: 1 }, [3, 2, 3])];
}

/** Static pods of a component on these nodes, labelled as kubeadm does. */
export function staticPods(component: string, on: readonly string[], flags: readonly string[] = []): Part {
  return {
    pods: on.map((node) =>
      pod(
        "kube-system",
        `${component}-${node}`,
        node,
        { component, tier: "control-plane" },
        { kind: "Node", name: node },
        {
          containers: [{ name: component, command: [component, ...flags] }],
        },
      ),
    ),
  };
}
