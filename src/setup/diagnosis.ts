import { whyNoProvider } from "../host/container-provider.ts";
import { describeChosenEngine } from "../host/docker/context.ts";
import { type HostFacts, hostFacts } from "../host/host-facts.ts";
import { networkEntryProblem } from "../host/network-entry.ts";
import { messageOf } from "../model/errors.ts";
import { engineState } from "./engine/engine.ts";
import { WANTED_INOTIFY_INSTANCES } from "./engine/kernel-limits.ts";
import { loadBalancerState } from "./images/load-balancer-state.ts";
import { presentNode } from "./images/present-images.ts";
import { findKindFor, kindOnPath } from "./kind/kind-binary.ts";
import type { Chosen } from "./versions/image-choice.ts";
import { KIND_VERSION, loadBalancerImageOf } from "./versions/kind-versions.ts";

/** One line of `doctor`. "missing" keeps runs from working, "limited" does not. */
export interface DiagnosisLine {
  readonly subject: string;
  readonly state: "ok" | "limited" | "missing" | "unknown";
  /** What was found. */
  readonly found: string;
  /** What that means, and what to do where something is to be done. */
  readonly meaning: string;
}

/**
 * What three control planes with three workers need, measured on Kubernetes 1.37.2: 2.5 GB at rest, and headroom for
 * faults.
 */
const NEEDED_MEMORY_BYTES = 4e9;
const NEEDED_CPUS = 2;
const NEEDED_OPEN_FILES = 4_096;
const NEEDED_INOTIFY_WATCHES = 65_536;

const RUN_SETUP = 'run "npx kind-chaos setup"';

/** Looks at everything that a run on what was chosen needs; changes nothing. */
export async function diagnose(chosen: Chosen): Promise<DiagnosisLine[]> {
  const facts = await hostFacts();
  return [
    ...(await provided(chosen)),
    { subject: "cgroup", state: "ok", found: facts.cgroup, meaning: cgroupMeaning(facts) },
    ...machine(facts),
    networkEntry(facts),
    ...facts.features.map(({ name, state, usedFor }): DiagnosisLine => {
      const verdict = { yes: "ok", no: "limited", unknown: "unknown" } as const;
      return { subject: `kernel: ${name}`, state: verdict[state], found: state, meaning: `used for ${usedFor}` };
    }),
  ];
}

async function provided(chosen: Chosen): Promise<DiagnosisLine[]> {
  const engine = await engineState();
  const running = engine.kind === "running";
  const reason = engine.kind === "no-client" ? "no docker on PATH" : "reason" in engine ? engine.reason : "";
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
        found: `${reason}; ${describeChosenEngine()}`,
        meaning: `nothing works without it: ${RUN_SETUP}`,
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
  ];
}

function imageFinding(subject: string, found: string | undefined): DiagnosisLine {
  if (found !== undefined) return { subject, state: "ok", found, meaning: "present" };
  return { subject, state: "missing", found: "none", meaning: `pulled or built: ${RUN_SETUP}` };
}

function cgroupMeaning(facts: HostFacts): string {
  return facts.cgroup === "v2" ? "what kubelets expect" : "kubelets of 1.35 and newer are told to accept it";
}

function networkEntry(facts: HostFacts): DiagnosisLine {
  const problem = networkEntryProblem(facts);
  return {
    subject: "container networks",
    state: problem === undefined ? "ok" : "limited",
    found: problem ?? "can be entered",
    meaning: 'for lanes via "in-cluster", which are probed from a worker\'s network',
  };
}

function machine(facts: HostFacts): DiagnosisLine[] {
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  const missing = facts.missingCapabilities;
  const atLeast = (subject: string, value: number | undefined, needed: number, meaning: string): DiagnosisLine => ({
    subject,
    state: value === undefined ? "unknown" : value >= needed ? "ok" : "limited",
    found: value === undefined ? "not told" : String(value),
    meaning: `${meaning}; ${needed} or more wanted`,
  });
  return [
    {
      subject: "capabilities",
      state: missing.length === 0 ? "ok" : "limited",
      found: missing.length === 0 ? "all that are used" : `without ${missing.join(", ")}`,
      meaning: missing.includes("CAP_SYS_RESOURCE")
        ? "nodes cannot lower their out-of-memory score: no harm to runs"
        : "for node containers and faults",
    },
    {
      subject: "memory",
      state: facts.memoryBytes >= NEEDED_MEMORY_BYTES ? "ok" : "missing",
      found: gigabytes(facts.memoryBytes),
      meaning: `3 + 3 nodes take about 2.5 GB; ${gigabytes(NEEDED_MEMORY_BYTES)} or more needed`,
    },
    atLeast("CPUs", facts.cpus, NEEDED_CPUS, "3 + 3 nodes at rest take half a core"),
    {
      subject: "free space",
      state: facts.diskFreeBytes === undefined ? "unknown" : facts.diskFreeBytes >= 5e9 ? "ok" : "limited",
      found: facts.diskFreeBytes === undefined ? "not told" : gigabytes(facts.diskFreeBytes),
      meaning: "a cluster takes about 4 GB, building images up to 20 GB",
    },
    atLeast("open files", facts.openFileLimit, NEEDED_OPEN_FILES, "limit for each process"),
    atLeast(
      "inotify instances",
      facts.inotifyInstances,
      WANTED_INOTIFY_INSTANCES,
      "six nodes take about 100, two clusters at once more than Linux' 128",
    ),
    atLeast(
      "inotify watches",
      facts.inotifyWatches,
      NEEDED_INOTIFY_WATCHES,
      "six nodes take about 100, two clusters at once more than Linux' 128",
    ),
  ];
}
