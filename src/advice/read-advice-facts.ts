import type {
  V1DaemonSet,
  V1Deployment,
  V1Job,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1PodDisruptionBudget,
  V1PodTemplateSpec,
  V1Service,
  V1StatefulSet,
} from "@kubernetes/client-node";
import type { Kube } from "../kube/kube.ts";
import type { AdviceFacts, TemplatedSet } from "./advice-check.ts";

/** What is read of an application, from which advice is made; `service` is the one that is asked. */
export async function readAdviceFacts(
  kube: Pick<Kube, "get" | "nodes" | "pods">,
  namespace: string,
  service: string | undefined,
): Promise<AdviceFacts> {
  const list = async <Item>(path: string) => ((await kube.get(path)) as { readonly items: Item[] }).items;
  const own = <Item>(api: string, plural: string) => list<Item>(`/${api}/namespaces/${namespace}/${plural}`);
  const deployments = await own<V1Deployment>("apis/apps/v1", "deployments");
  const statefulSets = await own<V1StatefulSet>("apis/apps/v1", "statefulsets");
  const daemonSets = await own<V1DaemonSet>("apis/apps/v1", "daemonsets");
  const jobs = await own<V1Job>("apis/batch/v1", "jobs");
  const services = await own<V1Service>("api/v1", "services");
  const pods = await kube.pods(namespace);
  const selector = services.find(({ metadata }) => metadata?.name === service)?.spec?.selector;
  const templated = (kind: TemplatedSet["kind"]) => templatedBy(kind, selector);
  const alone = pods.filter(({ metadata }) => (metadata?.ownerReferences ?? []).length === 0);
  return {
    sets: [
      ...deployments.map(templated("Deployment")),
      ...statefulSets.map(templated("StatefulSet")),
      ...daemonSets.map(templated("DaemonSet")),
      ...jobs.map((job) => ({ ...templated("Job")(job), ...backOffOf(job) })),
      ...alone.map((pod) => templated("Pod")({ metadata: pod.metadata, spec: { template: pod } })),
    ],
    cluster: {
      now: 0,
      version: "",
      nodes: await kube.nodes(),
      pods,
      deployments,
      statefulSets,
      budgets: await own<V1PodDisruptionBudget>("apis/policy/v1", "poddisruptionbudgets"),
      volumes: await list<V1PersistentVolume>("/api/v1/persistentvolumes"),
      claims: await own<V1PersistentVolumeClaim>("api/v1", "persistentvolumeclaims"),
      services,
      cronJobs: [],
      mutatingWebhooks: [],
      validatingWebhooks: [],
      controlPlane: undefined,
      certificates: [],
      loadBalancers: [],
      etcd: undefined,
    },
  };
}

/** Whatever has a template of pods. */
interface WithTemplate {
  readonly metadata?: { readonly namespace?: string; readonly name?: string } | undefined;
  readonly spec?: { readonly replicas?: number; readonly template: V1PodTemplateSpec } | undefined;
}

function templatedBy(kind: TemplatedSet["kind"], selector: Readonly<Record<string, string>> | undefined) {
  return ({ metadata, spec }: WithTemplate): TemplatedSet => {
    const template = spec?.template ?? {};
    const labels = template.metadata?.labels ?? {};
    const wanted = Object.entries(selector ?? {});
    return {
      kind,
      subject: `${kind} ${metadata?.namespace}/${metadata?.name}`,
      replicas: spec?.replicas ?? 1,
      template,
      served: wanted.length > 0 && wanted.every(([label, value]) => labels[label] === value),
    };
  };
}

function backOffOf({ spec }: V1Job): Pick<TemplatedSet, "backoffLimit" | "ignoresDisruption"> {
  const rules = spec?.podFailurePolicy?.rules ?? [];
  return {
    ...(spec?.backoffLimit === undefined ? {} : { backoffLimit: spec.backoffLimit }),
    ignoresDisruption: rules.some(
      ({ action, onPodConditions = [] }) =>
        action === "Ignore" && onPodConditions?.some(({ type }) => type === "DisruptionTarget"),
    ),
  };
}
