import { findKindFor } from "../kind/kind-binary.ts";
import { ENVOY_IMAGE, loadBalancerImageOf } from "../kind/kind-versions.ts";
import type { Step } from "../steps/step.ts";
import { officialNodeImage, presentNodeImage } from "./images.ts";
import { loadBalancerState } from "./load-balancer-image.ts";
import type { PullOutcome, Registry } from "./registry.ts";

/**
 * The step that looks for the images and asks a registry for what is missing; what it does not get is built afterwards.
 */
export function imagesStep(kubernetesVersion: string, registry: Registry): Step {
  return {
    name: "images",
    title: `images of Kubernetes ${kubernetesVersion}`,
    needs: ["engine", "kind"],
    async check() {
      const { node, balancer } = await present(kubernetesVersion);
      return node !== undefined && balancer.state !== undefined ? `${node}, ${balancer.image}` : undefined;
    },
    async run(context) {
      const { node, balancer } = await present(kubernetesVersion);
      const outcomes: string[] = [];
      const pull = async (image: string): Promise<void> => {
        outcomes.push(describe(image, await registry.pull(image, context)));
      };
      if (node === undefined) await pull(officialNodeImage(kubernetesVersion));
      if (balancer.state === undefined) await pull(balancer.image);
      return [...new Set(outcomes)].join("; ");
    },
  };
}

async function present(kubernetesVersion: string) {
  const kind = await findKindFor(kubernetesVersion);
  const image = kind === undefined ? ENVOY_IMAGE : loadBalancerImageOf(kind.version);
  return {
    node: await presentNodeImage(kubernetesVersion),
    balancer: { image, state: await loadBalancerState(image) },
  };
}

function describe(image: string, outcome: PullOutcome): string {
  if (outcome === "unreachable") return "no registry answers";
  return outcome === "pulled" ? `${image} pulled` : `${image} is not in the registry`;
}
