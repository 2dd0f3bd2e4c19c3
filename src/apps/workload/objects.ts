import { lameDuckMs, replicaQuestion, type WorkloadShape, workloadName, workloadPorts } from "../../model/workload.ts";

/** An object to be created, with the path of its collection. */
export interface ObjectToCreate {
  readonly path: string;
  readonly object: object;
}

/** Label of everything that belongs to a run's workload, on a cluster that is kept. */
export const workloadLabel = { "app.kubernetes.io/managed-by": "kind-chaos" } as const;

const selector = { app: workloadName };
/** Above 1023: no capability is needed to listen on them. */
const ports = { http: 8_053, dns: 5_353, health: 8_080, ready: 8_181 } as const;

/**
 * CoreDNS as an application: every pod answers one question with its own name, over UDP and as a DNS message over plain
 * HTTP (a server block of the scheme https without certificates speaks HTTP). Environment variables are filled in by
 * CoreDNS itself.
 */
const corefile = `.:${ports.dns} {
    errors
    health :${ports.health} {
        lameduck ${lameDuckMs / 1_000}s
    }
    ready :${ports.ready}
    template IN TXT ${replicaQuestion.name} {
        answer "{{ .Name }} 0 IN TXT {$POD_NAME}"
    }
}
https://.:${ports.http} {
    errors
    template IN TXT ${replicaQuestion.name} {
        answer "{{ .Name }} 0 IN TXT {$POD_NAME}"
    }
}
`;

/**
 * The workload under test in a namespace: a Deployment of replicas that are spread over the nodes or kept together on
 * one, its budget, and a Service with a NodePort (which has a ClusterIP as well) for HTTP and DNS.
 */
export function workloadObjects(
  namespace: string,
  image: string,
  shape: WorkloadShape,
  firstWorker: string,
): readonly ObjectToCreate[] {
  const metadata = { name: workloadName, namespace, labels: { ...selector, ...workloadLabel } };
  const core = `/api/v1/namespaces/${namespace}`;
  return [
    { path: `${core}/configmaps`, object: { metadata, data: { Corefile: corefile } } },
    {
      path: `/apis/apps/v1/namespaces/${namespace}/deployments`,
      object: { metadata, spec: deploymentSpec(image, shape, firstWorker) },
    },
    {
      path: `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`,
      object: { metadata, spec: { maxUnavailable: shape.maxUnavailable, selector: { matchLabels: selector } } },
    },
    { path: `${core}/services`, object: { metadata, spec: serviceSpec() } },
  ];
}

function deploymentSpec(image: string, shape: WorkloadShape, firstWorker: string): object {
  return {
    replicas: shape.replicas,
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        ...placement(shape, firstWorker),
        containers: [container(image, shape)],
        volumes: [{ name: "config", configMap: { name: workloadName } }],
      },
    },
  };
}

function placement({ placement }: WorkloadShape, firstWorker: string): object {
  const spread = {
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels: selector },
  };
  // Never two on one node while another could take one; nodes whose taints keep the pods away do not count, so that a
  // lost
  // node's replica finds a place beside another.
  if (placement === "spread")
    // Each generation is counted by itself: else a rolling restart places new replicas around old ones that are about
    // to go.
    return {
      topologySpreadConstraints: [
        { ...spread, maxSkew: 1, nodeTaintsPolicy: "Honor", matchLabelKeys: ["pod-template-hash"] },
      ],
    };
  const here = { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [firstWorker] }] };
  return {
    // Wished for and not required: lost with that node, the replicas go elsewhere.
    affinity: {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: here }] },
    },
    // A constraint that nothing breaks, in the place of the scheduler's own, which would spread them.
    topologySpreadConstraints: [{ ...spread, maxSkew: 100 }],
  };
}

function container(image: string, { cpu }: WorkloadShape): object {
  return {
    name: "coredns",
    image,
    // It is in every node's image; a node without it is to say so.
    imagePullPolicy: "Never",
    args: ["-conf", "/etc/workload/Corefile"],
    env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
    ports: [
      { name: "http", containerPort: ports.http, protocol: "TCP" },
      { name: "dns", containerPort: ports.dns, protocol: "UDP" },
    ],
    readinessProbe: { httpGet: { path: "/ready", port: ports.ready }, periodSeconds: 1, failureThreshold: 2 },
    resources: { requests: { cpu, memory: "20Mi" } },
    volumeMounts: [{ name: "config", mountPath: "/etc/workload", readOnly: true }],
  };
}

function serviceSpec(): object {
  return {
    type: "NodePort",
    selector,
    ports: [
      { name: "http", port: 80, targetPort: "http", nodePort: Number.parseInt(workloadPorts.http, 10) },
      { name: "dns", port: 53, protocol: "UDP", targetPort: "dns", nodePort: Number.parseInt(workloadPorts.dns, 10) },
    ],
  };
}
