import { whyNoProvider } from "../host/container-provider.ts";
import { describeChosenEngine } from "../host/docker/context.ts";
import { farFacts } from "../host/far-facts.ts";
import { type HostFacts, hostFacts } from "../host/host-facts.ts";
import { networkWay } from "../host/network-entry.ts";
import { messageOf } from "../model/errors.ts";
import type { DiagnosisLine } from "./diagnosis-line.ts";
import { engineState } from "./engine/engine.ts";
import { hasBalancerImage } from "./images/balancer-image.ts";
import { loadBalancerState } from "./images/load-balancer-state.ts";
import { balancerImage } from "./images/node-image-inputs.ts";
import { presentNode } from "./images/present-images.ts";
import { findKindFor, kindOnPath } from "./kind/kind-binary.ts";
import { machineFindings } from "./machine-findings.ts";
import type { Chosen } from "./versions/image-choice.ts";
import { KIND_VERSION, loadBalancerImageOf } from "./versions/kind-versions.ts";

const RUN_SETUP = 'run "npx kind-chaos setup"';

/** Looks at everything that a run on what was chosen needs; leaves nothing changed. */
export async function diagnose(chosen: Chosen): Promise<DiagnosisLine[]> {
  const facts = await withFarFacts(await hostFacts(), chosen);
  return [
    ...(await provided(chosen)),
    { subject: "cgroup", state: "ok", found: facts.cgroup, meaning: cgroupMeaning(facts) },
    ...machineFindings(facts),
    networkEntry(facts),
    ...facts.features.map(({ name, state, usedFor }): DiagnosisLine => {
      const verdict = { yes: "ok", no: "limited", unknown: "unknown" } as const;
      return { subject: `kernel: ${name}`, state: verdict[state], found: state, meaning: `used for ${usedFor}` };
    }),
  ];
}

/** With what only a container on the engine's machine sees, where that is not this one and has the node image. */
async function withFarFacts(facts: HostFacts, chosen: Chosen): Promise<HostFacts> {
  if (facts.isLocalEngine || facts.notDocker !== undefined) return facts;
  const node = await presentNode(chosen);
  if (node === undefined) return facts;
  const { freeBytes, ...limits } = await farFacts(node.image);
  const free = [facts.diskFreeBytes, freeBytes].filter((bytes) => bytes !== undefined);
  return {
    ...facts,
    ...limits,
    diskFreeBytes: free.length === 0 ? undefined : Math.min(...free),
    hasEngineDisk: freeBytes !== undefined,
  };
}

async function provided(chosen: Chosen): Promise<DiagnosisLine[]> {
  const engine = await engineState();
  const running = engine.kind === "running";
  const reason = engine.kind === "no-client" ? "no docker on PATH" : "reason" in engine ? engine.reason : "";
  const isOther = engine.kind === "other";
  const first: DiagnosisLine = running
    ? {
        subject: "Docker engine",
        state: "ok",
        found: `${engine.version}, ${describeChosenEngine()}`,
        meaning: "answers",
      }
    : {
        subject: "Docker engine",
        state: "missing",
        found: isOther ? reason : `${reason}; ${describeChosenEngine()}`,
        meaning: isOther ? "nothing works on it" : `nothing works without it: ${RUN_SETUP}`,
      };
  const findings = [first, ...providerFinding(), ...(await kindFindings(running ? chosen : undefined))];
  return running ? [...findings, ...(await imageFindings(chosen))] : findings;
}

function providerFinding(): DiagnosisLine[] {
  const meaning = whyNoProvider(process.env);
  const found = process.env.KIND_EXPERIMENTAL_PROVIDER ?? "";
  return meaning === undefined ? [] : [{ subject: "kind's provider", state: "missing", found, meaning }];
}

async function kindFindings(chosen: Chosen | undefined): Promise<DiagnosisLine[]> {
  try {
    const found = await kindOnPath(chosen);
    const used = await findKindFor(chosen);
    const ignored = found?.problem === undefined ? "" : `; the ${found.version} on PATH is ${found.problem}`;
    if (used === undefined)
      return [
        { subject: "kind", state: "missing", found: `none${ignored}`, meaning: `makes the clusters: ${RUN_SETUP}` },
      ];
    return [{ subject: "kind", state: "ok", found: `${used.version} (${used.path})${ignored}`, meaning: "known good" }];
  } catch (error) {
    return [{ subject: "kind", state: "missing", found: messageOf(error), meaning: RUN_SETUP }];
  }
}

async function imageFindings(chosen: Chosen): Promise<DiagnosisLine[]> {
  const node = await presentNode(chosen);
  const kind = await findKindFor(chosen);
  const image = loadBalancerImageOf(kind?.version ?? chosen.kind ?? KIND_VERSION);
  const balancer = await loadBalancerState(image);
  return [
    imageFinding(`node image ${chosen.kubernetes}`, node && `${node.image} (${node.origin})`),
    imageFinding("load balancer image", balancer === undefined ? undefined : `${image} (${balancer})`),
    await addressFinding(),
  ];
}

/** Few scenarios need it, and nobody publishes it: that it is not there keeps no other run from working. */
async function addressFinding(): Promise<DiagnosisLine> {
  const has = await hasBalancerImage();
  return {
    subject: "virtual address image",
    state: has ? "ok" : "limited",
    found: has ? balancerImage() : "none",
    meaning: `only scenarios with two load balancers need it${has ? "" : ': run "npx kind-chaos setup --balancers"'}`,
  };
}

function besideIt(why: string): string {
  return `can be shared by a container of ours beside theirs, since ${why}`;
}

function imageFinding(subject: string, found: string | undefined): DiagnosisLine {
  if (found !== undefined) return { subject, state: "ok", found, meaning: "present" };
  return { subject, state: "missing", found: "none", meaning: `pulled or built: ${RUN_SETUP}` };
}

function cgroupMeaning(facts: HostFacts): string {
  return facts.cgroup === "v2" ? "what kubelets expect" : "kubelets of 1.31 and newer are told to accept it";
}

function networkEntry(facts: HostFacts): DiagnosisLine {
  const entry = networkWay(facts);
  const found = "problem" in entry ? entry.problem : entry.why === undefined ? "can be entered" : besideIt(entry.why);
  return {
    subject: "container networks",
    state: "problem" in entry ? "limited" : "ok",
    found,
    meaning: 'for lanes via "in-cluster", which are probed from a worker\'s network',
  };
}
