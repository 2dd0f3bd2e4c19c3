import { NotYet, until } from "../../host/clock.ts";
import type { Kube } from "../../kube/kube.ts";
import { type Application, askOf, entranceName, protocolOf } from "../../model/application.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import type { EventOf } from "../../model/event.ts";
import { removeServicesLeftBehind } from "../left-behind.ts";
import type { Ways } from "../ways.ts";
import { applyManifests } from "./apply.ts";
import { checkManifests } from "./check-manifests.ts";
import { silentWays } from "./first-answers.ts";
import { readManifests } from "./read-manifests.ts";
import { whyNotThere } from "./readiness.ts";
import { isReady, makersOf, maxUnavailableOf, replicasOf } from "./replicas.ts";
import { type ApplicationService, entranceOf, portOf, serviceSchema } from "./service.ts";
import { applicationSets } from "./sets.ts";

/** How long an application gets to be Ready, and then to answer everywhere, milliseconds: its images are there already. */
const readyTimeoutMs = 180_000;

/** An application as it is when it is whole and answers, as the journal tells it. */
export type DeployedApplication = Omit<EventOf<"workload">, "type" | "at">;

/**
 * Applies an application to the run's namespace, or finds it where it runs, makes the entrance by which it is asked from
 * outside, and waits until all of it is Ready and it answers through every node. Throws PlatformError with what is
 * missing, UsageError where what is asked is not there.
 */
export async function deployApplication(
  ways: Ways,
  application: Application,
  signal: AbortSignal,
): Promise<DeployedApplication> {
  const { kube, cluster } = ways;
  const namespace = application.namespace ?? ways.namespace;
  await removeServicesLeftBehind(kube, namespace);
  if (application.manifests !== undefined) {
    const manifests = await readManifests(application.manifests, namespace);
    checkManifests(manifests, application);
    if (manifests.some(({ object }) => object.kind === "Pod")) await awaitServiceAccount(kube, namespace, signal);
    await applyManifests(kube, manifests, { namespace, images: application.images ?? [] });
  }
  if (application.namespace !== undefined) await mustBeThere(kube, namespace);
  const service = await makeEntrance(kube, namespace, application);
  const wait = { timeoutMs: readyTimeoutMs, everyMs: 500, signal };
  const found = await until({ what: "the application to be Ready", ...wait }, () => lookAt(kube, namespace, service));
  const { pods, makers, maxUnavailable } = found;
  const names = pods.map(({ metadata }) => metadata?.name ?? "");
  if (service !== undefined)
    await until({ what: "answers of the application through every node", ...wait }, async () => {
      const silent = await silentWays(cluster, application, names);
      return silent.length === 0 ? true : new NotYet(`not yet: ${silent.join(", ")}`);
    });
  const services = service === undefined ? [] : [service.metadata.name, entranceName];
  return {
    namespace,
    image: [...new Set(pods.flatMap(({ spec }) => spec?.containers.map(({ image }) => image ?? "") ?? []))].join(", "),
    replicas: pods.map(({ metadata, spec }) => ({
      pod: metadata?.name ?? "",
      node: cluster.nodes.find(({ name }) => name === spec?.nodeName)?.short ?? "",
    })),
    maxUnavailable,
    named: [...makers, ...services.map((name) => ({ kind: "Service" as const, name }))],
  };
}

/** Until the account is there that pods by themselves are refused without; what others make is tried again. */
async function awaitServiceAccount(kube: Kube, namespace: string, signal: AbortSignal): Promise<void> {
  const what = `the ServiceAccount of the namespace ${namespace}`;
  await until({ what, timeoutMs: 30_000, everyMs: 200, signal }, () =>
    kube.get(`/api/v1/namespaces/${namespace}/serviceaccounts/default`).catch((error) => new NotYet(messageOf(error))),
  );
}

async function mustBeThere(kube: Kube, namespace: string): Promise<void> {
  await kube.get(`/api/v1/namespaces/${namespace}`).catch((cause: unknown) => {
    const what = `there is no namespace ${namespace} in this cluster: apply the application there first, or name its manifests with --app`;
    throw new PlatformError("application", what, { cause });
  });
}

/** The Service that is asked, with the entrance beside it; undefined where nobody asks the application. */
async function makeEntrance(
  kube: Kube,
  namespace: string,
  application: Application,
): Promise<ApplicationService | undefined> {
  const asked = askOf(application);
  if (asked === undefined) return undefined;
  const path = `/api/v1/namespaces/${namespace}/services`;
  const answer = await kube.get(`${path}/${asked.service}`).catch((cause: unknown) => {
    throw new PlatformError("application", `there is no Service "${asked.service}" in the namespace ${namespace}`, {
      cause,
    });
  });
  const service = serviceSchema.parse(answer);
  const port = portOf(service, asked.port, protocolOf(application) === "dns" ? "UDP" : "TCP");
  // One that a run left here which was killed.
  await kube.remove(`${path}/${entranceName}`);
  await kube.create(path, entranceOf(service, port, namespace)).catch((cause: unknown) => {
    const what = `the port by which the run asks the application cannot be opened; where another Service has it, leave out its nodePort: ${messageOf(cause)}`;
    throw new PlatformError("application", what, { cause });
  });
  return service;
}

/** The replicas where all of the application is whole, and what its budgets let a drain take; else what is not yet. */
async function lookAt(kube: Kube, namespace: string, service: ApplicationService | undefined) {
  const sets = await applicationSets(kube, namespace);
  const pods = await kube.pods(namespace);
  const why = whyNotThere(namespace, sets, pods);
  if (why !== undefined) return new NotYet(why);
  const replicas = replicasOf(pods, service?.spec.selector).filter(isReady);
  if (service !== undefined && replicas.length === 0)
    return new NotYet(`no Ready pod is behind the Service ${service.metadata.name}`);
  const budgets = await kube.get(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`);
  const maxUnavailable = maxUnavailableOf(budgets, replicas);
  return maxUnavailable === undefined
    ? new NotYet("its PodDisruptionBudget was not looked at by its controller")
    : { pods: replicas, makers: makersOf(replicas, pods), maxUnavailable };
}

/** Takes away what is ours in a namespace that is not: the entrance; what a run's own namespace has goes with it. */
export async function removeEntrance(kube: Pick<Kube, "remove">, { namespace }: Application): Promise<void> {
  if (namespace !== undefined) await kube.remove(`/api/v1/namespaces/${namespace}/services/${entranceName}`);
}
