import { PlatformError } from "../../model/errors.ts";
import { findKindFor, type Kind } from "../kind/kind-binary.ts";
import { loadBalancerImageOf } from "../kind/kind-versions.ts";
import { BUILT_LABEL, imageLabels } from "./docker-image.ts";
import { loadBalancerState } from "./load-balancer-image.ts";
import { knownKubernetesVersions, loadBalancerDigest, nodeImageInputs } from "./node-image-inputs.ts";

/** What a cluster is made from: the images' names, the kind to call, and labels that tell a report what ran. */
export interface Images {
  /** Version of Kubernetes without the "v". */
  readonly kubernetes: string;
  readonly nodeImage: string;
  readonly loadBalancerImage: string;
  /** Path of kind, or its plain name when it is the one on PATH. */
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The Kubernetes version that is taken when none is named: the newest known one. */
export function defaultKubernetesVersion(): string {
  const [newest] = knownKubernetesVersions();
  if (newest === undefined) throw new Error("node-image/kubernetes holds no version");
  return newest;
}

/** The name kind's own images are published by. */
export function officialNodeImage(kubernetesVersion: string): string {
  return `kindest/node:v${kubernetesVersion}`;
}

/**
 * The node image of a version that the engine has: kind's own where it was pulled, else the one built here; undefined
 * when neither.
 */
export async function presentNodeImage(kubernetesVersion: string): Promise<string | undefined> {
  const official = officialNodeImage(kubernetesVersion);
  if ((await imageLabels(official)) !== undefined) return official;
  const { tag } = nodeImageInputs(kubernetesVersion);
  return (await imageLabels(tag)) === undefined ? undefined : tag;
}

/**
 * Says which kind and which images a run uses, and provides nothing. Throws UsageError for an unknown version and
 * PlatformError "not-set-up" when something is missing.
 */
export async function resolveImages(kubernetesVersion: string = defaultKubernetesVersion()): Promise<Images> {
  const kubernetes = nodeImageInputs(kubernetesVersion).versions.kubernetes;
  const [kind, nodeImage] = await Promise.all([findKindFor(kubernetes), presentNodeImage(kubernetes)]);
  if (kind === undefined) throw notSetUp("kind", kubernetesVersion);
  if (nodeImage === undefined) throw notSetUp(`a node image of Kubernetes ${kubernetes}`, kubernetesVersion);
  const loadBalancerImage = loadBalancerImageOf(kind.version);
  if ((await loadBalancerState(loadBalancerImage)) === undefined)
    throw notSetUp("the load balancer image", kubernetesVersion);
  return {
    kubernetes,
    nodeImage,
    loadBalancerImage,
    kind: kind.path,
    labels: await describe(kind, nodeImage, loadBalancerImage),
  };
}

/**
 * The path of a kind that can handle existing clusters of any version; throws PlatformError "not-set-up" when there is
 * none.
 */
export async function findKind(): Promise<string> {
  const kind = await findKindFor();
  if (kind === undefined) throw notSetUp("kind");
  return kind.path;
}

async function describe(kind: Kind, nodeImage: string, loadBalancerImage: string): Promise<Record<string, string>> {
  const node = (await imageLabels(nodeImage)) ?? {};
  const balancer = (await imageLabels(loadBalancerImage)) ?? {};
  const origin = (labels: Record<string, string>): string =>
    labels[BUILT_LABEL] === undefined ? "registry" : "built here";
  const envoy = balancer["org.kind-chaos.envoy"];
  return {
    kind: kind.version,
    "node-image": nodeImage,
    "node-image-origin": origin(node),
    "load-balancer-image": loadBalancerImage,
    "load-balancer-origin": origin(balancer),
    ...(envoy === undefined ? {} : { envoy, "load-balancer-inputs": loadBalancerDigest() }),
  };
}

function notSetUp(what: string, kubernetesVersion?: string): PlatformError {
  const option =
    kubernetesVersion === undefined || kubernetesVersion === defaultKubernetesVersion()
      ? ""
      : ` -- --kubernetes ${kubernetesVersion}`;
  return new PlatformError("not-set-up", `${what} is missing on this machine: run "npm run setup${option}" first`);
}
