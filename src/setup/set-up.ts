import { hostFacts } from "../host/host-facts.ts";
import { UsageError } from "../model/errors.ts";
import { chromiumStep } from "./development/chromium-step.ts";
import { engineState, engineStep } from "./engine/engine.ts";
import { kernelLimitsStep } from "./engine/kernel-limits.ts";
import { buildSteps, estimateSeconds, type Missing, requireSpace } from "./images/build-plan.ts";
import { type Images, resolveImages } from "./images/images.ts";
import { imagesStep } from "./images/images-step.ts";
import { loadBalancerState } from "./images/load-balancer-state.ts";
import { buildableVersions, nodeImageInputs } from "./images/node-image-inputs.ts";
import { presentNode } from "./images/present-images.ts";
import { findKindFor } from "./kind/kind-binary.ts";
import { kindStep } from "./kind/kind-step.ts";
import { Registry } from "./registry/registry.ts";
import type { StepResult } from "./steps/step.ts";
import { runSteps, type StepListener } from "./steps/step-runner.ts";
import { type Chosen, chooseImages, type ImageChoice } from "./versions/image-choice.ts";
import { KIND_VERSION, loadBalancerImageOf } from "./versions/kind-versions.ts";

/** What a setup is asked for. */
export interface SetUpRequest {
  readonly choice: ImageChoice;
  /**
   * A registry that has the images under their own names, for example "127.0.0.1:5000"; else their own registries are
   * asked.
   */
  readonly registry: string | undefined;
  /** True asks no registry: what is missing is built. */
  readonly build: boolean;
  /** Whether what development needs beyond running is provided, too, after all else. */
  readonly development: boolean;
  readonly listener: StepListener;
  /** Shows a line that belongs to no step. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What a machine has after a setup. */
export interface SetUpResult {
  readonly engine: string;
  readonly images: Images;
  readonly steps: readonly StepResult[];
}

/**
 * Provides what this machine lacks: the engine, kind and the images; what is there already is left alone. Throws
 * UsageError before anything is done for versions that are not known.
 */
export async function setUp(request: SetUpRequest): Promise<SetUpResult> {
  const { listener, signal } = request;
  const chosen = chooseImages(request.choice);
  const registry = request.build ? undefined : new Registry(request.registry);
  const tools = [engineStep, kernelLimitsStep, kindStep(chosen), imagesStep(chosen, registry)];
  const steps = await runSteps(tools, listener, signal);
  const missing = await whatIsMissing(chosen);
  if (missing.node !== undefined || missing.loadBalancer !== undefined) {
    const asked = steps.find(({ name }) => name === "images")?.detail ?? "";
    const facts = await hostFacts();
    requireSpace(facts.diskFreeBytes);
    const build = buildSteps(missing);
    const minutes = Math.ceil((await estimateSeconds(build, facts.cpus, signal)) / 60);
    request.say(
      `building here, since ${asked}: about ${minutes} min from cold on ${facts.cpus} cores, less where Go's cache has parts of it; Ctrl-C is fine, the next run goes on from there`,
    );
    steps.push(...(await runSteps(build, listener, signal)));
  }
  if (request.development) steps.push(...(await runSteps([chromiumStep], listener, signal)));
  const state = await engineState(signal);
  const images = await resolveImages(request.choice);
  return { engine: state.kind === "running" ? state.version : "", images, steps };
}

/** What is still missing after a registry was asked; throws UsageError where that cannot be built here. */
async function whatIsMissing(chosen: Chosen): Promise<Missing> {
  const kind = await findKindFor(chosen);
  const balancer = loadBalancerImageOf(kind?.version ?? chosen.kind ?? KIND_VERSION);
  const hasBalancer = (await loadBalancerState(balancer)) !== undefined;
  const hasNode = (await presentNode(chosen)) !== undefined;
  return { node: hasNode ? undefined : partsOf(chosen), loadBalancer: hasBalancer ? undefined : balancer };
}

function partsOf({ image, kubernetes }: Chosen) {
  const why = "make a registry reachable or name one with --registry";
  if (image !== undefined)
    throw new UsageError(`${image} did not come from a registry, and is not built here: ${why}.`);
  const buildable = buildableVersions();
  if (!buildable.includes(kubernetes))
    throw new UsageError(
      `Kubernetes ${kubernetes} did not come from a registry, and cannot be built here: ${why}, or take one that can: ${buildable.join(", ")}.`,
    );
  return nodeImageInputs(kubernetes);
}
