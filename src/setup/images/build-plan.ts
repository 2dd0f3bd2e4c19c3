import { UsageError } from "../../model/errors.ts";
import type { Step } from "../steps/step.ts";
import { envoyImage } from "../versions/kind-releases.ts";
import { envoyStep } from "./envoy-image.ts";
import { goBuildStep, goModulesStep, hasModules } from "./go-build.ts";
import { haproxyStep } from "./haproxy-image.ts";
import { nodeImageStep } from "./node-image.ts";
import type { Component, NodeImageInputs } from "./node-image-inputs.ts";
import { haproxyRootStep, rootFilesystemStep } from "./root-filesystem.ts";

/** A build fills up to 12 GB (module cache, build cache, images); clusters need room to live in afterwards. */
const NEEDED_BYTES = 20e9;
const GIGABYTE = 1e9;

/** Cold times on 2 cores, seconds (docs/setup.md); compiling shortens with more cores, the rest does not. */
const COLD_SECONDS: Readonly<Record<string, { readonly compile?: number; readonly other?: number }>> = {
  "build-kubernetes": { compile: 460, other: 30 },
  "build-etcd": { compile: 25 },
  "build-coredns": { compile: 55 },
  "build-containerd": { compile: 45 },
  "build-podnet": { compile: 5 },
  // Made side by side with the compiling, on the same cores.
  "root-filesystem": { compile: 30 },
  "haproxy-root": { other: 30 },
  "node-image": { other: 25 },
  "load-balancer-image": { other: 5 },
};
const MEASURED_CORES = 2;

/** What no registry gave: the parts of a node image, and the name of a load balancer image. */
export interface Missing {
  readonly node: NodeImageInputs | undefined;
  readonly loadBalancer: string | undefined;
}

/**
 * The steps that build what is missing. Compiling comes one after another, since each uses all cores; the next ones'
 * modules are fetched beside it, which mostly waits for the network.
 */
export function buildSteps({ node, loadBalancer }: Missing): Step[] {
  const envoy = loadBalancer === envoyImage;
  const steps = node !== undefined || envoy ? [rootFilesystemStep] : [];
  if (envoy) steps.push(envoyStep);
  else if (loadBalancer !== undefined) steps.push(haproxyRootStep, haproxyStep(loadBalancer));
  if (node === undefined) return steps;
  let fetched: readonly string[] = [];
  let built: readonly string[] = [];
  for (const component of inBuildOrder(node.components)) {
    if (hasModules(component)) {
      const modules = goModulesStep(component, fetched);
      steps.push(modules);
      fetched = [modules.name];
    }
    const build = goBuildStep(component, [...fetched, ...built]);
    steps.push(build);
    built = [build.name];
  }
  return [...steps, nodeImageStep(node, [...built, rootFilesystemStep.name])];
}

/** etcd before all others: its modules are few, and those of Kubernetes, the most by far, come while it is compiled. */
function inBuildOrder(components: readonly Component[]): Component[] {
  return components.toSorted((one, other) => Number(other.name === "etcd") - Number(one.name === "etcd"));
}

/** The steps of several plans, each once: a part in the same version is the same step, whichever image it is for. */
export function distinctSteps(plans: readonly (readonly Step[])[]): Step[] {
  return [...new Map(plans.flat().map((step) => [`${step.name} ${step.title}`, step])).values()];
}

/** Why there is something to build: what came of asking for the images of those versions that have a plan, each once. */
export function whyBuilt(plans: readonly (readonly Step[])[], asked: readonly string[]): string {
  return [...new Set(asked.filter((_, index) => plans[index]?.length))].join("; ");
}

/** How long the steps that are still to do take from cold, in seconds. */
export async function estimateSeconds(steps: readonly Step[], cores: number, signal: AbortSignal): Promise<number> {
  let seconds = 0;
  for (const step of steps) {
    const cold = COLD_SECONDS[step.name];
    if (cold === undefined || (await step.check(signal)) !== undefined) continue;
    seconds += (cold.compile ?? 0) * (MEASURED_CORES / Math.max(1, cores)) + (cold.other ?? 0);
  }
  return seconds;
}

/** Throws UsageError before anything is built where there is too little room for it. */
export function requireSpace(freeBytes: number | undefined): void {
  if (freeBytes === undefined || freeBytes >= NEEDED_BYTES) return;
  const free = (freeBytes / GIGABYTE).toFixed(1);
  throw new UsageError(
    `building the images needs ${NEEDED_BYTES / GIGABYTE} GB of free space, but only ${free} GB are free: make room in the cache folder and where Docker keeps its data (docker system df), then run this again.`,
  );
}
