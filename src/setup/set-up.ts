import { whyNoProvider } from "../host/container-provider.ts";
import { hostFacts } from "../host/host-facts.ts";
import { UsageError } from "../model/errors.ts";
import { chromiumStep } from "./development/chromium-step.ts";
import { engineState, engineStep } from "./engine/engine.ts";
import { kernelLimitsStep } from "./engine/kernel-limits.ts";
import { balancerStep } from "./images/balancer-image.ts";
import {
  buildSteps,
  distinctSteps,
  estimateSeconds,
  type Missing,
  requireSpace,
  whyBuilt,
} from "./images/build-plan.ts";
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
  /** What images are wanted; one at least. */
  readonly choices: readonly ImageChoice[];
  /**
   * A registry that has the images under their own names, for example "127.0.0.1:5000"; else their own registries are
   * asked.
   */
  readonly registry: string | undefined;
  /** True asks no registry: what is missing is built. */
  readonly build: boolean;
  /** Whether the image of load balancers with a virtual address is provided, too. */
  readonly balancers: boolean;
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
  /** Of the version that was named first, or of the default. */
  readonly images: Images;
  /** Of each version that was named, in order. */
  readonly versions: readonly Images[];
  readonly steps: readonly StepResult[];
}

/**
 * Provides what this machine lacks: the engine, kind and the images; what is there already is left alone. Throws
 * UsageError before anything is done for versions that are not known, and for another container tool than Docker.
 */
export async function setUp(request: SetUpRequest): Promise<SetUpResult> {
  const { listener, signal } = request;
  const provider = whyNoProvider(process.env);
  if (provider !== undefined) throw new UsageError(provider);
  const versions = request.choices.map(chooseImages);
  const registry = request.build ? undefined : new Registry(request.registry);
  const steps = await runSteps([engineStep, kernelLimitsStep], listener, signal);
  const asked: string[] = [];
  for (const chosen of versions) {
    const own = await runSteps([kindStep(chosen), imagesStep(chosen, registry)], listener, signal);
    asked.push(own.find(({ name }) => name === "images")?.detail ?? "");
    steps.push(...own);
  }
  steps.push(...(await build(versions, asked, request)));
  if (request.balancers) steps.push(...(await runSteps([balancerStep], listener, signal)));
  if (request.development) steps.push(...(await runSteps([chromiumStep], listener, signal)));
  const state = await engineState(signal);
  const [images, ...others] = await Promise.all(request.choices.map(resolveImages));
  if (images === undefined) throw new Error("a setup of nothing");
  return { engine: state.kind === "running" ? state.version : "", images, versions: [images, ...others], steps };
}

/**
 * Builds what no registry gave of all versions, one after another: what they share is made by the first that needs it.
 * `asked` says what came of asking for each version's images.
 */
async function build(
  versions: readonly Chosen[],
  asked: readonly string[],
  request: SetUpRequest,
): Promise<StepResult[]> {
  const { listener, signal, say } = request;
  const missing = await Promise.all(versions.map(whatIsMissing));
  const plans = missing.map(buildSteps);
  if (plans.flat().length === 0) return [];
  const facts = await hostFacts();
  requireSpace(facts.diskFreeBytes);
  const minutes = Math.ceil((await estimateSeconds(distinctSteps(plans), facts.cpus, signal)) / 60);
  say(
    `building here, since ${whyBuilt(plans, asked)}: about ${minutes} min from cold on ${facts.cpus} cores, less where Go's cache has parts of it; Ctrl-C is fine, the next run goes on from there`,
  );
  const results: StepResult[] = [];
  for (const plan of plans) results.push(...(await runSteps(plan, listener, signal)));
  return results;
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
