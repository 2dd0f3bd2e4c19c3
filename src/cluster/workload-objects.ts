import { replicaQuestion, workloadName, workloadPorts } from "../model/workload.ts";

/** An object to be created, with the path of its collection. */
export interface ObjectToCreate {
  readonly path: string;
  readonly object: object;
}

/** How many replicas the workload has: one for each worker of the standard topology. */
export const workloadReplicas = 3;

/** Label of everything that belongs to a run's workload, on a cluster that is kept. */
export const workloadLabel = { "app.kubernetes.io/managed-by": "kind-chaos" } as const;

const selector = { app: workloadName };
/** Above 1023: no capability is needed to listen on them. */
const ports = { http: 8_053, dns: 5_353, health: 8_080, ready: 8_181 } as const;
/** How long a pod goes on answering after it was told to end, seconds: every node has taken it out of the Service by then. */
const lameDuckSeconds = 5;

/**
 * CoreDNS as an application: every pod answers one question with its own name, over UDP and as a DNS message over plain HTTP (a server
 * block of the scheme https without certificates speaks HTTP). Environment variables are filled in by CoreDNS itself.
 */
const corefile = `.:${ports.dns} {
    errors
    health :${ports.health} {
        lameduck ${lameDuckSeconds}s
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
 * The workload under test in a namespace: a Deployment of replicas that are spread over the nodes, its budget, and a Service with a NodePort (which has a
 * ClusterIP as well) for HTTP and DNS.
 */
export function workloadObjects(namespace: string, image: string): readonly ObjectToCreate[] {
  const metadata = { name: workloadName, namespace, labels: { ...selector, ...workloadLabel } };
  const core = `/api/v1/namespaces/${namespace}`;
  return [
    { path: `${core}/configmaps`, object: { metadata, data: { Corefile: corefile } } },
    { path: `/apis/apps/v1/namespaces/${namespace}/deployments`, object: { metadata, spec: deploymentSpec(image) } },
    {
      path: `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`,
      object: { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selector } } },
    },
    { path: `${core}/services`, object: { metadata, spec: serviceSpec() } },
  ];
}

function deploymentSpec(image: string): object {
  return {
    replicas: workloadReplicas,
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        // Never two on one node while another could take one; nodes whose taints keep the pods away do not count, so that a lost
        // node's replica finds a place beside another.
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: "DoNotSchedule",
            nodeTaintsPolicy: "Honor",
            labelSelector: { matchLabels: selector },
          },
        ],
        containers: [container(image)],
        volumes: [{ name: "config", configMap: { name: workloadName } }],
      },
    },
  };
}

function container(image: string): object {
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
    resources: { requests: { cpu: "10m", memory: "20Mi" } },
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
