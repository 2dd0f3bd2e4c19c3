import { imageLabels } from "../../host/docker/image-labels.ts";
import { PlatformError } from "../../model/errors.ts";
import { findKindFor, type Kind } from "../kind/kind-binary.ts";
import { type Chosen, chooseImages, type ImageChoice } from "../versions/image-choice.ts";
import { publishedNode } from "../versions/kind-releases.ts";
import { loadBalancerImageOf } from "../versions/kind-versions.ts";
import { BUILT_LABEL, INPUTS_LABEL } from "./docker-image.ts";
import { loadBalancerState } from "./load-balancer-state.ts";
import { nodeImageInputs } from "./node-image-inputs.ts";
import { type PresentNode, presentNode } from "./present-images.ts";

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

/**
 * Says which kind and which images a run uses, and provides nothing. Throws UsageError for what is not known and
 * PlatformError "not-set-up" when something is missing.
 */
export async function resolveImages(choice: ImageChoice = {}): Promise<Images> {
  const chosen = chooseImages(choice);
  const [kind, node] = await Promise.all([findKindFor(chosen), presentNode(chosen)]);
  if (kind === undefined) throw notSetUp(chosen.kind === undefined ? "kind" : `kind ${chosen.kind}`, choice);
  if (node === undefined) throw notSetUp(nodeInWords(chosen), choice);
  const loadBalancerImage = loadBalancerImageOf(kind.version);
  if ((await loadBalancerState(loadBalancerImage)) === undefined) throw notSetUp("the load balancer image", choice);
  return {
    kubernetes: chosen.kubernetes,
    nodeImage: node.image,
    loadBalancerImage,
    kind: kind.path,
    labels: await describe(kind, chosen, node, loadBalancerImage),
  };
}

/** The same of what a kind file's pinned images make of the choice: the images themselves are there already. */
export function imagesOfPinned({ kubernetes, image, kind }: Chosen): Promise<Images> {
  return resolveImages(image === undefined ? { kubernetes, kind } : { image, kind });
}

/** The same of a cluster that is there: its own images, and a kind that reads its kubeconfig. */
export async function imagesOfExisting({
  kubernetes,
  nodeImage,
  loadBalancerImage = "",
}: Pick<Images, "kubernetes" | "nodeImage"> & { readonly loadBalancerImage?: string }): Promise<Images> {
  const kind = await findKindFor();
  if (kind === undefined) throw notSetUp("kind", {});
  const balancer = loadBalancerImage === "" ? {} : { "load-balancer-image": loadBalancerImage };
  const labels = { kind: kind.version, "node-image": nodeImage, "node-image-origin": "the cluster's own", ...balancer };
  return { kubernetes, nodeImage, loadBalancerImage, kind: kind.path, labels };
}

/**
 * The path of a kind that can handle existing clusters of any version; throws PlatformError "not-set-up" when there is
 * none.
 */
export async function findKind(): Promise<string> {
  const kind = await findKindFor();
  if (kind === undefined) throw notSetUp("kind", {});
  return kind.path;
}

async function describe(
  kind: Kind,
  { kubernetes, image }: Chosen,
  node: PresentNode,
  loadBalancerImage: string,
): Promise<Record<string, string>> {
  const balancer = (await imageLabels(loadBalancerImage)) ?? {};
  const envoy = balancer["org.kind-chaos.envoy"];
  const inputs = balancer[INPUTS_LABEL];
  const release = image === undefined && node.origin === "registry" ? publishedNode(kubernetes)?.kind : undefined;
  return {
    kind: kind.version,
    "node-image": node.image,
    "node-image-origin": node.origin,
    ...(node.origin === "built here" ? { "node-image-etcd": nodeImageInputs(kubernetes).versions.etcd } : {}),
    ...(release === undefined ? {} : { "node-image-release": `kind ${release}` }),
    "load-balancer-image": loadBalancerImage,
    "load-balancer-origin": balancer[BUILT_LABEL] === undefined ? "registry" : "built here",
    ...(envoy === undefined ? {} : { envoy }),
    ...(inputs === undefined ? {} : { "load-balancer-inputs": inputs }),
  };
}

function nodeInWords({ image, kubernetes }: Chosen): string {
  return image === undefined ? `a node image of Kubernetes ${kubernetes}` : `the node image ${image}`;
}

function notSetUp(what: string, choice: ImageChoice): PlatformError {
  const options = (["kubernetes", "image", "kind"] as const).flatMap((name) => {
    const value = choice[name];
    return value === undefined ? [] : [`--${name} ${value}`];
  });
  const said = options.length === 0 ? "" : ` ${options.join(" ")}`;
  return new PlatformError("not-set-up", `${what} is missing on this machine: run "npx kind-chaos setup${said}" first`);
}
