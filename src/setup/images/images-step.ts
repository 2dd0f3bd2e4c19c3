import { run } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import { findKindFor } from "../kind/kind-binary.ts";
import { describeProblem, proxyHint } from "../registry/pull-problem.ts";
import type { Registry } from "../registry/registry.ts";
import type { Step, StepContext } from "../steps/step.ts";
import type { Chosen } from "../versions/image-choice.ts";
import { envoyImage, publishedNode } from "../versions/kind-releases.ts";
import { KIND_VERSION, loadBalancerImageOf } from "../versions/kind-versions.ts";
import { loadBalancerState } from "./load-balancer-state.ts";
import { presentNode, wantedNodeImage } from "./present-images.ts";

/**
 * The step that looks for the images and asks a registry for what is missing. Where none answers, and of a version that
 * no release of kind publishes, what it does not get is built afterwards; a registry that answers and does not give an
 * image is a PlatformError that says why and what to do. `registry` is undefined where none is to be asked.
 */
export function imagesStep(chosen: Chosen, registry: Registry | undefined): Step {
  return {
    name: "images",
    title: chosen.image === undefined ? `images of Kubernetes ${chosen.kubernetes}` : `image ${chosen.image}`,
    needs: ["engine", "kind"],
    async check() {
      const { node, balancer } = await present(chosen);
      return node !== undefined && balancer.state !== undefined ? `${node.image}, ${balancer.image}` : undefined;
    },
    async run(context) {
      if (registry === undefined) return "no registry is asked: --build";
      const { node, balancer } = await present(chosen);
      const told: string[] = [];
      if (node === undefined) told.push(await take(registry, wantedNodeImage(chosen), isUnpublished(chosen), context));
      if (balancer.state === undefined) {
        const isPulled = balancer.image === envoyImage;
        told.push(
          isPulled ? await take(registry, balancer.image, false, context) : "kind's HAProxy image has no shell",
        );
      }
      return [...new Set(told)].join("; ");
    },
  };
}

/** A version that no release of kind has: whoever asks for it asks for a build. */
function isUnpublished({ image, kubernetes }: Chosen): boolean {
  return image === undefined && publishedNode(kubernetes) === undefined;
}

async function present(chosen: Chosen) {
  const kind = await findKindFor(chosen);
  const image = loadBalancerImageOf(kind?.version ?? chosen.kind ?? KIND_VERSION);
  return { node: await presentNode(chosen), balancer: { image, state: await loadBalancerState(image) } };
}

/** Returns what came of it in words; throws PlatformError "image-<problem>" where that is the end. */
async function take(registry: Registry, image: string, mayLack: boolean, context: StepContext): Promise<string> {
  const result = await registry.pull(image, context);
  if (result.outcome === "pulled") return `${image} pulled`;
  const asked = { image, registry: registry.nameFor(image) };
  if (result.outcome === "unreachable") {
    const hint = await proxyHintHere();
    return [`${asked.registry} does not answer (${result.detail})`, hint].filter(Boolean).join("; ");
  }
  if (mayLack && (result.outcome === "missing" || result.outcome === "unauthorized"))
    return `${asked.registry} does not have ${image}, which no release of kind publishes`;
  throw new PlatformError(`image-${result.outcome}`, describeProblem(result.outcome, result.detail, asked));
}

async function proxyHintHere(): Promise<string | undefined> {
  const info = await run(["docker", "info", "--format", "{{json .}}"], { timeoutMs: 20_000 });
  try {
    return proxyHint(process.env, JSON.parse(info.stdout));
  } catch {
    // An engine that does not tell its settings: nothing is known of its proxy.
    return undefined;
  }
}
