import { hostFacts } from "../host/host-facts.ts";
import { engineState, engineStep } from "./engine/engine.ts";
import { kernelLimitsStep } from "./engine/kernel-limits.ts";
import { buildSteps, estimateSeconds, requireSpace } from "./images/build-plan.ts";
import { type Images, presentNodeImage, resolveImages } from "./images/images.ts";
import { imagesStep } from "./images/images-step.ts";
import { loadBalancerState } from "./images/load-balancer-image.ts";
import { nodeImageInputs } from "./images/node-image-inputs.ts";
import { Registry } from "./images/registry.ts";
import { kindStep } from "./kind/kind-step.ts";
import { ENVOY_IMAGE } from "./kind/kind-versions.ts";
import type { StepResult } from "./steps/step.ts";
import { runSteps, type StepListener } from "./steps/step-runner.ts";

/** What a setup is asked for. */
export interface SetUpRequest {
  readonly kubernetes: string;
  /**
   * A registry that has the images under their own names, for example "127.0.0.1:5000"; else their own registries are
   * asked.
   */
  readonly registry: string | undefined;
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

/** Provides what this machine lacks: the engine, kind and the images; what is there already is left alone. */
export async function setUp(request: SetUpRequest): Promise<SetUpResult> {
  const { listener, signal } = request;
  const inputs = nodeImageInputs(request.kubernetes);
  const kubernetes = inputs.versions.kubernetes;
  const registry = new Registry(request.registry);
  const tools = [engineStep, kernelLimitsStep, kindStep(kubernetes, registry), imagesStep(kubernetes, registry)];
  const steps = await runSteps(tools, listener, signal);
  const missing = {
    nodeImage: (await presentNodeImage(kubernetes)) === undefined,
    loadBalancer: !(await hasLoadBalancer(kubernetes)),
  };
  if (missing.nodeImage || missing.loadBalancer) {
    const facts = await hostFacts();
    requireSpace(facts.diskFreeBytes);
    const build = buildSteps(inputs, missing);
    const minutes = Math.ceil((await estimateSeconds(build, facts.cpus, signal)) / 60);
    request.say(
      `building here: about ${minutes} min from cold on ${facts.cpus} cores, less where Go's cache has parts of it; Ctrl-C is fine, the next run goes on from there`,
    );
    steps.push(...(await runSteps(build, listener, signal)));
  }
  const state = await engineState(signal);
  return { engine: state.kind === "running" ? state.version : "", images: await resolveImages(kubernetes), steps };
}

/** The kind that will be used asks for Envoy unless its older load balancer image is there already. */
async function hasLoadBalancer(kubernetes: string): Promise<boolean> {
  const resolved = await resolveImages(kubernetes).catch(() => undefined);
  return resolved !== undefined || (await loadBalancerState(ENVOY_IMAGE)) !== undefined;
}
