import { webhookName as name, webhookNamespace as namespace, webhookConfiguration } from "./webhook.ts";
import { webhookCommand, webhookPort, webhookTls } from "./webhook-server.ts";

/** How a webhook is made. */
interface WebhookShape {
  readonly replicas: number;
  /** Whether it has no say about its own namespace and kube-system. */
  readonly spares: boolean;
  /** Name of the node on which the first replica begins. */
  readonly firstWorker: string;
}

/** In the place of what only the cluster knows: the image that every node has, and the certificate. */
export const placeholders = { image: "KIND_CHAOS_IMAGE", authority: "KIND_CHAOS_AUTHORITY" } as const;

/** The name that its certificate is for: how an API server calls a webhook's Service. */
export const webhookHost = `${name}.${namespace}.svc`;

/** Label of Kubernetes' own on every namespace: its name. */
const nameOfNamespace = "kubernetes.io/metadata.name";

const selector = { app: name };
const metadata = { name, namespace };

/** What serves the webhook, as one list of objects: all but the namespace, the certificate and the configuration. */
export function webhookApplication(shape: WebhookShape): object {
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata,
    spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
  };
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: { selector, ports: [{ port: 443, targetPort: webhookPort }] },
  };
  return { apiVersion: "v1", kind: "List", items: [service, budget, deployment(shape)] };
}

/** The configuration by which API servers ask it before any pod is created; nobody answers, and the pod is refused. */
export function webhookObject({ spares }: Pick<WebhookShape, "spares">): object {
  const spared = { key: nameOfNamespace, operator: "NotIn", values: ["kube-system", namespace] };
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: webhookConfiguration },
    webhooks: [
      {
        name: "pods.webhook.kind-chaos",
        clientConfig: { service: { name, namespace }, caBundle: placeholders.authority },
        rules: [{ operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: ["pods"] }],
        failurePolicy: "Fail",
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
        // Half of what our own kubectl waits: it is to hear the API server's words, which name the webhook.
        timeoutSeconds: 5,
        ...(spares ? { namespaceSelector: { matchExpressions: [spared] } } : {}),
      },
    ],
  };
}

function deployment({ replicas, firstWorker }: WebhookShape): object {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      replicas,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: selector },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          ...wishedOn(firstWorker),
          ...(replicas === 1 ? {} : spread),
          containers: [container],
          volumes: [
            ...programs.map(({ name: volume, from }) => ({
              name: volume,
              hostPath: { path: from, type: "DirectoryOrCreate" },
            })),
            { name: "tls", secret: { secretName: name } },
            { name: "tmp", emptyDir: {} },
          ],
        },
      },
    },
  };
}

/** Never two on one node while another could take one; nodes whose taints keep the pods away do not count. */
const spread = {
  topologySpreadConstraints: [
    {
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "DoNotSchedule",
      labelSelector: { matchLabels: selector },
      maxSkew: 1,
      nodeTaintsPolicy: "Honor",
      matchLabelKeys: ["pod-template-hash"],
    },
  ],
};

/** Wished for and not required: lost with that node, it could go elsewhere. */
function wishedOn(node: string): object {
  const here = { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }] };
  return {
    affinity: {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: here }] },
    },
  };
}

/** The programs of the node itself, and the libraries that they need; which folder has the loader is the machine's. */
const programs = [
  { name: "usr", from: "/usr", to: "/usr" },
  { name: "lib", from: "/usr/lib", to: "/lib" },
  { name: "lib64", from: "/usr/lib64", to: "/lib64" },
];

const container = {
  name,
  image: placeholders.image,
  imagePullPolicy: "Never",
  command: webhookCommand,
  env: [
    { name: "PATH", value: "/usr/bin" },
    // The image has no settings of openssl, and needs none.
    { name: "OPENSSL_CONF", value: "/dev/null" },
  ],
  ports: [{ containerPort: webhookPort }],
  readinessProbe: {
    httpGet: { path: "/", port: webhookPort, scheme: "HTTPS" },
    periodSeconds: 2,
    failureThreshold: 2,
  },
  resources: { requests: { cpu: "10m", memory: "20Mi" } },
  securityContext: { runAsUser: 0 },
  volumeMounts: [
    ...programs.map(({ name: volume, to }) => ({ name: volume, mountPath: to, readOnly: true })),
    { name: "tls", mountPath: webhookTls, readOnly: true },
    { name: "tmp", mountPath: "/tmp" },
  ],
};
